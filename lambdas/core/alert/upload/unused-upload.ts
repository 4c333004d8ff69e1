import { plainText } from '../../text/clean-text.ts';
import type { Alert } from '../alert-schema.ts';
import { type AlertHead, composeAlert } from '../compose-alert.ts';

/** What every alert about an upload needs to know. */
export interface UploadFacts extends AlertHead {
  readonly inboxBucket: string;
}

/** Something in the inbox that Plumbline did nothing with. */
export interface UnusedUploadFacts extends UploadFacts {
  /** What was uploaded, in the inbox. */
  readonly key: string;
}

/** Whatever the reason that nothing was done with an upload: all of these are of one kind, and a warning. */
export function unusedUpload(
  facts: UnusedUploadFacts,
  words: Pick<Alert, 'fact' | 'summary' | 'nextSteps'>,
): Alert {
  return composeAlert(facts, {
    kind: 'unrecognised-upload',
    severity: 'warning',
    places: [{ label: 'upload', bucket: facts.inboxBucket, key: facts.key }],
    ...words,
  });
}

export function shownKey(key: string): string {
  return plainText(key, 200);
}
