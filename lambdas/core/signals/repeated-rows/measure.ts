import type { BatchSignalDrift } from '../../result/result-schema.ts';
import { smallestDetectableDifference } from '../../stats/tests/smallest-detectable-shift.ts';
import { type Proportion, twoProportions } from '../../stats/tests/two-proportions.ts';
import { percent } from '../../text/in-words.ts';
import { rateEffects } from '../effects.ts';
import { type EffectWords, judge, type Limits } from '../judge.ts';
import { type Measurement, tested, untested } from '../measurement.ts';
import type { RepeatedRows } from './state.ts';

const words: EffectWords = {
  inWords: (effect) => `${percent(effect)} of the different rows`,
  asShift: (effect) => `a rise by ${percent(effect)} of the different rows`,
};

const { minEffect, criticalEffect } = rateEffects;
const limits: Limits = { minEffect, criticalEffect, mustShow: criticalEffect, isCritical: false };

/**
 * Compares how many of the different rows come more than once. Only a rise is told: a batch that was delivered twice, a join that
 * multiplies. A source whose rows say little repeats itself, the more the larger a batch is, so both sides are first thinned to
 * the smaller of the two.
 */
export function compareRepeatedRows(
  reference: RepeatedRows,
  current: RepeatedRows,
): Measurement<BatchSignalDrift | undefined> {
  const rows = Math.min(reference.rows, current.rows);
  if (rows < 2) return untested(undefined);
  const [before, now] = [repeatedAmong(reference, rows), repeatedAmong(current, rows)];
  const test = twoProportions(before, now);
  if (!test.computable) return untested(undefined);
  const from = before.count / before.size;
  const to = now.count / now.size;
  const effect = Math.max(0, to - from);
  // One-sided: that rows repeat themselves less is no news.
  const pValue = to > from ? test.pValue : 1;
  return tested({ family: 'rates', pValue, weight: 1 }, ({ qValue, alpha, strictestAlpha }) => {
    const samples = { reference: before.size, current: now.size };
    const resolution = smallestDetectableDifference(
      { n: before.size, m: now.size, alpha: strictestAlpha },
      from,
    );
    const verdict = judge({
      qValue,
      alpha,
      effect,
      limits,
      usualOf: 'rows',
      detectable: resolution,
      words,
      change: () => ({ kind: 'repeated-rows', from, to }),
      rows: Math.min(before.size, now.size),
    });
    return {
      signal: 'repeated-rows',
      reference: from,
      current: to,
      pValue,
      qValue,
      effect,
      minEffect,
      resolution,
      alpha,
      samples,
      verdict,
    };
  });
}

/**
 * Of the different rows among so many how many come more than once, as far as they are in the sample:
 *
 *   P(at least once) = 1 - (1 - p)^c,  P(at least twice) = P(at least once) - c p (1 - p)^(c - 1),  p = rows / all rows
 *
 * for a row that came c times. Of each different row it is asked whether it is repeated, not how often: one that is half of a batch
 * counts once, so that a sample of different rows says it for all. Rounded to whole rows, for an exact test.
 */
function repeatedAmong({ counts, rows: all }: RepeatedRows, rows: number): Proportion {
  const p = Math.min(1, rows / all);
  let once = 0;
  let twice = 0;
  for (const count of counts) {
    const present = 1 - (1 - p) ** count;
    once += present;
    twice += present - count * p * (1 - p) ** (count - 1);
  }
  const size = Math.max(1, Math.round(once));
  return { count: Math.min(size, Math.max(0, Math.round(twice))), size };
}
