import { normalQuantile } from '../../../stats/functions/normal.ts';

/**
 * How many standard errors an effect must have to be found with 80 % power by a two-sided normal test.
 *
 *   z_(alpha / 2) + z_0.2
 */
export const eightyPercentPower = (alpha: number): number => normalQuantile(alpha / 2) + normalQuantile(0.2);
