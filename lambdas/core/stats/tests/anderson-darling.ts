import { type QuadraticForm, quadraticFormUpperTail } from '../functions/quadratic-form-upper-tail.ts';
import { type NotComputable, notComputable } from '../not-computable.ts';
import { sampleSizes } from '../paired-counts.ts';
import { rankGroups } from './rank-groups.ts';

/** Above this size of both samples together two sums over it are taken at their limits: the statistic moves by a ten-thousandth. */
const LARGEST_SUMMED = 1_000_000;

/** `statistic` is standardised: mean 0, variance 1 without drift. */
export type AndersonDarling = {
  readonly computable: true;
  readonly statistic: number;
  readonly pValue: number;
};

/**
 * Two-sample Anderson-Darling test: the squared gap between the distribution functions, weighted to see the tails as well as
 * the middle. Tied values, and values of both samples in one open bin, are taken at their mid-ranks.
 *
 *   A2 = (N - 1) / N^2 * sum over samples of 1/n_i * sum over values of l (N M_i - n_i B)^2 / (B (N - B) - N l / 4)
 *
 * less 1 and over its standard deviation. scipy reads p off a table and holds it within [0.001, 0.25], too coarse to be
 * corrected for the number of tests; here it is that of the limit, the sum of Z_j^2 / (j (j + 1)), at the same standardised
 * value.
 *
 * @param reference  counts on 2k + 1 cells, open bins at even indices
 * @param current  counts of the other sample on the same cells
 * @returns the standardised statistic and p, or why there is none: an empty sample, one value only, fewer than four values
 * @throws RangeError when the cells differ in number, or a count is negative or not finite
 * @see Pettitt (1976); Scholz & Stephens (1987), K-sample Anderson-Darling tests; witness:
 *   scipy.stats.anderson_ksamp(midrank=True)
 */
export function andersonDarling(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): AndersonDarling | NotComputable {
  const [n, m] = sampleSizes('andersonDarling', reference, current);
  if (n === 0 || m === 0) return notComputable('a sample is empty');
  if (n + m < 4) return notComputable('there are fewer than four values in both samples');
  const groups = distinctGroups(reference, current);
  if (groups.length < 2 && groups[0]?.repeats === 1)
    return notComputable('both samples have one and the same value only');
  const size = n + m;
  let sum = 0;
  let belowA = 0;
  let belowB = 0;
  for (const { a, b, repeats } of groups) {
    const tied = a + b;
    for (let i = 0; i < repeats; i++) {
      const middle = belowA + belowB + tied / 2;
      const weight = tied / size / (middle * (size - middle) - (size * tied) / 4);
      const gapA = size * (belowA + a / 2) - middle * n;
      const gapB = size * (belowB + b / 2) - middle * m;
      sum += weight * ((gapA * gapA) / n + (gapB * gapB) / m);
      belowA += a;
      belowB += b;
    }
  }
  const statistic = ((sum * (size - 1)) / size - 1) / standardDeviation(n, m);
  return { computable: true, statistic, pValue: andersonDarlingPValue(statistic) };
}

/** Values of one sample in an open bin are told apart up to so many; of more, neighbours are taken as tied. */
const MOST_REPEATS = 4096;

/** Groups of tied values; an untied group of t values of one sample becomes t groups of one. */
function distinctGroups(reference: ArrayLike<number>, current: ArrayLike<number>) {
  return rankGroups(reference, current).map(({ a, b, tied }) => {
    const repeats = tied ? 1 : Math.min(a + b, MOST_REPEATS);
    return { a: a / repeats, b: b / repeats, repeats };
  });
}

/** Standard deviation of A2 without ties, for two samples: Scholz & Stephens, equation 4. */
function standardDeviation(n: number, m: number): number {
  const size = n + m;
  const { h, g } = harmonicSums(size);
  const inverse = 1 / n + 1 / m;
  const a = 4 * g - 6 + (10 - 6 * g) * inverse;
  const b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * inverse + 4 * h;
  const d = 4 * (2 * h + 6) - 8 * h;
  const cubic = ((a * size + b) * size + c) * size + d;
  return Math.sqrt(cubic / ((size - 1) * (size - 2) * (size - 3)));
}

/** h = sum of 1/i for i < N;  g = sum over i < j < N of 1 / ((N - i) j), at its limit pi^2 / 6 for very large N. */
function harmonicSums(size: number): { readonly h: number; readonly g: number } {
  if (size > LARGEST_SUMMED) {
    return { h: Math.log(size) + 0.5772156649015329 - 1 / (2 * size), g: Math.PI ** 2 / 6 };
  }
  let h = 0;
  let g = 0;
  for (let i = size - 1; i >= 2; i--) {
    h += 1 / i;
    g += h / (size - i + 1);
  }
  return { h: h + 1, g };
}

/** Standard deviation of the limit: sqrt( 2 (pi^2 - 9) / 3 ). */
const LIMIT_DEVIATION = Math.sqrt((2 * (Math.PI ** 2 - 9)) / 3);

/** The limit is the sum of Z_j^2 / (j (j + 1)); the product of (1 - y w_j) is -cos(pi/2 sqrt(1 + 4 y)) / (pi y). */
const LIMIT: QuadraticForm = {
  reciprocals: (j) => j * (j + 1),
  determinant: (y) => Math.abs(Math.cos((Math.PI / 2) * Math.sqrt(1 + 4 * y))) / (Math.PI * y),
};

/**
 * p-value of the two-sample Anderson-Darling test at a standardised statistic, from the limit distribution.
 *
 * @returns the probability, to 9 digits of the limit; 1 where the limit has no mass below
 * @see Anderson & Darling (1954); Pettitt (1976)
 */
export function andersonDarlingPValue(standardised: number): number {
  const statistic = 1 + standardised * LIMIT_DEVIATION;
  return statistic < 0.02 ? 1 : quadraticFormUpperTail(statistic, LIMIT);
}
