import type { Verdict } from '../result/result-schema.ts';
import { qInWords, rowsInWords } from './in-words.ts';

/** A measured effect and everything that it is held against. */
export interface Evidence {
  readonly qValue: number;
  /** Level of the family, for the q-value. */
  readonly alpha: number;
  readonly effect: number;
  readonly minEffect: number;
  readonly criticalEffect: number;
  /** Whether any drift of this column is critical. */
  readonly isCritical: boolean;
  /** Smallest effect that this test could show with 80 % power. */
  readonly detectable: number;
  /** The change in words; begins a sentence. */
  readonly change: string;
  /** The effect as a reader should see it. */
  readonly effectInWords: (effect: number) => string;
  /** Rows of the smaller sample. */
  readonly rows: number;
}

/**
 * The one place where a number is compared with a threshold. A change counts when it is significant after correction
 * **and** large enough to matter; without a change, only a test that could have shown one says stable.
 */
export function judge(evidence: Evidence): Verdict {
  const { qValue, alpha, effect, minEffect, criticalEffect, isCritical, detectable, effectInWords } =
    evidence;
  if ([effect, qValue, minEffect, alpha].some((value) => !Number.isFinite(value))) {
    return { status: 'inconclusive', reason: 'the measure is not a number' };
  }
  const sureness = `${effectInWords(effect)}, ${qInWords(qValue)}`;
  if (qValue <= alpha && effect >= minEffect) {
    const severity = isCritical || effect >= criticalEffect ? 'critical' : 'warning';
    return { status: 'drifted', severity, reason: `${evidence.change} (${sureness})` };
  }
  if (qValue <= alpha) return { status: 'stable', reason: `a real change too small to matter (${sureness})` };
  if (detectable <= minEffect) return { status: 'stable', reason: `no change (${sureness})` };
  return {
    status: 'inconclusive',
    reason: `${rowsInWords(evidence.rows)} can only show shifts above ${effectInWords(detectable)}`,
  };
}
