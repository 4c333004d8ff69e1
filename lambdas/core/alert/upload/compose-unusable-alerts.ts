import type { Alert } from '../alert-schema.ts';
import { shownKey, type UnusedUploadFacts, unusedUpload } from './unused-upload.ts';

/** A lock file was uploaded that tells no versions. */
export interface UnusableLockFileFacts extends UnusedUploadFacts {
  /** Why, and what to do: sentences of ours. */
  readonly reason: string;
}

/** Tells the uploader of a lock file that versions are not compared with it. */
export function composeUnusableLockFileAlert(facts: UnusableLockFileFacts): Alert {
  const key = shownKey(facts.key);
  return unusedUpload(facts, {
    fact: `no versions in the lock file ${key}`,
    summary: `Someone uploaded ${key} as the versions that ${facts.model} runs with, and it can't be read as that. ${facts.reason} Batches are compared with the lock file before it, if there was one.`,
    nextSteps: [`Upload a lock file under the same key, ${key}. The batches that arrive after it go by it.`],
  });
}

/** Tells the uploader of a holdout set that it was not compared. @param facts  with the reason, and what to do */
export function composeUnusableHoldoutAlert(facts: UnusableLockFileFacts): Alert {
  const key = shownKey(facts.key);
  return unusedUpload(facts, {
    fact: `the holdout set ${key} can't be compared`,
    summary: `Someone uploaded the holdout set ${key}, and it was not compared with its baseline. ${facts.reason}`,
    nextSteps: [`Correct the file, or the contract, and upload it again under the same key, ${key}.`],
  });
}
