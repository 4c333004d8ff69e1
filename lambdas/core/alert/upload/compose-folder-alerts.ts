import { formatCountOf } from '../../text/in-words.ts';
import type { Alert } from '../alert-schema.ts';
import { composeAlert } from '../compose-alert.ts';
import { shownKey, type UnusedUploadFacts, type UploadFacts, unusedUpload } from './unused-upload.ts';

/** Folders of parts that nothing has closed. */
export interface OpenFoldersFacts extends UploadFacts {
  /** Each with its slash, in the inbox. */
  readonly folders: readonly string[];
  /** How long the oldest has waited, in words. */
  readonly waited: string;
}

/** Tells the owner of a model that parts wait for a `_SUCCESS` that has not come: they are in no verdict. */
export function composeOpenFoldersAlert(facts: OpenFoldersFacts): Alert {
  const { folders, waited, inboxBucket } = facts;
  const [first = ''] = folders;
  const what = folders.length === 1 ? shownKey(first) : `${formatCountOf(folders.length, 'folder')}`;
  return composeAlert(facts, {
    kind: 'unrecognised-upload',
    severity: 'warning',
    fact: `parts without _SUCCESS: ${what}`,
    summary: `Parts came to ${what} ${waited} ago or more, and nothing has closed the folder since. Nothing of it was read: a folder is a batch when its _SUCCESS comes.`,
    findings: folders.map((folder) => ({ severity: 'warning', sentence: shownKey(folder) })),
    places: [{ label: 'folder', bucket: inboxBucket, key: first }],
    nextSteps: [
      `If all parts are there, upload an empty object ${shownKey(first)}_SUCCESS: then the folder is read.`,
      'Look whether the job that writes it failed. If it never writes _SUCCESS, set batch.close in the contract, "10m" say: all files of a folder are then one batch once none has come for so long.',
      'Files that are batches of their own must not be named part-….',
    ],
  });
}

/** A part arrived in the folder of a batch or a reference that had been closed before. */
export interface LatePartFacts extends UnusedUploadFacts {
  /** What had closed the folder. */
  readonly closingKey: string;
}

/** Tells the owner of a folder that one of its parts was not judged. Further parts after the same closing raise no alert. */
export function composeLatePartAlert(facts: LatePartFacts): Alert {
  const part = shownKey(facts.key);
  const closing = shownKey(facts.closingKey);
  return unusedUpload(facts, {
    fact: `a part arrived after its folder was closed: ${part}`,
    summary: `${part} arrived after ${closing}, which closes its folder. What was made of the folder does not include it, nor any other part that came later.`,
    nextSteps: [
      `When all parts are there, upload ${closing} again: then the whole folder is read again, as one.`,
      'Have the job that writes the folder write _SUCCESS last.',
    ],
  });
}
