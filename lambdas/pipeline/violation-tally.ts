import { type Violation, type ViolationCode, violationCodes } from '../core/contract/violation.ts';
import type { ViolationCount } from '../core/result/result-schema.ts';

/** Rows shown for each kind of violation. Counts are complete; examples are not. */
export const maximumExamples = 5;

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
  /** Commonest first. @param rowsRead  what shares are of */
  counts(rowsRead: number): ViolationCount[];
}

/** A tally of no row; each kind of violation keeps at most {@link maximumExamples} rows. */
export function tallyViolations(): ViolationTally {
  const tallies = new Map<string, Tally>();

  function tallyOf({ code, column, expected }: Violation): Tally {
    const id = `${violationCodes.indexOf(code)} ${column ?? ''}`;
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
    counts: (rowsRead) =>
      Array.from(tallies.values(), ({ code, column, expected, examples, count }) => ({
        code,
        ...(column === undefined ? {} : { column }),
        count,
        share: count / rowsRead,
        ...(expected === undefined ? {} : { expected }),
        examples,
      })).sort((a, b) => b.count - a.count),
  };
}
