import type { NumberValues } from '../../columns/number-values.ts';
import type { ColumnBins, NumberBins } from '../../columns/reference-bins.ts';
import type { ColumnContract } from '../../contract/contract.ts';
import type { ColumnState } from '../../drift/column-state.ts';
import type { MeasuredValues } from '../../drift/measured.ts';
import type { RateDrift } from '../../result/result-schema.ts';
import type { Proportion } from '../../stats/tests/two-proportions.ts';
import { type MeasuredRate, measureRisenRate } from '../rates/measure-rates.ts';
import { measureNumbers } from '../values/measure-numbers.ts';
import { badBelow } from './bad-times.ts';
import { derivedWordings } from './derived-words.ts';
import type { DerivedColumn } from './plan.ts';
import { comparesTimes } from './plan-derived.ts';

/** What was measured of a derived column. */
export interface MeasuredDerived {
  readonly values: MeasuredValues | undefined;
  readonly rates: readonly MeasuredRate[];
}

/**
 * Measures a derived column. Its values are tested like those of any number; missing ones are not tested again, the source's
 * are. Of the timestamps of rows what can't be (see `badBelow`) is a rate of its own, and only a rise of it counts; their
 * values differ in every batch by nature, and are tested only where the contract asks for it.
 *
 * @returns undefined where nothing is to be told: no value that can't be, on either side
 */
export function measureDerived(
  derived: DerivedColumn,
  column: Pick<ColumnContract, 'drift'>,
  bins: ColumnBins,
  reference: ColumnState,
  current: ColumnState,
): MeasuredDerived | undefined {
  const before = reference.profile.values;
  const now = current.profile.values;
  if (bins.type !== 'numbers' || before.type !== 'numbers' || now.type !== 'numbers') return undefined;
  const rates = measureBad(derived, bins, before, now);
  const isTime = derived.feature === 'lag' || derived.feature === 'gap';
  const values =
    isTime && !comparesTimes(column)
      ? undefined
      : measureNumbers(bins, before, now, undefined, derivedWordings[derived.feature]);
  return values || rates.length > 0 ? { values, rates } : undefined;
}

function measureBad(
  derived: DerivedColumn,
  bins: NumberBins,
  reference: NumberValues,
  current: NumberValues,
): readonly MeasuredRate[] {
  const cut = badBelow(derived);
  if (cut === undefined) return [];
  const name: RateDrift['name'] = derived.feature === 'lag' ? 'future' : 'out-of-order';
  return measureRisenRate(name, shareBelow(cut, bins, reference), shareBelow(cut, bins, current));
}

function shareBelow(cut: number, { cuts }: NumberBins, { bins, count }: NumberValues): Proportion {
  const below = bins.slice(0, 2 * cuts.indexOf(cut) + 1);
  return { count: below.reduce((sum, n) => sum + n, 0), size: count };
}
