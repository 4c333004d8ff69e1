import type { NumberValues } from '../../columns/number-values.ts';
import type { ColumnBins, NumberBins } from '../../columns/reference-bins.ts';
import type { RateDrift } from '../../result/result-schema.ts';
import type { Proportion } from '../../stats/tests/two-proportions.ts';
import type { ColumnState } from '../column-state.ts';
import { type MeasuredRate, measureRisenRate } from '../rates/measured-rates.ts';
import { badBelow } from './bad-times.ts';
import type { DerivedColumn } from './plan.ts';

/**
 * Of the timestamps of rows the rate of those that can't be (see `badBelow`): only a rise of it counts. Of other derived columns
 * there is no rate: missing values are tested once, at the column itself.
 */
export function derivedRates(
  derived: DerivedColumn,
  bins: ColumnBins,
  { profile: { values: before } }: ColumnState,
  { profile: { values: now } }: ColumnState,
): readonly MeasuredRate[] {
  if (bins.type !== 'numbers' || before.type !== 'numbers' || now.type !== 'numbers') return [];
  return measureBad(derived, bins, before, now);
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
