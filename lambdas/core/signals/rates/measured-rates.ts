import { type CellCounts, cellCount, missingCount } from '../../columns/cell-counts.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { RateDrift } from '../../result/result-schema.ts';
import { upperDifference } from '../../stats/tests/effect-upper-bounds.ts';
import { smallestDetectableDifference } from '../../stats/tests/smallest-detectable-shift.ts';
import { type Proportion, twoProportions } from '../../stats/tests/two-proportions.ts';
import type { ColumnState } from '../column-state.ts';
import { commonestUnseen, unseenRise, unseenRows } from './unseen-rise.ts';

/** What was measured of one rate. */
export interface MeasuredRate {
  readonly name: RateDrift['name'];
  readonly reference: Proportion;
  readonly current: Proportion;
  readonly pValue: number;
  /** Absolute difference of the two rates, in [0, 1]. */
  readonly effect: number;
  /** Smallest difference that a test at this level finds with 80 % power. */
  readonly detectable: (alpha: number) => number;
  /** Upper end of the 95 % interval of the effect. */
  readonly upper: () => number;
  /** Values that it is of, the commonest ones, where they are kept. */
  readonly values?: readonly string[];
}

interface Rate {
  readonly name: RateDrift['name'];
  readonly of: (state: ColumnState) => Proportion;
  /** What to expect of more rows like the reference's, where that is not its own rate; then only a rise is told. */
  readonly ofReference?: (state: ColumnState) => Proportion;
  readonly isMeaningful: (bins: ColumnBins) => boolean;
}

const always = () => true;

/** Rates of a column that are tested, each of all rows read: refused rows are counted, not forgotten. */
const rates: readonly Rate[] = [
  {
    name: 'missing',
    of: ({ profile: { cells } }) => share(missingCount(cells), cells),
    isMeaningful: always,
  },
  { name: 'invalid', of: ({ profile: { cells } }) => share(cells.unparsable, cells), isMeaningful: always },
  {
    name: 'unseen',
    of: unseen,
    ofReference: seenOnce,
    isMeaningful: (bins) => bins.type === 'codes' && bins.complete,
  },
  { name: 'out-of-range', of: outOfRange, isMeaningful: (bins) => bins.type === 'numbers' },
];

/**
 * The rates of a column that are above zero in either of the two sets of rows, and how many more were looked at of which there
 * was nothing to measure.
 */
export function ratesOf(
  bins: ColumnBins,
  reference: ColumnState,
  current: ColumnState,
): { readonly rates: readonly MeasuredRate[]; readonly silent: number } {
  const meaningful = rates.filter(({ isMeaningful }) => isMeaningful(bins));
  const measured = meaningful.flatMap(({ name, of, ofReference }) => {
    const expected = reference.hasOtherBins ? undefined : ofReference;
    const measured = measureRate(name, (expected ?? of)(reference), of(current)).map((rate) =>
      name === 'unseen' ? { ...rate, values: commonestUnseen(current) } : rate,
    );
    return expected
      ? measured.filter(hasRisen).map((rate) => ({ ...rate, pValue: unseenRise(reference, current) }))
      : measured;
  });
  return { rates: measured, silent: meaningful.length - measured.length };
}

/** The same of one rate of which only a rise is told. */
export function measureRisenRate(
  name: MeasuredRate['name'],
  reference: Proportion,
  current: Proportion,
): readonly MeasuredRate[] {
  return measureRate(name, reference, current).filter(hasRisen);
}

function measureRate(
  name: MeasuredRate['name'],
  reference: Proportion,
  current: Proportion,
): readonly MeasuredRate[] {
  if (reference.count + current.count === 0) return [];
  const test = twoProportions(reference, current);
  if (!test.computable) return [];
  const design = { n: reference.size, m: current.size };
  const rate = reference.count / reference.size;
  return [
    {
      name,
      reference,
      current,
      pValue: test.pValue,
      effect: Math.abs(test.difference),
      detectable: (alpha) => smallestDetectableDifference({ ...design, alpha }, rate),
      upper: () => upperDifference(reference, current),
    },
  ];
}

function hasRisen({ reference, current }: MeasuredRate): boolean {
  return current.count / current.size > reference.count / reference.size;
}

function share(count: number, cells: CellCounts): Proportion {
  return { count, size: cellCount(cells) };
}

function unseen(state: ColumnState): Proportion {
  return { count: unseenRows(state), size: state.profile.cells.present };
}

/**
 * A reference has every value that it has, so what it must be compared by is how often its own rows brought a value that
 * no other row has: the share of values seen once estimates the share of unseen ones in as many rows again.
 *
 * @see Good (1953), The population frequencies of species and the estimation of population parameters
 */
function seenOnce(state: ColumnState): Proportion {
  const { values } = state.profile;
  const { count, size } = unseen(state);
  return { count: count + (values.type === 'codes' ? values.bins.filter((n) => n === 1).length : 0), size };
}

function outOfRange({ profile: { cells }, violations }: ColumnState): Proportion {
  return { count: violations.get('out-of-range') ?? 0, size: cells.present };
}
