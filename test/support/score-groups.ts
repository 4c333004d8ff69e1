import type { ScoreGroups } from '../../lambdas/core/stats/performance/roc-auc.ts';

/** Rows with their scores, as groups of equal scores; labels may be expected ones. */
export function scoreGroups(scores: readonly number[], labels: readonly number[]): ScoreGroups {
  const distinct = [...new Set(scores)].sort((a, b) => a - b);
  const place = new Map(distinct.map((score, index) => [score, index]));
  const positives = new Float64Array(distinct.length);
  const negatives = new Float64Array(distinct.length);
  for (const [row, score] of scores.entries()) {
    positives[place.get(score)!]! += labels[row]!;
    negatives[place.get(score)!]! += 1 - labels[row]!;
  }
  return { positives, negatives };
}
