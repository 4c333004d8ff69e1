import type { Alert } from './alert-schema.ts';
import { composeAlert } from './compose-alert.ts';
import { shownKey, type UnusedUploadFacts, type UploadFacts, unusedUpload } from './upload/unused-upload.ts';

/** Tells who asked for batches to be judged again that it was not understood. */
export function composeUnreadableReplayAlert(facts: UnusedUploadFacts): Alert {
  const key = shownKey(facts.key);
  return unusedUpload(facts, {
    fact: `can't tell which batches to judge again: ${key}`,
    summary: `Someone uploaded ${key}, which asks for batches to be judged again, but it can't be read. No batch was judged again.`,
    nextSteps: [
      'Upload it again: an empty file asks for all batches of the last 30 days, {"since": "2026-11-20"} for those that arrived from then on, {"batches": ["…"]} for those with these ids.',
    ],
  });
}

/** A batch that was to be judged again is the files of a window. */
export interface WindowReplayFacts extends UploadFacts {
  /** Of the window: its folder in the inbox, with its slash. */
  readonly key: string;
}

/** Tells people that the verdicts of windows stay what they are, though they were to be judged again. */
export function composeWindowReplayAlert(facts: WindowReplayFacts): Alert {
  const key = shownKey(facts.key);
  return composeAlert(facts, {
    kind: 'unrecognised-upload',
    severity: 'warning',
    fact: `windows are not judged again: ${key}`,
    summary: `Batches of this model were to be judged again: somebody asked for it, or a contract or a reference came that they waited for. ${key} is a window of files, and windows are not: its verdict stays, and so does that of any other window that was to be judged again.`,
    places: [{ label: 'window', bucket: facts.inboxBucket, key: facts.key }],
    nextSteps: [
      'The windows that are closed from now on are held against the contract and the reference of now.',
      'To see what a window would come to now, copy its files into one folder as part-00000.csv and so on, and run plumbline check on that folder.',
    ],
  });
}
