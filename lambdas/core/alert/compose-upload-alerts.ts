import type { DraftNote } from '../contract/draft-notes.ts';
import { type ContractProblem, describeProblem } from '../contract/parse-contract.ts';
import { months, type SeasonKind, weekdays } from '../contract/seasons.ts';
import { type Reason, reasonFindings, violationHeadline } from '../findings/violation-findings.ts';
import { plainText } from '../text/clean-text.ts';
import { formatCountOf } from '../text/in-words.ts';
import { contractUri, referencesUri, uploadKeyShapes } from '../text/places.ts';
import type { Alert } from './alert-schema.ts';
import { type AlertHead, composeAlert } from './compose-alert.ts';

/** What every alert about an upload needs to know. */
export interface UploadFacts extends AlertHead {
  readonly inboxBucket: string;
}

/** A reference arrived and there was no contract: Plumbline drafted one. */
export interface InferredContractFacts extends UploadFacts {
  readonly resultsBucket: string;
  /** Where the draft lies, in the results bucket. */
  readonly contractKey: string;
  /** Where the reference lies, in the inbox. */
  readonly referenceKey: string;
  /** How many columns the draft has. */
  readonly columns: number;
  /** What was dropped, demoted or doubted in it. */
  readonly notes: readonly DraftNote[];
}

/** Tells people that a contract was drafted for them, and that a guess is in force until they say otherwise. */
export function composeInferredContractAlert(facts: InferredContractFacts): Alert {
  const { model, inboxBucket, resultsBucket, contractKey, referenceKey, columns, notes } = facts;
  return composeAlert(facts, {
    kind: 'contract-inferred',
    severity: 'info',
    fact: 'contract drafted from the reference, please review',
    summary: `There was no contract for this model, so Plumbline drafted one for the ${formatCountOf(columns, 'column')} of the reference ${shownKey(referenceKey)}. Batches are held to this guess until you put your own in its place.`,
    findings: notes.map((note) => ({ severity: 'info', ...note })),
    places: [
      { label: 'drafted contract', bucket: resultsBucket, key: contractKey },
      { label: 'reference', bucket: inboxBucket, key: referenceKey },
    ],
    nextSteps: [
      'Open the draft and read it through: kinds, roles, ranges, which columns may be missing.',
      `Correct it and save it as ${contractUri(inboxBucket, model)}. From then on yours is in force.`,
    ],
  });
}

/** A contract was uploaded that cannot be used. */
export interface InvalidContractFacts extends UploadFacts {
  /** Where the contract lies, in the inbox. */
  readonly contractKey: string;
  readonly problems: readonly ContractProblem[];
}

/** Tells the author of a contract everything that is wrong with it, in the order of the file. */
export function composeInvalidContractAlert(facts: InvalidContractFacts): Alert {
  const { inboxBucket, contractKey, problems } = facts;
  const count = formatCountOf(problems.length, 'problem');
  return composeAlert(facts, {
    kind: 'contract-invalid',
    severity: 'critical',
    fact: `the contract is invalid: ${count}`,
    summary: `The contract ${shownKey(contractKey)} has ${count} and cannot be used. Every batch of this model is rejected until it is corrected.`,
    findings: problems.map((problem) => ({ severity: 'critical', sentence: describeProblem(problem) })),
    places: [{ label: 'contract', bucket: inboxBucket, key: contractKey }],
    nextSteps: [
      `Correct the contract and upload it under the same key, ${shownKey(contractKey)}.`,
      'The batches that were rejected in the meantime are then judged again by themselves: the newest 50 of the last 30 days.',
    ],
  });
}

/** A reference was uploaded that nothing can be compared with. */
export interface UnusableReferenceFacts extends UploadFacts {
  /** Where the reference lies, in the inbox. */
  readonly referenceKey: string;
  /** Whether its model has a contract of its own, which may be what is wrong: a drafted one is made of the reference. */
  readonly hasContract: boolean;
  readonly reasons: readonly Reason[];
}

/** Tells people that their new reference is not in force, and why. */
export function composeUnusableReferenceAlert(facts: UnusableReferenceFacts): Alert {
  const { model, inboxBucket, referenceKey, hasContract, reasons } = facts;
  const contract = contractUri(inboxBucket, model);
  return composeAlert(facts, {
    kind: 'reference-unusable',
    severity: 'warning',
    fact: `reference not usable: ${violationHeadline(reasons)}`,
    summary: `The reference ${shownKey(referenceKey)} cannot be used. If there was one before, it stays in force; if this is the first, drift is not tested until a good one arrives; batches that come until then are judged again with it.`,
    findings: reasonFindings(reasons, 'warning'),
    places: [{ label: 'reference', bucket: inboxBucket, key: referenceKey }],
    nextSteps: [
      `Correct the file and upload it under the same key, ${shownKey(referenceKey)}.`,
      ...(hasContract
        ? [`If the file is right, correct the contract: ${contract}. Then upload the file again.`]
        : []),
    ],
  });
}

