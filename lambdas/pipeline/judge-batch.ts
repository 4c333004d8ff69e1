import { cellCount, missingCount } from '../core/columns/cell-counts.ts';
import type { Contract } from '../core/contract/contract.ts';
import { draftedForRows } from '../core/contract/draft-bounds.ts';
import type { Violation } from '../core/contract/violation.ts';
import type { Profile } from '../core/profile/profile.ts';
import { formatCount, formatCountOf } from '../core/text/in-words.ts';
import type { UnreadableBatchError } from '../readers/unreadable-batch-error.ts';

/** What a batch as a whole broke, once its rows are counted; an empty list accepts it. */
export function judgeBatch(
  profile: Pick<Profile, 'rows' | 'columns'>,
  contract: Contract,
  unreadable: UnreadableBatchError | undefined,
): readonly Violation[] {
  if (unreadable) return [unreadableViolation(unreadable)];
  const { rows } = profile;
  const { batch } = contract;
  if (rows.read === 0) {
    return [
      { code: 'empty-batch', message: 'the file has a header and no row: check the job that writes it' },
    ];
  }
  return [
    ...tooFewRows(rows.read, batch.minRows),
    ...tooManyRows(rows.read, batch.maxRows),
    ...tooManyRejected(rows, batch.maxRejectedShare),
    ...tooManyMissing(profile, contract),
  ];
}

/** A file that can't be read, as a violation. */
export function unreadableViolation({ code, message }: UnreadableBatchError): Violation {
  return { code, message };
}

function tooFewRows(read: number, minRows: number): readonly Violation[] {
  return read >= minRows ? [] : [wrongCount(read, `at least ${formatCount(minRows)}`)];
}

function tooManyRows(read: number, maxRows: number | undefined): readonly Violation[] {
  return maxRows === undefined || read <= maxRows
    ? []
    : [wrongCount(read, `at most ${formatCount(maxRows)}`)];
}

function wrongCount(read: number, expected: string): Violation {
  const message = `the batch has ${formatCountOf(read, 'row')}, the contract asks for ${expected}`;
  return { code: 'row-count', message, expected, found: formatCount(read) };
}

/**
 * Columns that are emptier than they may be; a column that the file does not have is not looked at. A drafted share is what chance
 * may do to {@link draftedForRows} rows: a batch of fewer may miss as many cells as one of those, for its share says less.
 */
function tooManyMissing({ columns }: Pick<Profile, 'columns'>, contract: Contract): readonly Violation[] {
  const leastRows = contract.inferred ? draftedForRows : 0;
  return contract.columns.flatMap(({ name, maxMissingShare }, index) => {
    const cells = columns[index]?.cells;
    if (maxMissingShare === undefined || cells === undefined || cellCount(cells) === 0) return [];
    const [missing, all] = [missingCount(cells), cellCount(cells)];
    if (missing / Math.max(all, leastRows) <= maxMissingShare) return [];
    const found = `${inPercent(missing / all)} missing`;
    const expected = `at most ${inPercent(maxMissingShare)} missing`;
    const message = `${formatCount(missing)} of ${formatCountOf(all, 'value')} ${missing === 1 ? 'is' : 'are'} missing, the contract allows ${expected}`;
    return [{ code: 'missing-value' as const, column: name, message, expected, found }];
  });
}

/** A share beside its limit: with two digits behind the point, for the two must not read alike. */
function inPercent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}

function tooManyRejected(
  { read, accepted }: Profile['rows'],
  maxRejectedShare: number,
): readonly Violation[] {
  const share = (read - accepted) / read;
  if (share <= maxRejectedShare) return [];
  const found = inPercent(share);
  const expected = `at most ${inPercent(maxRejectedShare)}`;
  const message = `${formatCount(read - accepted)} of ${formatCountOf(read, 'row')} (${found}) break the contract, which allows ${expected}`;
  return [{ code: 'rejected-share', message, expected, found }];
}
