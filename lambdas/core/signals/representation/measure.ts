import { type CellCounts, cellCount, missingCount } from '../../columns/cell-counts.ts';
import type { Comparison, ProfiledRows } from '../../profile/comparison.ts';
import type { ComparedColumn } from '../../profile/yardstick.ts';
import type { RepresentationDrift } from '../../result/result-schema.ts';
import { smallestDetectableDifference } from '../../stats/tests/smallest-detectable-shift.ts';
import { type Proportion, twoProportions } from '../../stats/tests/two-proportions.ts';
import { percent } from '../../text/in-words.ts';
import { type Judging, testOf } from '../column-state.ts';
import { featureEffects, representationEffects } from '../effects.ts';
import { judge } from '../judge.ts';
import { all, type Corrected, type Measurement, tested, untested } from '../measurement.ts';
import { writtenNumbers } from './state.ts';
import { appeared, numberTraits, type Trait } from './traits.ts';

/** What was measured of one trait of how a column is written. */
interface MeasuredTrait extends Omit<Trait, 'name' | 'cuts'> {
  readonly name: RepresentationDrift['name'];
  /** The missing token that it is of. */
  readonly token?: string;
  readonly pValue: number;
  /** Smallest difference that a test at this level finds with 80 % power. */
  readonly detectable: (alpha: number) => number;
}

/**
 * Measures how a column is written, trait by trait, as two proportions. What all cells of both sides have, or none, is no test;
 * nor is anything of derived columns, which are not written at all.
 */
export function measureRepresentation(
  comparison: Comparison,
  column: ComparedColumn,
  { alpha }: Pick<Judging, 'alpha'>,
): Measurement<readonly RepresentationDrift[]> {
  const { representation } = comparison.contract.drift;
  if (representation?.ignore || column.derived) return untested([]);
  const measured = traitsOf(comparison, column).flatMap(measureTrait);
  return all(
    measured.map((trait) =>
      tested({ family: 'representation', pValue: trait.pValue, ...testOf(column, { alpha }) }, (corrected) =>
        judgeTrait(column, trait, corrected),
      ),
    ),
  );
}

type ColumnTrait = Omit<Trait, 'name'> & Pick<MeasuredTrait, 'name' | 'token'>;

function traitsOf(
  { contract, reference, current }: Comparison,
  { id, index, kind }: ComparedColumn,
): readonly ColumnTrait[] {
  const [before, now] = [reference, current].map(({ profile }) => profile.columns[index]?.cells);
  if (!before || !now) return [];
  const tokens = tokenTraits(contract.missingTokens, before, now);
  if (kind !== 'numeric' && kind !== 'integer') return tokens;
  const infinite = appeared('infinities', [infinities(reference, id, before), infinities(current, id, now)]);
  return [...numbersOf(reference, current, index), infinite, ...tokens];
}

function numbersOf(reference: ProfiledRows, current: ProfiledRows, index: number): readonly Trait[] {
  const [before, now] = [reference, current].map(({ profile: { representation } }) =>
    writtenNumbers(representation, index),
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
    return { ...appeared('missing-token', [reference, current]), token };
  });
}

function measureTrait({ cuts, ...trait }: ColumnTrait): readonly MeasuredTrait[] {
  const { reference, current } = trait;
  const [all, size] = [reference.count + current.count, reference.size + current.size];
  const test = twoProportions(reference, current);
  if (!test.computable || all === 0 || all === size) return [];
  const rate = reference.count / reference.size;
  const design = { n: reference.size, m: current.size };
  return [
    {
      ...trait,
      pValue: Math.min(1, cuts * test.pValue),
      detectable: (alpha) => smallestDetectableDifference({ ...design, alpha: alpha / cuts }, rate),
    },
  ];
}

/** What changes of a trait are a share of. */
const sharesOf: Readonly<Record<RepresentationDrift['name'], string>> = {
  integers: 'values other than 0',
  float32: 'values with decimals',
  decimals: 'values other than 0',
  zeros: 'values',
  negatives: 'values',
  infinities: 'cells',
  'missing-token': 'missing cells',
};

/**
 * Judges one trait. Where it neither came up nor went nothing is decided: its share moves with the values. Nor is anything of
 * infinite values, which are invalid ones and counted as such.
 */
function judgeTrait(
  { critical }: ComparedColumn,
  trait: MeasuredTrait,
  { qValue, alpha, strictestAlpha }: Corrected,
): RepresentationDrift {
  const { name, token, mostDecimals, pValue, effect } = trait;
  const reference = trait.reference.count / trait.reference.size;
  const current = trait.current.count / trait.current.size;
  const samples = { reference: trait.reference.size, current: trait.current.size };
  const { minEffect } = representationEffects[name];
  const resolution = trait.detectable(strictestAlpha);
  const told = {
    ...(token === undefined ? {} : { token }),
    ...(mostDecimals === undefined ? {} : { mostDecimals }),
  };
  const verdict = judge({
    qValue,
    alpha,
    effect,
    limits: {
      minEffect,
      // However much of it changed: what is written differently need not be wrong.
      criticalEffect: Number.POSITIVE_INFINITY,
      mustShow: Math.max(minEffect, featureEffects.criticalEffect),
      isCritical: critical,
    },
    usualOf: 'rows',
    detectable: resolution,
    words: {
      inWords: (value) => `${percent(value)} of the ${sharesOf[name]}`,
      asShift: (value) => `a change of ${percent(value)} of the ${sharesOf[name]}`,
    },
    change: () => ({ kind: 'trait', trait: name, from: reference, to: current, ...told }),
    rows: Math.min(samples.reference, samples.current),
  });
  return {
    name,
    ...told,
    reference,
    current,
    pValue,
    qValue,
    effect,
    minEffect,
    resolution,
    alpha,
    samples,
    ...(effect === 0 || name === 'infinities' ? {} : { verdict }),
  };
}
