import { plainText } from '../text/clean-text.ts';
import type { Alert } from './alert-schema.ts';
import { composeAlert } from './compose-alert.ts';
import type { UploadFacts } from './upload/unused-upload.ts';

/** A batch that is read in parts was given up. */
export interface FailedRunFacts extends UploadFacts {
  /** What was uploaded, in the inbox. */
  readonly key: string;
  readonly isChanged: boolean;
}

/** Tells people that a batch has no verdict, and whether it is theirs to mend. */
export function composeFailedRunAlert(facts: FailedRunFacts): Alert {
  const { inboxBucket, isChanged } = facts;
  const key = plainText(facts.key, 200);
  const why = isChanged
    ? 'It was overwritten or deleted while it was read, and no verdict would hold for what is there now.'
    : 'Plumbline failed; its operators have been told. It is judged once they have the run go on.';
  return composeAlert(facts, {
    kind: 'unrecognised-upload',
    severity: 'critical',
    fact: `the batch was not judged: ${key}`,
    summary: `${key} is read in parts, and not all of them could be read. ${why} Do not take the silence for a verdict.`,
    places: [{ label: 'upload', bucket: inboxBucket, key: facts.key }],
    nextSteps: isChanged
      ? ['Write each batch under a name of its own.', 'Upload it again: what is there now is judged then.']
      : ['Wait for the verdict, or ask the operators of Plumbline.'],
  });
}
