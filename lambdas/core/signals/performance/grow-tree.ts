import type { Split, Tree } from './tree.ts';

/** A column of sampled rows, as a tree may split it: rows by ordered bins. */
export interface SampledFeature {
  /** Of the contract. */
  readonly column: number;
  /** Bin of each row; `bins` where the row has no value. */
  readonly binOfRow: Uint8Array;
  readonly bins: number;
  /** Of numbers: a bin is of those from its cut on, below the next; the first is of those below the first cut. */
  readonly cuts?: Float64Array;
  /** Of categories: that of each bin; bins beyond are of all others, which never go left. */
  readonly categories?: readonly string[];
}

/** What a tree is grown from, and how far. */
export interface GrowSetting {
  readonly features: readonly SampledFeature[];
  /** What leaves are to differ in, one a row. */
  readonly target: Float64Array;
  readonly maximumLeaves: number;
  readonly leastRows: number;
  /**
   * A split must explain so many times the variance of a row. The best of some hundred splits explains about 14 times as much by
   * chance, as the largest of as many chi-squares of one degree.
   */
  readonly leastGain: number;
}

interface Candidate {
  readonly gain: number;
  readonly feature: SampledFeature;
  /** Whether bins go left; the last is of rows without a value. */
  readonly left: Uint8Array;
}

interface Branch {
  readonly rows: Int32Array;
  readonly best: Candidate | undefined;
  children?: readonly [Branch, Branch];
}

/**
 * Grows a regression tree, the split that explains most first.
 *
 *   gain = (sum left)² / rows left + (sum right)² / rows right - (sum)² / rows
 *
 * Deterministic: of equal gains the first column, and of it the first cut, is taken.
 *
 * @see Breiman et al. (1984)
 */
export function growTree(setting: GrowSetting): Tree {
  const { target, maximumLeaves, leastRows, leastGain } = setting;
  const variance = varianceOf(target);
  const root = branchOf(Int32Array.from(target.keys()), setting);
  const open: Branch[] = [root];
  for (let leaves = 1; leaves < maximumLeaves; leaves++) {
    const next = open.reduce<Branch | undefined>(
      (best, branch) => ((branch.best?.gain ?? 0) > (best?.best?.gain ?? 0) ? branch : best),
      undefined,
    );
    if (!next?.best || next.best.gain < leastGain * variance || next.rows.length < 2 * leastRows) break;
    const [left, right] = partRows(next.rows, next.best);
    next.children = [branchOf(left, setting), branchOf(right, setting)];
    open.splice(open.indexOf(next), 1, ...next.children);
  }
  return flatten(root);
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
}

function branchOf(rows: Int32Array, { features, target, leastRows }: GrowSetting): Branch {
  if (rows.length < 2 * leastRows) return { rows, best: undefined };
  const candidates = features.flatMap((feature) => bestSplit(feature, rows, target, leastRows) ?? []);
  const best = candidates.reduce<Candidate | undefined>(
    (one, other) => (one && one.gain >= other.gain ? one : other),
    undefined,
  );
  return { rows, best };
}

function bestSplit(
  feature: SampledFeature,
  rows: Int32Array,
  target: Float64Array,
  leastRows: number,
): Candidate | undefined {
  const counts = new Float64Array(feature.bins + 1);
  const sums = new Float64Array(feature.bins + 1);
  addUp(counts, sums, feature.binOfRow, rows, target);
  const orders = feature.cuts ? ordersOfNumbers(feature.bins) : [byMean(feature, counts, sums)];
  const all = { rows: rows.length, sum: sums.reduce((a, b) => a + b, 0) };
  let best: { readonly gain: number; readonly order: readonly number[]; readonly taken: number } | undefined;
  for (const order of orders) {
    let [count, sum] = [0, 0];
    for (const [place, bin] of order.entries()) {
      count += counts[bin]!;
      sum += sums[bin]!;
      if (count < leastRows || counts[bin] === 0) continue;
      if (all.rows - count < leastRows) break;
      const gain = sum ** 2 / count + (all.sum - sum) ** 2 / (all.rows - count) - all.sum ** 2 / all.rows;
      if (gain > (best?.gain ?? 0)) best = { gain, order, taken: place + 1 };
    }
  }
  if (!best) return undefined;
  const left = new Uint8Array(feature.bins + 1);
  for (const bin of best.order.slice(0, best.taken)) left[bin] = 1;
  return { gain: best.gain, feature, left };
}

function addUp(
  counts: Float64Array,
  sums: Float64Array,
  binOfRow: Uint8Array,
  rows: Int32Array,
  target: Float64Array,
): void {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const bin = binOfRow[row]!;
    counts[bin]!++;
    sums[bin]! += target[row]!;
  }
}

/** From the lowest bin on, rows without a value last or first. */
function ordersOfNumbers(bins: number): readonly (readonly number[])[] {
  const ascending = Array.from({ length: bins }, (_, bin) => bin);
  return [ascending, [bins, ...ascending]];
}

/** Bins by the mean of their rows; the others, which have no name, last. */
function byMean(
  { bins, categories = [] }: SampledFeature,
  counts: Float64Array,
  sums: Float64Array,
): readonly number[] {
  const named = [...categories.keys(), bins].filter((bin) => counts[bin]! > 0);
  const mean = (bin: number) => sums[bin]! / counts[bin]!;
  return named.toSorted((a, b) => mean(a) - mean(b) || a - b);
}

function partRows(rows: Int32Array, { feature, left }: Candidate): readonly [Int32Array, Int32Array] {
  return [
    rows.filter((row) => left[feature.binOfRow[row]!] === 1),
    rows.filter((row) => left[feature.binOfRow[row]!] !== 1),
  ];
}

/** Numbers the leaves from left to right. */
function flatten(root: Branch): Tree {
  const splits: Split[] = [];
  const visit = (branch: Branch, from: number): number => {
    if (!branch.children || !branch.best) return from + 1;
    const to = visit(branch.children[0], from);
    const end = visit(branch.children[1], to);
    splits.push({ ...conditionOf(branch.best), from, to, end });
    return end;
  };
  visit(root, 0);
  return splits;
}

function conditionOf({ feature, left }: Candidate): Omit<Split, 'from' | 'to' | 'end'> {
  const missingLeft = left[feature.bins] === 1;
  const { column, cuts, categories = [] } = feature;
  if (!cuts) return { column, among: categories.filter((_, bin) => left[bin] === 1), missingLeft };
  const first = left.subarray(0, feature.bins).indexOf(0);
  return { column, below: cuts[first - 1] ?? -Number.MAX_VALUE, missingLeft };
}
