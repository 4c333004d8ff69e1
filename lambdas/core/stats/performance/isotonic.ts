/** A function that never falls: straight between its points, and level outside them. */
export interface Isotonic {
  /** Ascending. */
  readonly xs: Float64Array;
  /** Not descending. */
  readonly ys: Float64Array;
  /** Value of the function. */
  at(x: number): number;
}

/**
 * Isotonic regression: the function that never falls and has the least sum of squared distances to weighted points, found by
 * pooling adjacent violators. Points of one x are their mean.
 *
 * @param xs  ascending, ties allowed; one at least
 * @param weights  above 0
 * @throws RangeError without a point
 * @see Barlow et al. (1972); witness: sklearn.isotonic.IsotonicRegression(out_of_bounds='clip')
 */
export function isotonic(xs: ArrayLike<number>, ys: ArrayLike<number>, weights: ArrayLike<number>): Isotonic {
  if (xs.length === 0) throw new RangeError('isotonic: requires one point at least, found none');
  const blocks: Block[] = [];
  for (let point = 0; point < xs.length; point++) {
    const [x, weight] = [xs[point]!, weights[point]!];
    const last = blocks.at(-1);
    if (last?.to === x) {
      last.sum += weight * ys[point]!;
      last.weight += weight;
    } else {
      pool(blocks);
      blocks.push({ from: x, to: x, sum: weight * ys[point]!, weight });
    }
  }
  pool(blocks);
  return through(blocks);
}

interface Block {
  readonly from: number;
  to: number;
  sum: number;
  weight: number;
}

/** Joins the last block with those before it, as long as it is lower. */
function pool(blocks: Block[]): void {
  for (let last = blocks.length - 1; last > 0; last--) {
    const [before, block] = [blocks[last - 1]!, blocks[last]!];
    if (before.sum * block.weight <= block.sum * before.weight) return;
    before.to = block.to;
    before.sum += block.sum;
    before.weight += block.weight;
    blocks.pop();
  }
}

function through(blocks: readonly Block[]): Isotonic {
  const points = blocks.flatMap(({ from, to, sum, weight }) =>
    from === to
      ? [{ x: from, y: sum / weight }]
      : [
          { x: from, y: sum / weight },
          { x: to, y: sum / weight },
        ],
  );
  const xs = Float64Array.from(points, ({ x }) => x);
  const ys = Float64Array.from(points, ({ y }) => y);
  return { xs, ys, at: (x) => interpolate(xs, ys, x) };
}

function interpolate(xs: Float64Array, ys: Float64Array, x: number): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! < x) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return ys[0]!;
  if (low === xs.length) return ys[low - 1]!;
  const [from, to] = [xs[low - 1]!, xs[low]!];
  return ys[low - 1]! + ((x - from) / (to - from)) * (ys[low]! - ys[low - 1]!);
}
