import { months, type SeasonKind, weekdays } from '../../contract/seasons.ts';
import { type Reason, reasonFindings, violationHeadline } from '../../findings/violation-findings.ts';
import { plainText } from '../../text/clean-text.ts';
import { contractUri, referencesUri } from '../../text/places.ts';
import type { Alert } from '../alert-schema.ts';
import { composeAlert } from '../compose-alert.ts';
import { shownKey, type UnusedUploadFacts, type UploadFacts, unusedUpload } from './unused-upload.ts';

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
