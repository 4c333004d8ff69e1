/**
 * The least number in [0, highest] from which on a condition holds, by bisection.
 *
 * @param passes  false below some number and true from it on
 * @param highest  where to stop looking
 * @returns that number within highest / 2^60, from the side where the condition holds; `highest` when it never does
 */
export function smallestPassing(passes: (value: number) => boolean, highest: number): number {
  let low = 0;
  let high = highest;
  for (let iteration = 0; iteration < 60; iteration++) {
    const middle = (low + high) / 2;
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
