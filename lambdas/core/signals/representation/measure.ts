import { type CellCounts, cellCount, missingCount } from '../../columns/cell-counts.ts';
import { type ColumnContract, isMonitored } from '../../contract/contract.ts';
import type { Comparison, ProfiledRows } from '../../drift/measure-columns.ts';
import type { RepresentationDrift } from '../../result/result-schema.ts';
import { smallestDetectableDifference } from '../../stats/tests/smallest-detectable-shift.ts';
import { type Proportion, twoProportions } from '../../stats/tests/two-proportions.ts';
import { percent } from '../../text/in-words.ts';
import { writtenNumbers } from './state.ts';
import { appeared, numberTraits, type Trait } from './traits.ts';

/** What was measured of one trait of how a column is written. */
export interface MeasuredTrait extends Omit<Trait, 'name' | 'cuts'> {
  readonly column: ColumnContract;
  readonly name: RepresentationDrift['name'];
  /** The missing token that it is of. */
  readonly token?: string;
  readonly pValue: number;
  /** Smallest difference that a test at this level finds with 80 % power. */
  readonly detectable: (alpha: number) => number;
}

/**
 * Measures how each monitored column is written, trait by trait, as two proportions. What all cells of both sides have, or none,
 * is no test; nor are traits of numbers where either side was profiled before they were counted.
 */
export function measureRepresentation(comparison: Comparison): readonly MeasuredTrait[] {
  return comparison.contract.columns.flatMap((column, index) =>
    isMonitored(column)
      ? traitsOf(comparison, column, index).flatMap((trait) => measureTrait(column, trait))
      : [],
  );
}

type ColumnTrait = Omit<Trait, 'name'> & Pick<MeasuredTrait, 'name' | 'token'>;

function traitsOf(
  { contract, reference, current }: Comparison,
  { name, kind }: ColumnContract,
  index: number,
): readonly ColumnTrait[] {
  const [before, now] = [reference, current].map(({ profile }) => profile.columns[index]?.cells);
  if (!before || !now) return [];
  const tokens = tokenTraits(contract.missingTokens, before, now);
  if (kind !== 'numeric' && kind !== 'integer') return tokens;
  const infinite = appeared(
    'infinities',
    [infinities(reference, name, before), infinities(current, name, now)],
    'infinite values',
  );
  return [...numbersOf(reference, current, index), infinite, ...tokens];
}

function numbersOf(reference: ProfiledRows, current: ProfiledRows, index: number): readonly Trait[] {
  const [before, now] = [reference, current].map(
    ({ profile: { representation } }) => representation && writtenNumbers(representation, index),
  );
  return before && now ? numberTraits(before, now) : [];
}

/** Infinite values break every contract: they are among the refused rows. */
function infinities({ violations }: ProfiledRows, name: string, cells: CellCounts): Proportion {
  const counts = violations
    .filter(({ code, column }) => code === 'not-finite' && column === name)
    .map(({ count }) => count);
  return { count: counts.reduce((sum, count) => sum + count, 0), size: cellCount(cells) };
}

/** Of the missing cells, by their spelling: how many there are is a rate of its own. */
function tokenTraits(
  missingTokens: readonly string[],
  before: CellCounts,
  now: CellCounts,
): readonly ColumnTrait[] {
  const sizes = [missingCount(before), missingCount(now)] as const;
  return missingTokens.map((token, index) => {
    const reference = { count: before.missing[index] ?? 0, size: sizes[0] };
    const current = { count: now.missing[index] ?? 0, size: sizes[1] };
    const trait = appeared('missing-token', [reference, current], '');
    const spelled = token === '' ? 'are empty cells or nulls' : `are spelled "${token}"`;
    const share = percent(current.size === 0 ? 0 : current.count / current.size);
    return { ...trait, token, change: `${share} of the missing values ${spelled}, none of the reference's` };
  });
}

function measureTrait(column: ColumnContract, { cuts, ...trait }: ColumnTrait): readonly MeasuredTrait[] {
  const { reference, current } = trait;
  const [all, size] = [reference.count + current.count, reference.size + current.size];
  const test = twoProportions(reference, current);
  if (!test.computable || all === 0 || all === size) return [];
  const rate = reference.count / reference.size;
  const design = { n: reference.size, m: current.size };
  return [
    {
      ...trait,
      column,
      pValue: Math.min(1, cuts * test.pValue),
      detectable: (alpha) => smallestDetectableDifference({ ...design, alpha: alpha / cuts }, rate),
    },
  ];
}
