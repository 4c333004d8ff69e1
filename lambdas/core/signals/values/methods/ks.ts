import { upperKs } from '../../../stats/tests/effect-upper-bounds.ts';
import { ksPValue } from '../../../stats/tests/ks-p-value.ts';
import { ksWithBound } from '../../../stats/tests/ks-statistic.ts';
import { smallestDetectableKs } from '../../../stats/tests/smallest-detectable-shift.ts';
import { percent } from '../../../text/in-words.ts';
import { featureEffects } from '../../effects.ts';
import type { MeasuredTest, Samples } from '../measured.ts';
import type { EffectScale, NumberPair, TestRecord } from '../method.ts';

/** Effects that are a share of rows: D and total variation both say how many must have moved at least. */
export const inRows: EffectScale = {
  name: 'rows moved',
  unit: 'share of rows',
  ...featureEffects,
  inWords: movedInWords,
  asShift: (effect) => `a shift of ${percent(effect)} of the rows`,
};

/**
 * `5 % of the rows moved`, as the change beside it says; `in all 31 % of the rows moved` where that speaks of fewer. What a change
 * speaks of moved in any case, though the effect be smaller where small categories are pooled.
 */
function movedInWords(effect: number, shareTold = effect): string {
  const moved = percent(Math.max(effect, shareTold));
  return `${moved === percent(shareTold) ? '' : 'in all '}${moved} of the rows moved`;
}

/** Smallest D that a test at some level finds with 80 % power. */
export const detectableD =
  ({ reference, current }: Samples) =>
  (alpha: number): number =>
    smallestDetectableKs({ n: reference, m: current, alpha });

/** Kolmogorov-Smirnov: the default for numbers. */
export const ks: TestRecord = { method: 'ks', effect: inRows, numbers: test };

function test({ reference, current, samples }: NumberPair): MeasuredTest {
  const { statistic, bound } = ksWithBound(reference.bins, current.bins);
  const exact = bound === 0;
  const { pValue } = ksPValue(statistic, samples.reference, samples.current, { exact });
  return {
    computable: true,
    method: 'ks',
    statistic,
    pValue,
    effect: statistic,
    exact,
    ...(exact ? {} : { bound }),
    samples,
    upper: () => upperKs(statistic + bound, { n: samples.reference, m: samples.current }),
    // A true D shows as one smaller by the bound: what hides within a bin is not called stable.
    detectable: (alpha) => Math.min(1, detectableD(samples)(alpha) + bound),
  };
}
