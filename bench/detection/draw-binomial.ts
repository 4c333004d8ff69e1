import type { RandomStream } from './random.ts';

/** Below this mean the binomial is drawn by inversion. */
const leastMean = 10;

/**
 * Draws a binomial number exactly: by inversion where its mean is small, else by transformed rejection.
 *
 * @param probability  in [0, 1]
 * @returns whole, in [0, trials]
 * @see Hormann (1993), The generation of binomial random variates (BTRS)
 */
export function drawBinomial(random: RandomStream, trials: number, probability: number): number {
  if (trials === 0 || probability <= 0) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - drawBinomial(random, trials, 1 - probability);
  return trials * probability < leastMean
    ? byInversion(random, trials, probability)
    : byRejection(random, trials, probability);
}

/** Goes up the distribution from no success on: as many steps as there are successes. */
function byInversion({ uniform }: RandomStream, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let chance = Math.exp(trials * Math.log1p(-probability));
  let left = uniform() - chance;
  let successes = 0;
  while (left > 0 && successes < trials) {
    chance *= (odds * (trials - successes)) / (successes + 1);
    successes++;
    left -= chance;
  }
  return successes;
}

function byRejection({ uniform }: RandomStream, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const accepted = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const odds = p / (1 - p);
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + center);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= accepted) return k;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(n - mode) -
      stirlingTail(k) -
      stirlingTail(n - k);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

/** log k! less Stirling's formula: log k! = (k + 1/2) log(k + 1) - (k + 1) + log(2 pi) / 2 + tail. */
function stirlingTail(k: number): number {
  if (k <= 9) return tails[k]!;
  const next = k + 1;
  const square = next * next;
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / next;
}

const tails: readonly number[] = Array.from({ length: 10 }, (_, k) => {
  let logFactorial = 0;
  for (let i = 2; i <= k; i++) logFactorial += Math.log(i);
  return logFactorial - ((k + 0.5) * Math.log(k + 1) - (k + 1) + Math.log(2 * Math.PI) / 2);
});
