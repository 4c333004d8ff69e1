import type { NotComputable } from '../stats/not-computable.ts';

/** What a test found, before anything is decided. */
export interface MeasuredTest {
  readonly computable: true;
  readonly method: 'ks' | 'chi-square' | 'fisher-exact';
  readonly statistic: number;
  readonly pValue: number;
  /** Share of rows that moved, in [0, 1]. */
  readonly effect: number;
  readonly exact: boolean;
  /** By how much the true statistic may exceed this one; absent where it is exact. */
  readonly bound?: number;
  readonly samples: Samples;
  /** Smallest effect that a test at this level finds with 80 % power. */
  readonly detectable: (alpha: number) => number;
}

/** Sizes of the two samples that a number is of. */
export interface Samples {
  readonly reference: number;
  readonly current: number;
}

export interface MeasuredDistance {
  readonly method: 'jensen-shannon';
  readonly distance: number;
}

/** What was measured of a column's values: a test, or why there is none, and distances. */
export interface MeasuredValues {
  readonly test: MeasuredTest | NotComputable;
  readonly distances: readonly MeasuredDistance[];
  /** The change in words: `median rose from 34 to 41`; absent where there is nothing to say. */
  readonly change?: string;
}
