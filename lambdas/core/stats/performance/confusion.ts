/** Rows by what was predicted and what is true, row by row of a square; may be expected counts, with fractions. */
export interface Confusion {
  readonly classes: number;
  /** `counts[predicted * classes + actual]` */
  readonly counts: ArrayLike<number>;
}

/** A measure of a confusion matrix, and what one more row in each of its cells adds to it. */
export interface ConfusionMetric {
  readonly value: number;
  /** Partial derivatives by the counts, in their order. */
  readonly gradient: Float64Array;
  /** Whether there is nothing to divide by: then the value is 0, as scikit-learn has it. */
  readonly isEmpty: boolean;
}

/** Measures of one class against the others. */
export const classMetrics = ['precision', 'recall', 'f1'] as const;

type ClassMetric = (typeof classMetrics)[number];

/**
 * Share of the rows that are predicted rightly.
 *
 *   sum of the diagonal / rows
 *
 * @see witness: sklearn.metrics.accuracy_score
 */
export function accuracy({ classes, counts }: Confusion): ConfusionMetric {
  let [rows, right] = [0, 0];
  for (let cell = 0; cell < classes * classes; cell++) rows += counts[cell]!;
  for (let code = 0; code < classes; code++) right += counts[code * (classes + 1)]!;
  const gradient = new Float64Array(classes * classes);
  if (rows === 0) return { value: 0, gradient, isEmpty: true };
  const value = right / rows;
  for (let cell = 0; cell < gradient.length; cell++)
    gradient[cell] = ((cell % (classes + 1) === 0 ? 1 : 0) - value) / rows;
  return { value, gradient, isEmpty: false };
}

/**
 * Precision, recall or F1 of one class, all others being its opposite.
 *
 *   precision = tp / (tp + fp)    recall = tp / (tp + fn)    f1 = 2 tp / (2 tp + fp + fn)
 *
 * @param code  of the class
 * @see witness: sklearn.metrics.precision_score and so on, with zero_division=0
 */
export function ofClass(metric: ClassMetric, { classes, counts }: Confusion, code: number): ConfusionMetric {
  const [byRow, byColumn] = [metric !== 'recall' ? 1 : 0, metric !== 'precision' ? 1 : 0];
  const inBoth = byRow + byColumn;
  const gradient = new Float64Array(classes * classes);
  let below = 0;
  for (let other = 0; other < classes; other++)
    below += byRow * counts[code * classes + other]! + byColumn * counts[other * classes + code]!;
  if (below === 0) return { value: 0, gradient, isEmpty: true };
  const value = (inBoth * counts[code * (classes + 1)]!) / below;
  for (let other = 0; other < classes; other++) {
    gradient[code * classes + other]! -= (byRow * value) / below;
    gradient[other * classes + code]! -= (byColumn * value) / below;
  }
  gradient[code * (classes + 1)]! += inBoth / below;
  return { value, gradient, isEmpty: false };
}

/**
 * Mean of a measure over all classes that are predicted or true: each alike, or by how many rows are of it.
 *
 * @see witness: sklearn.metrics with average='macro' and 'weighted'
 */
export function averaged(
  metric: ClassMetric,
  average: 'macro' | 'weighted',
  confusion: Confusion,
): ConfusionMetric {
  const { classes, counts } = confusion;
  const gradient = new Float64Array(classes * classes);
  const rows = sum(counts, classes * classes);
  const supports = Array.from({ length: classes }, (_, code) => columnSum(confusion, code));
  const seen = supports.map((support, code) => support + rowSum(confusion, code) > 0);
  const shown = seen.filter((isSeen) => isSeen).length;
  if (rows === 0 || shown === 0) return { value: 0, gradient, isEmpty: true };
  const parts = supports.map((support, code) => ({
    ...ofClass(metric, confusion, code),
    weight: average === 'macro' ? (seen[code] ? 1 / shown : 0) : support / rows,
  }));
  const value = parts.reduce((total, part) => total + part.weight * part.value, 0);
  for (const [code, part] of parts.entries())
    for (let cell = 0; cell < gradient.length; cell++) {
      gradient[cell]! += part.weight * part.gradient[cell]!;
      if (average === 'weighted')
        gradient[cell]! += ((cell % classes === code ? 1 : 0) - part.weight) * (part.value / rows);
    }
  return { value, gradient, isEmpty: false };
}

function sum(counts: ArrayLike<number>, length: number): number {
  let total = 0;
  for (let cell = 0; cell < length; cell++) total += counts[cell]!;
  return total;
}

function rowSum({ classes, counts }: Confusion, code: number): number {
  let total = 0;
  for (let other = 0; other < classes; other++) total += counts[code * classes + other]!;
  return total;
}

function columnSum({ classes, counts }: Confusion, code: number): number {
  let total = 0;
  for (let other = 0; other < classes; other++) total += counts[other * classes + code]!;
  return total;
}

/**
 * Standard error of a measure of a confusion matrix, by the delta method for multinomial counts.
 *
 *   variance = sum of n g² - (sum of n g)² / rows
 *
 * @returns undefined where the measure has nothing to divide by
 */
export function confusionError({ classes, counts }: Confusion, metric: ConfusionMetric): number | undefined {
  if (metric.isEmpty) return undefined;
  let [rows, first, second] = [0, 0, 0];
  for (let cell = 0; cell < classes * classes; cell++) {
    const [count, slope] = [counts[cell]!, metric.gradient[cell]!];
    rows += count;
    first += count * slope;
    second += count * slope * slope;
  }
  return Math.sqrt(Math.max(0, second - (first * first) / rows));
}
