import type { Severity } from '../../severities.ts';
import type { Verdict } from '../result/result-schema.ts';
import { formatCountOf, qInWords } from '../text/in-words.ts';

/** A measured effect and everything that it is held against. */
export interface Evidence {
  readonly qValue: number;
  /** Level of the family, for the q-value. */
  readonly alpha: number;
  readonly effect: number;
  readonly minEffect: number;
  readonly criticalEffect: number;
  /** Effect that must have been found if it were there, for "no drift seen" to mean stable. */
  readonly mustShow: number;
  /** Whether any drift of this column is critical. */
  readonly isCritical: boolean;
  /** Smallest effect that this test could show with 80 % power. */
  readonly detectable: number;
  /** The change in words; begins a sentence. Asked for only where there is drift to tell. */
  readonly change: () => string;
  /** The effect as a reader should see it: `5 % of the rows moved`. */
  readonly effectInWords: (effect: number) => string;
  /** A change of that size, as the subject of a sentence: `a shift of 5 % of the rows`. */
  readonly shiftInWords: (effect: number) => string;
  /** Rows of the smaller sample. */
  readonly rows: number;
}

/** The part of the evidence that decides whether there is drift. */
export type Weights = Pick<
  Evidence,
  'qValue' | 'alpha' | 'effect' | 'minEffect' | 'criticalEffect' | 'isCritical'
>;

/**
 * The one place where a number is compared with a threshold. A change counts when it is significant after correction
 * **and** large enough to matter.
 *
 * @returns how bad it is; undefined where it does not count
 */
export function severityOf(weights: Weights): Severity | undefined {
  const { qValue, alpha, effect, minEffect, criticalEffect, isCritical } = weights;
  if (!isMeasured(weights) || qValue > alpha || effect < minEffect) return undefined;
  return isCritical || effect >= criticalEffect ? 'critical' : 'warning';
}

function isMeasured({ qValue, alpha, effect, minEffect }: Weights): boolean {
  return [effect, qValue, minEffect, alpha].every(Number.isFinite);
}

/** A verdict and its reason: without a change, only a test that would have shown a critical one says stable. */
export function judge(evidence: Evidence): Verdict {
  if (!isMeasured(evidence)) return { status: 'inconclusive', reason: 'the measure is not a number' };
  const { qValue, alpha, effect, mustShow, detectable, effectInWords, shiftInWords } = evidence;
  const sureness = `${effectInWords(effect)}, ${qInWords(qValue)}`;
  const severity = severityOf(evidence);
  if (severity) return { status: 'drifted', severity, reason: `${evidence.change()} (${sureness})` };
  if (qValue <= alpha) return { status: 'stable', reason: `a real change too small to matter (${sureness})` };
  const shown = shiftInWords(detectable);
  if (detectable <= mustShow) return { status: 'stable', reason: `no drift seen; ${shown} would have been` };
  return {
    status: 'inconclusive',
    reason: `no drift seen, but ${formatCountOf(evidence.rows, 'row')} can only show ${shown} or more`,
  };
}
