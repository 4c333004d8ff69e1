import type { Comparison } from '../../profile/comparison.ts';
import type { MultivariateDrift } from '../../result/result-schema.ts';
import { numberInWords } from '../../text/in-words.ts';
import type { Judging } from '../column-state.ts';
import { multivariateEffects } from '../effects.ts';
import { judge } from '../judge.ts';
import { type Measurement, tested, untested } from '../measurement.ts';
import { noiseOfWaves, type UsualSpread, usualLimit } from '../usual/limits.ts';
import { togetherLimits } from '../values/effect-thresholds.ts';
import { type Found, foundBy } from './found-by.ts';
import { measureWaves } from './measure-waves.ts';

/** One finding about all columns together, in the light of what was found by column and by pair. */
export type TellMultivariate = (found: Found) => MultivariateDrift;

/** Compares all columns at once. */
export function compareMultivariate(
  comparison: Comparison,
  judging: Judging,
): Measurement<TellMultivariate | undefined> {
  const { contract, yardstick, reference, current } = comparison;
  const { usual: spread } = judging;
  const measured = contract.drift.multivariate?.ignore
    ? undefined
    : measureWaves(
        yardstick.association,
        reference.profile.association,
        current.profile.association,
        new Set([...valueless(comparison), ...(spread?.known.wavesWithout ?? [])]),
      );
  if (!measured) return untested(undefined);
  const { statistic, pValue, effect, samples } = measured;
  const nameOf = (column: number) => yardstick.columns[column]?.id ?? '';
  const columns = measured.columns.map(nameOf);
  const columnsWithout = leftOut(comparison, spread).map(nameOf);
  const limits = togetherLimits(multivariateEffects, contract.drift.multivariate, judging);
  const usual =
    spread?.known.waves &&
    usualLimit(spread, spread.known.waves, {
      today: effect,
      samples,
      isTogether: true,
      noise: noiseOfWaves(yardstick.association?.waves.waves.length ?? 0, spread.tail),
    });
  return tested(
    { family: 'multivariate', pValue, weight: 1 },
    ({ qValue, alpha, strictestAlpha }) =>
      (found) => {
        const detectable = measured.detectable(strictestAlpha);
        const resolution = Math.max(detectable, usual?.upTo ?? 0);
        const verdict = judge({
          qValue,
          alpha,
          effect,
          limits,
          usual,
          usualOf: 'standard deviations',
          detectable,
          resolution,
          words: {
            inWords: (value) => `${numberInWords(value)} standard deviations`,
            asShift: (value) => `a shift of ${numberInWords(value)} standard deviations`,
          },
          change: () => ({ kind: 'multivariate', columns, foundBy: foundBy(columns, found) }),
          rows: Math.min(samples.reference, samples.current),
        });
        return {
          method: 'random-waves',
          statistic,
          pValue,
          qValue,
          effect,
          minEffect: limits.minEffect,
          resolution,
          ...(usual ? { usual } : {}),
          alpha,
          samples,
          columns,
          ...(columnsWithout.length > 0 ? { columnsWithout } : {}),
          verdict,
        };
      },
  );
}

/** Columns of the plan that are not looked at, for most of their values are those of one block. */
function leftOut(
  { yardstick: { association } }: Comparison,
  spread: UsualSpread | undefined,
): readonly number[] {
  const planned = new Set(
    [...(association?.ranked ?? []), ...(association?.grouped ?? [])].map(({ column }) => column),
  );
  return (spread?.known.wavesWithout ?? []).filter((column) => planned.has(column));
}

/** Columns of which reference or batch have no value: the rates of the columns themselves tell that. */
function valueless({ reference, current }: Comparison): readonly number[] {
  return [reference, current].flatMap(({ profile }) =>
    profile.columns.flatMap(({ cells }, index) => (cells.present === 0 ? [index] : [])),
  );
}
