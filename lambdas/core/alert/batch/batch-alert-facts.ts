import type { Result } from '../../result/result-schema.ts';
import type { Place } from '../../text/places.ts';

/** What an alert about a batch needs to know: its result, and where things lie. */
export interface BatchAlertFacts {
  readonly result: Result;
  /** Where the result lies, in the results bucket. */
  readonly resultKey: string;
  /** Where the report lies, in the results bucket. */
  readonly reportKey: string;
  readonly inboxBucket: string;
  readonly resultsBucket: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Where to look: the report for people, then the object that says most. */
export function batchPlaces({
  result,
  resultKey,
  reportKey,
  inboxBucket,
  resultsBucket,
}: BatchAlertFacts): readonly [report: Place, result: Place, batch: Place] {
  return [
    { label: 'report', bucket: resultsBucket, key: reportKey },
    { label: 'result', bucket: resultsBucket, key: resultKey },
    { label: 'batch', bucket: inboxBucket, key: result.batch.key },
  ];
}
