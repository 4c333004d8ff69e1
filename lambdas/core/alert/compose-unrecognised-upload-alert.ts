import type { Alert } from './alert-schema.ts';
import { plainText } from './clean-text.ts';
import type { UploadFacts } from './upload-facts.ts';
import { uploadKeyShapes } from './upload-places.ts';

/** Something was uploaded whose key names no model. */
export interface UnrecognisedUploadFacts extends UploadFacts {
  /** What was uploaded, in the inbox. */
  readonly key: string;
}

/** Tells the uploader that nothing was done with a file, and which key would have worked. */
export function composeUnrecognisedUploadAlert(facts: UnrecognisedUploadFacts): Alert {
  const { id, environment, model, createdAt, inboxBucket } = facts;
  const key = plainText(facts.key, 200);
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
    places: [{ label: 'upload', bucket: inboxBucket, key: facts.key }],
    nextSteps: [
      `Upload it again under a key of the form ${uploadKeyShapes.join(' or ')}.`,
      'A model name begins with a letter or digit and has only letters, digits, dots, underscores and hyphens, at most 64.',
    ],
  };
}
