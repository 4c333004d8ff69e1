import type { Severity } from '../../severities.ts';
import type { Change } from '../result/change-schema.ts';
import type { UsualLimit } from '../result/feature-schema.ts';
import type { Verdict } from '../result/result-schema.ts';
import { formatCountOf, qInWords } from '../text/in-words.ts';
import type { Corrected } from './measurement.ts';
import { hides } from './usual/hides.ts';
import { effectInWords, hiddenInWords, type UsualOf, usualInWords, usualUpToInWords } from './usual/words.ts';
import { changeInWords, shareTold } from './words.ts';

/** What an effect is held against. */
export interface Limits {
  readonly minEffect: number;
  readonly criticalEffect: number;
  /** Effect that must have been found if it were there, for "no drift seen" to mean stable. */
  readonly mustShow: number;
  /** Whether any drift of this column is critical. */
  readonly isCritical: boolean;
}

/** How effects of one unit are said. */
export interface EffectWords {
  /**
   * The effect beside a change: `5 % of the rows moved`.
   *
   * @param shareTold  the share of rows that the change beside it speaks of, where it does: the effect may be of more
   */
  readonly inWords: (effect: number, shareTold?: number) => string;
  /** A change of that size, as the subject of a sentence: `a shift of 5 % of the rows`. */
  readonly asShift: (effect: number) => string;
}

/** A measured effect and everything that it is held against. */
export interface Evidence extends Pick<Corrected, 'qValue' | 'alpha'> {
  readonly effect: number;
  readonly limits: Limits;
  /** What is usual for the source; absent where that is not known. */
  readonly usual?: UsualLimit | undefined;
  /** Of what the usual effect is a number. */
  readonly usualOf: UsualOf;
  /** Smallest effect that this test could show with 80 % power. */
  readonly detectable: number;
  /** Smallest effect that would have been told: by default the same. What is usual is not told, however surely it is seen. */
  readonly resolution?: number;
  readonly words: EffectWords;
  /** What changed. Asked for only where there is drift to tell. */
  readonly change: () => Change;
  /** Rows of the smaller sample. */
  readonly rows: number;
}

/** The part of the evidence that decides whether there is drift. */
export type Weights = Pick<Evidence, 'qValue' | 'alpha' | 'effect' | 'limits' | 'usual'>;

/**
 * The one place where a number is compared with a threshold. A change counts when it is significant after correction
 * **and** large enough to matter **and** not usual: larger than batches of this source differ when all is well, where that is known.
 *
 * @returns how bad it is; undefined where it does not count
 */
export function severityOf(weights: Weights): Severity | undefined {
  const { qValue, alpha, effect, limits, usual } = weights;
  if (!isMeasured(weights) || qValue > alpha || effect < limits.minEffect) return undefined;
  if (usual && !isUnusual(usual)) return undefined;
  return limits.isCritical || effect >= limits.criticalEffect ? 'critical' : 'warning';
}

function isUnusual({ today, upTo }: UsualLimit): boolean {
  return today > upTo;
}

function isMeasured({ qValue, alpha, effect, limits, usual }: Weights): boolean {
  const { today = 0, upTo = 0 } = usual ?? {};
  return [effect, qValue, limits.minEffect, alpha, today, upTo].every(Number.isFinite);
}

/** A verdict and its reason: without a change, only a test that would have shown a critical one says stable. */
export function judge(evidence: Evidence): Verdict {
  if (!isMeasured(evidence)) return { status: 'inconclusive', reason: 'the measure is not a number' };
  const { qValue, alpha, effect, limits, words, usual } = evidence;
  const severity = severityOf(evidence);
  if (severity) {
    const change = evidence.change();
    return {
      status: 'drifted',
      severity,
      reason: `${changeInWords(change)} (${[...besideInWords(change, evidence), qInWords(qValue)].join(', ')}${usual ? `; ${usualBeside(usual, evidence)}` : ''})`,
      changes: [change],
    };
  }
  if (qValue <= alpha && effect < limits.minEffect) {
    const reason = `a real change too small to matter (${words.inWords(effect)}, ${qInWords(qValue)})`;
    return { status: 'stable', reason };
  }
  if (qValue <= alpha && usual) return judgeUsual(usual, evidence);
  const shown = words.asShift(evidence.detectable);
  if (evidence.detectable <= limits.mustShow)
    return { status: 'stable', reason: `no drift; ${shown} would have been seen${toldInWords(evidence)}` };
  return {
    status: 'inconclusive',
    reason: `no drift seen, but ${formatCountOf(evidence.rows, 'row')} can only show ${shown} or more`,
  };
}

/** `31 % of the rows moved`, but where the change has said it: `share of "a" rose from 0 % to 31 %`. */
function besideInWords(change: Change, { effect, words }: Pick<Evidence, 'effect' | 'words'>) {
  const told = shareTold(change);
  const text = words.inWords(effect, told);
  const isRepeated = saysDifference(change) && told !== undefined && text === words.inWords(told);
  return isRepeated ? [] : [text];
}

/** Whether a change says the difference of its two shares: a rate says nothing else, and so it does where one share is nothing; of a trait, all. */
function saysDifference(change: Change): boolean {
  if (change.kind === 'rate') return true;
  const shares = [...('from' in change ? [change.from] : []), ...('to' in change ? [change.to] : [])];
  return shares.includes(0) || (change.kind === 'trait' && shares.includes(1));
}

/** What is usual, beside the effect: how far it goes today only where that is another number. */
function usualBeside(usual: UsualLimit, { effect, usualOf }: Pick<Evidence, 'effect' | 'usualOf'>): string {
  const isOfEffect = usualOf !== 'rows at one value' && usualOf !== 'rows in a narrow range';
  return isOfEffect && effectInWords(usual.today, usualOf) === effectInWords(effect, usualOf)
    ? usualUpToInWords(usual, usualOf)
    : usualInWords(usual, usualOf);
}

/** `, though a shift of 44 % of the rows or less is usual and not told`, where the test sees more than is told. */
function toldInWords({ detectable, resolution = detectable, words }: Evidence): string {
  return resolution > detectable ? `, though ${words.asShift(resolution)} or less is usual and not told` : '';
}

/** A change that is there, and usual: a sign of health, but for a source of which nearly all rows may move when all is well. */
function judgeUsual(usual: UsualLimit, evidence: Evidence): Verdict {
  const { usualOf } = evidence;
  if (usualOf === 'rows' && hides(usual))
    return { status: 'inconclusive', reason: hiddenInWords(usual, usualOf) };
  const change = evidence.change();
  const beside = [...besideInWords(change, evidence), usualBeside(usual, evidence)].join('; ');
  const reason = `${changeInWords(change)}, no more than is usual (${beside})`;
  return { status: 'stable', reason, asUsual: [change] };
}
