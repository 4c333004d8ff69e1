import type { NumberValues } from '../../columns/number-values.ts';
import type { NumberBins } from '../../columns/reference-bins.ts';
import type { Change, ChangeOf } from '../../result/change-schema.ts';
import { fisherExact } from '../../stats/tests/fisher-exact.ts';
import type { Proportion } from '../../stats/tests/two-proportions.ts';

/** A value, or a gap between neighbouring values of the reference, that has more of the rows than it had. */
export interface Spike {
  readonly reference: Proportion;
  readonly current: Proportion;
  /** Corrected by Bonferroni for all bins that might have been taken. */
  readonly pValue: number;
  /** How many those are. */
  readonly bins: number;
  readonly change: Change;
  /** Which of them it is. */
  readonly bin: number;
}

/** Bins that are tested: those whose rise is most surprising. */
const mostTested = 32;

/** Below this two bins are as sure, and the one with more rows is told. */
const surely = 1e-12;

/**
 * The value whose share rose most surely: a cap, a filler such as -999, a sensor that sticks. Each bin is held against all others by
 * Fisher's exact test. Cut points are values of the reference and bins by themselves; what is none of them lies in the gap between
 * two, which has few rows of the reference or none: a gap is as good as a value.
 *
 * That gaps are made of the reference's own values does no harm: of a gap with so many of its rows, the chance that the batch has
 * so many or more is that of the test.
 *
 *   P(batch has c or more before the r-th of the reference's) = P(of c + r - 1 rows, r - 1 or fewer are the reference's)
 *
 * @returns undefined where no bin has a larger share than before
 */
export function surestSpike(
  bins: NumberBins,
  reference: NumberValues,
  current: NumberValues,
  unit?: ChangeOf<'quantile'>['unit'],
): Spike | undefined {
  const sizes = [reference.count, current.count] as const;
  if (sizes[0] === 0 || sizes[1] === 0) return undefined;
  const isValue = valueBins(bins);
  const found = mostSurprising(reference, current, isValue).map((bin) => {
    const counts = [reference.bins[bin]!, current.bins[bin]!] as const;
    const pValue = Math.min(1, reference.bins.length * fisherExact(counts, sizes));
    return { bin, counts, pValue, rise: counts[1] / sizes[1] - counts[0] / sizes[0] };
  });
  const [surest] = found.toSorted(
    (a, b) => Math.max(surely, a.pValue) - Math.max(surely, b.pValue) || b.rise - a.rise,
  );
  if (!surest) return undefined;
  const { bin, counts, pValue } = surest;
  const shares = { from: counts[0] / sizes[0], to: counts[1] / sizes[1], ...(unit ? { unit } : {}) };
  return {
    reference: { count: counts[0], size: sizes[0] },
    current: { count: counts[1], size: sizes[1] },
    pValue,
    bins: reference.bins.length,
    bin,
    change: changeAt(bins.cuts, bin, shares),
  };
}

/** Between whole numbers there is no value: what comes up there is a matter of how they are written. */
function valueBins({ cuts }: NumberBins): (bin: number) => boolean {
  const last = 2 * cuts.length;
  return cuts.every(Number.isInteger) ? (bin) => bin % 2 === 1 || bin === 0 || bin === last : () => true;
}

/** Bins that have risen, the most surprising ones first, by the logarithm of how much likelier the counts are if the share is another. */
function mostSurprising(
  reference: NumberValues,
  current: NumberValues,
  isValue: (bin: number) => boolean,
): readonly number[] {
  const share = current.count / (reference.count + current.count);
  const surprises: { readonly bin: number; readonly surprise: number }[] = [];
  for (let bin = 0; bin < reference.bins.length; bin++) {
    const [before, now] = [reference.bins[bin]!, current.bins[bin]!];
    const expected = share * (before + now);
    if (now <= expected || !isValue(bin)) continue;
    const rest = before === 0 ? 0 : before * Math.log(before / (before + now - expected));
    surprises.push({ bin, surprise: now * Math.log(now / expected) + rest });
  }
  return surprises
    .sort((a, b) => b.surprise - a.surprise)
    .slice(0, mostTested)
    .map(({ bin }) => bin);
}

function changeAt(
  cuts: readonly number[],
  bin: number,
  shares: Pick<ChangeOf<'share'>, 'from' | 'to' | 'unit'>,
): Change {
  const [low, high] = [cuts[Math.floor((bin - 1) / 2)], cuts[Math.floor(bin / 2)]];
  if (bin % 2 === 1 && low !== undefined) return { kind: 'share', value: low, ...shares };
  if (low !== undefined && high !== undefined) return { kind: 'between', low, high, ...shares };
  if (high !== undefined) return { kind: 'beyond', side: 'below', bound: high, ...shares };
  return low === undefined
    ? { kind: 'distribution' }
    : { kind: 'beyond', side: 'above', bound: low, ...shares };
}
