import type { Contract } from '../core/contract/contract.ts';
import type { Violation } from '../core/contract/violation.ts';
import type { Profile } from '../core/profile/profile.ts';
import type { UnreadableBatchError } from '../readers/unreadable-batch-error.ts';

/** What a batch as a whole broke, once its rows are counted; an empty list accepts it. */
export function judgeBatch(
  rows: Profile['rows'],
  { batch }: Contract,
  unreadable: UnreadableBatchError | undefined,
): readonly Violation[] {
  if (unreadable) return [unreadableViolation(unreadable)];
  if (rows.read === 0) {
    return [
      { code: 'empty-batch', message: 'the file has a header and no row: check the job that writes it' },
    ];
  }
  return [...tooFewRows(rows.read, batch.minRows), ...tooManyRejected(rows, batch.maxRejectedShare)];
}

/** A file that can't be read, as a violation. */
export function unreadableViolation({ code, message }: UnreadableBatchError): Violation {
  return { code, message };
}

function tooFewRows(read: number, minRows: number): readonly Violation[] {
  if (read >= minRows) return [];
  const message = `the batch has ${read} rows, the contract asks for ${minRows} or more`;
  return [{ code: 'row-count', message, expected: `at least ${minRows}`, found: String(read) }];
}

function tooManyRejected(
  { read, accepted }: Profile['rows'],
  maxRejectedShare: number,
): readonly Violation[] {
  const share = (read - accepted) / read;
  if (share <= maxRejectedShare) return [];
  const found = `${(100 * share).toFixed(1)} %`;
  const expected = `at most ${Number((100 * maxRejectedShare).toFixed(1))} %`;
  const message = `${read - accepted} of ${read} rows (${found}) break the contract, which allows ${expected}`;
  return [{ code: 'rejected-share', message, expected, found }];
}
