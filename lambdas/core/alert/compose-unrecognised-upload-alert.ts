import type { Alert, Location } from './alert-schema.ts';
import { plainText } from './clean-text.ts';
import type { UploadFacts } from './upload-facts.ts';

/** Something was uploaded whose key names no model. */
export interface UnrecognisedUploadFacts extends UploadFacts {
  readonly upload: Location;
  /** What keys look like: `batches/<model>/<file>`. */
  readonly expectedKeys: readonly string[];
  /** What a model may be called, in words. */
  readonly modelNameRule: string;
}

/** Tells the uploader that nothing was done with a file, and which key would have worked. */
export function composeUnrecognisedUploadAlert(facts: UnrecognisedUploadFacts): Alert {
  const { id, environment, model, createdAt, upload, expectedKeys, modelNameRule } = facts;
  const key = plainText(upload.key, 200);
  return {
    schemaVersion: 1,
    id,
    kind: 'unrecognised-upload',
    severity: 'warning',
    environment,
    model,
    createdAt,
    fact: `no model in the key ${key}`,
    summary: `Someone uploaded ${key}, and its key does not say which model it belongs to. Nothing was read or checked.`,
    findings: [],
    places: [{ label: 'upload', bucket: upload.bucket, key: upload.key }],
    nextSteps: [
      `Upload it again under a key like ${expectedKeys.join(' or ')}.`,
      `A model name is made of ${modelNameRule}.`,
    ],
  };
}
