import { months, type SeasonKind, weekdays } from '../../contract/seasons.ts';
import { plainText } from '../../text/clean-text.ts';
import type { Alert } from '../alert-schema.ts';
import { type UntakenUploadFacts, untakenUpload } from './untaken-upload.ts';
import { referencesUri } from './upload-places.ts';

/** A reference was put into a folder of a month or day of the week that there is none of. */
export interface UnknownSeasonFacts extends UntakenUploadFacts {
  /** The folder, without its slash: `month=decembr`. */
  readonly folder: string;
  readonly kind: SeasonKind;
}

const names: Readonly<Record<SeasonKind, string>> = {
  month: `a month is one of ${months.join(', ')}, or its number from 1 to 12`,
  weekday: `a day of the week is one of ${weekdays.join(', ')}`,
};

/** Tells the uploader that the reference is that of no season, and has not become the default one either. */
export function composeUnknownSeasonAlert(facts: UnknownSeasonFacts): Alert {
  const { model, inboxBucket, kind } = facts;
  const key = plainText(facts.key, 200);
  const folder = plainText(facts.folder, 60);
  const references = referencesUri(inboxBucket, model);
  const what = kind === 'month' ? 'month' : 'day of the week';
  return untakenUpload(facts, {
    fact: `no ${what} in the key ${key}`,
    summary: `Someone uploaded the reference ${key}, and ${folder} names no ${what}. Nothing was read, and what batches are compared with has not changed.`,
    nextSteps: [
      `Upload it again under ${references}${kind}=${kind === 'month' ? 'december' : 'monday'}/: ${names[kind]}.`,
      `If it is the reference for all batches, upload it right under ${references}.`,
    ],
  });
}
