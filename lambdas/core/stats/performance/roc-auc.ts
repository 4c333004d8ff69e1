/** Rows by score: groups of equal scores, or bins of them, ascending. Counts may be expected ones, with fractions. */
export interface ScoreGroups {
  readonly positives: ArrayLike<number>;
  readonly negatives: ArrayLike<number>;
}

/** Area under the ROC curve, with what one more row in each group adds to it. */
export interface RocAuc {
  readonly value: number;
  readonly standardError: number;
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
}

/**
 * Area under the ROC curve: the chance that a positive row has a higher score than a negative one, ties counting half.
 *
 *   sum over groups of positives * (negatives below + negatives here / 2) / (all positives * all negatives)
 *
 * Its standard error is that of DeLong, DeLong & Clarke-Pearson (1988), with groups as ties: on bins within what they tell apart.
 *
 * @returns undefined where there are rows of one class alone
 * @see witness: sklearn.metrics.roc_auc_score
 */
export function rocAuc({ positives, negatives }: ScoreGroups): RocAuc | undefined {
  const groups = positives.length;
  const ofPositives = new Float64Array(groups);
  const ofNegatives = new Float64Array(groups);
  let [below, allPositives] = [0, 0];
  for (let group = 0; group < groups; group++) {
    ofPositives[group] = below + negatives[group]! / 2;
    below += negatives[group]!;
    allPositives += positives[group]!;
  }
  const allNegatives = below;
  if (!(allPositives > 0 && allNegatives > 0)) return undefined;
  let [above, value] = [0, 0];
  for (let group = groups - 1; group >= 0; group--) {
    ofPositives[group]! /= allNegatives;
    ofNegatives[group] = (above + positives[group]! / 2) / allPositives;
    above += positives[group]!;
    value += (positives[group]! * ofPositives[group]!) / allPositives;
  }
  const variance =
    spread(ofPositives, positives, value, allPositives) + spread(ofNegatives, negatives, value, allNegatives);
  for (let group = 0; group < groups; group++) {
    ofPositives[group] = (ofPositives[group]! - value) / allPositives;
    ofNegatives[group] = (ofNegatives[group]! - value) / allNegatives;
  }
  return { value, standardError: Math.sqrt(variance), ofPositives, ofNegatives };
}

/** Variance of the mean of placements. */
function spread(placements: Float64Array, counts: ArrayLike<number>, mean: number, all: number): number {
  let squares = 0;
  for (let group = 0; group < placements.length; group++)
    squares += counts[group]! * (placements[group]! - mean) ** 2;
  return squares / (Math.max(1, all - 1) * all);
}
