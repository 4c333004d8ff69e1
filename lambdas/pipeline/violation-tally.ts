import type { ViolationKey } from '../core/contract/check/violation-keys.ts';
import { type Violation, type ViolationCode, violationCodes } from '../core/contract/violation.ts';
import type { ViolationCount } from '../core/result/result-schema.ts';

/** Rows shown for each kind of violation. Counts are complete; examples are not. */
export const maximumExamples = 5;

/** Rows that broke the contract in one way: how many, and the first of them. */
export type TalliedViolation = Omit<ViolationCount, 'share'>;

interface Tally {
  readonly code: ViolationCode;
  readonly column: string | undefined;
  readonly expected: string | undefined;
  readonly examples: ViolationCount['examples'];
  count: number;
}

/** Counts violations by code and column. */
export interface ViolationTally {
  /** @param row  number of the row in the batch, from 1 */
  add(row: number, violations: readonly Violation[]): void;
  /** Counts breaches that need no more examples. @returns false, and counts none, where one of them does */
  addKnown(keys: readonly ViolationKey[]): boolean;
  /** In the order in which they were first seen. */
  tallied(): TalliedViolation[];
}

function idOf({ code, column = '' }: Pick<TalliedViolation, 'code' | 'column'>): string {
  return `${violationCodes.indexOf(code)} ${column}`;
}

/** A tally of no row; each kind of violation keeps at most {@link maximumExamples} rows. */
export function tallyViolations(): ViolationTally {
  const tallies = new Map<string, Tally>();

  function tallyOf({ code, column, expected }: Violation): Tally {
    const id = idOf({ code, ...(column === undefined ? {} : { column }) });
    const known = tallies.get(id);
    if (known) return known;
    const tally: Tally = { code, column, expected, examples: [], count: 0 };
    tallies.set(id, tally);
    return tally;
  }

  return {
    add(row, violations) {
      for (const violation of violations) {
        const tally = tallyOf(violation);
        tally.count++;
        if (tally.examples.length >= maximumExamples) continue;
        tally.examples.push({ row, ...(violation.found === undefined ? {} : { found: violation.found }) });
      }
    },
    addKnown(keys) {
      const found = keys.map((key) => tallies.get(idOf(key)));
      const isKnown = found.every((tally) => tally !== undefined && tally.examples.length >= maximumExamples);
      if (found.length === 0 || !isKnown) return false;
      for (const tally of found) if (tally) tally.count++;
      return true;
    },
    tallied: () =>
      Array.from(tallies.values(), ({ code, column, expected, examples, count }) => ({
        code,
        ...(column === undefined ? {} : { column }),
        count,
        ...(expected === undefined ? {} : { expected }),
        examples,
      })),
  };
}

/**
 * Violations of two sets of rows together.
 *
 * @param after  of the rows behind those of `before`, numbered from the first of them
 * @param rowsBefore  what is added to their numbers
 */
export function addTallied(
  before: readonly TalliedViolation[],
  after: readonly TalliedViolation[],
  rowsBefore: number,
): readonly TalliedViolation[] {
  const byId = new Map(before.map((one) => [idOf(one), one]));
  for (const violation of after) {
    const examples = violation.examples.map((example) => ({ ...example, row: example.row + rowsBefore }));
    const known = byId.get(idOf(violation));
    byId.set(idOf(violation), {
      ...(known ?? violation),
      count: violation.count + (known?.count ?? 0),
      examples: [...(known?.examples ?? []), ...examples].slice(0, maximumExamples),
    });
  }
  return [...byId.values()];
}

/** Commonest first, as shares of the rows read. */
export function violationCounts(tallied: readonly TalliedViolation[], rowsRead: number): ViolationCount[] {
  return tallied
    .map(({ code, column, count, expected, examples }) => ({
      code,
      ...(column === undefined ? {} : { column }),
      count,
      share: count / rowsRead,
      ...(expected === undefined ? {} : { expected }),
      examples,
    }))
    .sort((a, b) => b.count - a.count);
}