/** Something in the inbox that Plumbline did nothing with. */
export interface UnusedUploadFacts extends UploadFacts {
  /** What was uploaded, in the inbox. */
  readonly key: string;
}

/** Tells the uploader that nothing was done with a file, and which key would have worked. */
export function composeUnrecognisedUploadAlert(facts: UnusedUploadFacts): Alert {
  const key = shownKey(facts.key);
  return unusedUpload(facts, {
    fact: `no model in the key ${key}`,
    summary: `Someone uploaded ${key}, and its key does not say which model it belongs to. Nothing was read or checked.`,
    nextSteps: [...uploadUnderAKey, 'Should there be more of them today, tomorrow tells of all together.'],
  });
}

const uploadUnderAKey = [
  `Upload it again under a key of the form ${uploadKeyShapes.join(' or ')}.`,
  'A model name begins with a letter or digit and has only letters, digits, dots, underscores and hyphens, at most 64.',
];

/** What was uploaded on a day and could not be used, beside what was told at once. */
export interface StrayUploadsFacts extends UploadFacts {
  /** 2026-11-20. */
  readonly day: string;
  /** The first of them, in the order of their keys. */
  readonly keys: readonly string[];
  /** All of them; a floor where there are too many to be counted. */
  readonly count: number;
}

/** Tells people once of all uploads of a day that nothing was done with. */
export function composeStrayUploadsAlert(facts: StrayUploadsFacts): Alert {
  const { day, keys, count, inboxBucket } = facts;
  const [first = ''] = keys;
  return composeAlert(facts, {
    kind: 'unrecognised-upload',
    severity: 'warning',
    fact: `${formatCountOf(count, 'upload')} of ${day} could not be used`,
    summary: `On ${day} ${formatCountOf(count, 'object')} came whose keys name no model, or that lie outside of the folders that are looked at. Nothing was read or checked.`,
    findings: keys.map((key) => ({ severity: 'warning', sentence: shownKey(key) })),
    places: [{ label: 'upload', bucket: inboxBucket, key: first }],
    nextSteps: uploadUnderAKey,
  });
}

/** Tells people once of batches that were uploaded and never came to a verdict. */
export function composeUnjudgedUploadsAlert(facts: StrayUploadsFacts): Alert {
  const { day, keys, count, inboxBucket } = facts;
  const [first = ''] = keys;
  return composeAlert(facts, {
    kind: 'unrecognised-upload',
    severity: 'warning',
    fact: `${formatCountOf(count, 'upload')} up to ${day} never judged`,
    summary: `Up to ${day} ${formatCountOf(count, 'batch', 'batches')} of this model arrived and came to no verdict, which is a fault of Plumbline: nobody knows whether they can be trusted.`,
    findings: keys.map((key) => ({ severity: 'warning', sentence: shownKey(key) })),
    places: [{ label: 'upload', bucket: inboxBucket, key: first }],
    nextSteps: [
      'Upload them again under the same keys: each is then a new batch, and is judged.',
      'Tell the operators: an alarm has rung if they were given up; if not, the bucket did not announce them (plumbline doctor says).',
    ],
  });
}

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

/** A reference was put into the folder of a month or weekday that does not exist. */
export interface UnknownSeasonFacts extends UnusedUploadFacts {
  /** The folder, without its slash: `month=decembr`. */
  readonly folder: string;
  readonly kind: SeasonKind;
}

const seasonNames: Readonly<Record<SeasonKind, string>> = {
  month: `a month is one of ${months.join(', ')}, or its number from 1 to 12`,
  weekday: `a day of the week is one of ${weekdays.join(', ')}`,
};

/** Tells the uploader that the reference serves no season, and has not become the default one either. */
export function composeUnknownSeasonAlert(facts: UnknownSeasonFacts): Alert {
  const { model, inboxBucket, kind } = facts;
  const key = shownKey(facts.key);
  const references = referencesUri(inboxBucket, model);
  const what = kind === 'month' ? 'month' : 'day of the week';
  return unusedUpload(facts, {
    fact: `no ${what} in the key ${key}`,
    summary: `Someone uploaded the reference ${key}, and ${plainText(facts.folder, 60)} names no ${what}. Nothing was read, and what batches are compared with has not changed.`,
    nextSteps: [
      `Upload it again under ${references}${kind}=${kind === 'month' ? 'december' : 'monday'}/: ${seasonNames[kind]}.`,
      `If it is the reference for all batches, upload it right under ${references}.`,
    ],
  });
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
