/** What a sequential test says of a rate: at most the low one, at least the high one, or that more trials are needed. */
export type RateVerdict = 'low' | 'high' | 'undecided';

/** Rates that are to be told apart. */
export const lowRate = 0.01;
export const highRate = 0.02;

/** Chance to call a rate low that is the high one or more, and to call one high that is the low one or less; about. */
const error = 0.05;

/**
 * Tells a rate of {@link lowRate} or less from one of {@link highRate} or more by Wald's sequential probability ratio test. It may
 * be asked after every trial, and stopped as soon as it decides: both errors hold all the same. A rate of 0.5 % takes about 450
 * trials, one of 1 % about 850.
 *
 *   sum over trials of log( P(trial | high) / P(trial | low) )  <=  log( e / (1 - e) )  says low,
 *                                                               >=  log( (1 - e) / e )  says high
 *
 * @param hits  in [0, trials], of independent trials
 * @see Wald (1945), Sequential Tests of Statistical Hypotheses
 */
export function tellRate(hits: number, trials: number): RateVerdict {
  const ratio =
    hits * Math.log(highRate / lowRate) + (trials - hits) * Math.log((1 - highRate) / (1 - lowRate));
  const bound = Math.log((1 - error) / error);
  if (ratio <= -bound) return 'low';
  return ratio >= bound ? 'high' : 'undecided';
}
