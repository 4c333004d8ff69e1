import type { DistanceMethod, TestMethod } from '../../contract/drift-methods.ts';
import type { Change } from '../../result/change-schema.ts';
import { type NotComputable, notComputable } from '../../stats/not-computable.ts';

/** What a test found, before anything is decided. */
export interface MeasuredTest {
  readonly computable: true;
  /** Fisher's exact test stands in for those of tables too small for them. */
  readonly method: TestMethod | 'fisher-exact';
  readonly statistic: number;
  readonly pValue: number;
  /** How large the change is, in the unit of the method: 0 without drift. */
  readonly effect: number;
  readonly exact: boolean;
  /** By how much the true statistic may exceed this one; absent where it is exact or no bound is known. */
  readonly bound?: number;
  readonly samples: Samples;
  /** The category that it is about, where it is about one. */
  readonly category?: number;
  /** Smallest effect that a test at this level finds with 80 % power. */
  readonly detectable: (alpha: number) => number;
  /** Upper end of the 95 % interval of the effect; absent where no bound is known. */
  readonly upper?: () => number;
}

/** Sizes of the two samples that a number is of. */
export interface Samples {
  readonly reference: number;
  readonly current: number;
}

export interface MeasuredDistance {
  readonly method: DistanceMethod;
  readonly distance: number;
  readonly exact: boolean;
  readonly samples: Samples;
}

/** What was measured of a column's values: a test, or why there is none, and distances. */
export interface MeasuredValues {
  /** Why no batch can ever be compared with this reference; absent where one can. */
  readonly notCompared?: string;
  readonly test: MeasuredTest | NotComputable;
  readonly distances: readonly MeasuredDistance[];
  /** The distance that the contract named: its size decides, together with the test's significance. */
  readonly decidedBy?: MeasuredDistance;
  /** What changed most; undefined where nothing that has a name did. */
  readonly change?: () => Change | undefined;
}

/** Values that no batch can ever be compared by, and why. */
export function neverCompared(reason: string): MeasuredValues {
  return { test: notComputable(reason), distances: [], notCompared: reason };
}
