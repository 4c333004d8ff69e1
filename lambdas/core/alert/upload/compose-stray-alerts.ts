import { formatCountOf } from '../../text/in-words.ts';
import { uploadKeyShapes } from '../../text/places.ts';
import type { Alert } from '../alert-schema.ts';
import { composeAlert } from '../compose-alert.ts';
import { shownKey, type UnusedUploadFacts, type UploadFacts, unusedUpload } from './unused-upload.ts';

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
