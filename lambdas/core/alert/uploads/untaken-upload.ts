import type { Alert } from '../alert-schema.ts';
import type { UploadFacts } from './upload-facts.ts';

/** An object of the inbox that nothing was done with. */
export interface UntakenUploadFacts extends UploadFacts {
  /** What was uploaded, in the inbox. */
  readonly key: string;
}

/** The alert that an upload was not taken, whatever the reason: all are of one kind and a warning. */
export function untakenUpload(
  { id, environment, model, createdAt, inboxBucket, key }: UntakenUploadFacts,
  told: Pick<Alert, 'fact' | 'summary' | 'nextSteps'>,
): Alert {
  return {
    schemaVersion: 1,
    id,
    kind: 'unrecognised-upload',
    severity: 'warning',
    environment,
    model,
    createdAt,
    findings: [],
    places: [{ label: 'upload', bucket: inboxBucket, key }],
    ...told,
  };
}
