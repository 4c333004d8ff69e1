import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import type { DistanceMethod, TestMethod } from '../../contract/drift-methods.ts';
import type { NotComputable } from '../../stats/not-computable.ts';
import type { EffectWords } from '../judge.ts';
import type { CoarseCounts } from './coarse-counts.ts';
import type { MeasuredTest, Samples } from './measured.ts';

/** Numbers of both samples on the reference's bins. */
export interface NumberPair {
  readonly bins: NumberBins;
  readonly reference: NumberValues;
  readonly current: NumberValues;
  readonly samples: Samples;
  /** On bins of equal reference mass: several distances are of them. */
  readonly twentieths: CoarseCounts;
}

/** Counts of both samples by the same categories. */
export interface CategoryPair {
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly samples: Samples;
}

/** How large an effect of a method must be. */
export interface EffectScale extends EffectWords {
  /** Tests whose effects are the same thing have one name: what a contract says of one holds for the others. */
  readonly name: string;
  /** Of what the effect is a number: of a share of rows a contract can name the least for all columns. */
  readonly unit: 'share of rows' | 'robust scales' | 'none';
  /** Smallest effect worth telling, where the contract names none. */
  readonly minEffect: number;
  /** From this effect on the severity is critical, where the contract names none. */
  readonly criticalEffect: number;
}

/** A test: whether there is a change, and how large. An effect is 0 without drift and grows with it. */
export interface TestRecord {
  readonly method: TestMethod;
  readonly effect: EffectScale;
  readonly numbers?: (pair: NumberPair) => MeasuredTest | NotComputable;
  readonly codes?: (pair: CategoryPair) => MeasuredTest | NotComputable;
}

/** What a distance method finds; the distance is its own effect. */
export interface FoundDistance {
  readonly computable: true;
  readonly distance: number;
  /** Whether it is that of the values themselves, not of their bins. */
  readonly exact: boolean;
}

/** A distance: how large a change is, if there is one. */
export interface DistanceRecord {
  readonly method: DistanceMethod;
  readonly effect: EffectScale;
  /**
   * The distance at a change in which this share of rows moved (D, or total variation), so that a batch can say how small a
   * distance it could have shown: for numbers that of a small shift of a normal, where D = 0.4 standard deviations.
   */
  readonly atShift: (share: number) => number;
  readonly numbers?: (pair: NumberPair) => FoundDistance | NotComputable;
  readonly codes?: (pair: CategoryPair) => FoundDistance | NotComputable;
}
