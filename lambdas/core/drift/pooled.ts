import type { Comparison } from '../profile/comparison.ts';
import type { Drift, FeatureDrift, Verdict } from '../result/result-schema.ts';
import { byImportance } from '../signals/by-importance.ts';
import { byStanding, standingOf } from '../signals/feature-standing.ts';
import { pooledInWords } from '../signals/pooled-in-words.ts';
import { criticalColumns, summariseFeatures } from '../signals/summarise-features.ts';
import { compareProfiles, criticalShareOf, knownUsual } from './compare-profiles.ts';
import { addRecent, type RecentRows } from './recent-rows.ts';

/** Parts of the level of a batch that can't tell: its own tests have one, those of it and the batches before it together the other. */
const ownPart = 0.75;
const pooledPart = 0.25;

/** Whether a batch is too small for a verdict of its own: then it is also judged together with those before it. */
export function isTooSmall({ status }: Pick<Drift, 'status'>): boolean {
  return status === 'inconclusive';
}

/**
 * Judges a batch that can't tell by itself together with those before it, as one set of rows. Features that it could not tell of get the
 * verdict of all of them, and so do correlations and all columns together; what the batch could tell stays.
 *
 * @param own  of the batch alone, at the whole level
 * @param before  accepted batches before it, since the last alarm, against the same reference
 */
export function judgeTogether(comparison: Comparison, own: Drift, before: RecentRows): Drift {
  const alone = compareProfiles(atPart(comparison, own, ownPart));
  if (!isTooSmall(alone)) return alone;
  const { rows, batches, from, to } = addRecent(before, before.to, comparison.current);
  const together = compareProfiles({ ...atPart(comparison, own, pooledPart), current: rows });
  const pooled = { batches, rows: rows.profile.rows.accepted, from, to, alpha: together.alpha ?? 0 };
  return merged(comparison, alone, together, pooled);
}

function atPart(comparison: Comparison, { alpha = 0, batchesPerYear }: Drift, part: number): Comparison {
  const level = { alpha: part * alpha, ...(batchesPerYear === undefined ? {} : { batchesPerYear }) };
  return { ...comparison, level };
}

function merged(
  comparison: Comparison,
  alone: Drift,
  together: Drift,
  pooled: NonNullable<Drift['pooled']>,
): Drift {
  const over = pooledInWords(pooled);
  const ofPool = new Map(together.features.map((feature) => [feature.name, feature]));
  const features = alone.features.map((feature) => told(feature, ofPool.get(feature.name), over));
  const pairs = together.pairs?.map((pair) => ({ ...pair, verdict: prefixed(pair.verdict, over) }));
  const besides = {
    ...alone,
    ...(pairs ? { pairs, pairsCompared: together.pairsCompared, pairsDrifted: together.pairsDrifted } : {}),
    ...(together.multivariate
      ? { multivariate: { ...together.multivariate, verdict: prefixed(together.multivariate.verdict, over) } }
      : {}),
  };
  const { severity: _, resolution: __, ...rest } = besides;
  const summary = summariseFeatures({
    features,
    criticalShare: criticalShareOf(comparison, knownUsual(comparison)),
    criticalColumns: criticalColumns(comparison.contract),
    besides,
  });
  return {
    ...rest,
    ...summary,
    reason: summary.status === 'inconclusive' ? summary.reason : `${over} ${summary.reason}`,
    tests: alone.tests + together.tests,
    pooled,
    features: features.toSorted(byImportance),
  };
}

/** Of a feature that the batch alone could not tell of what all together say, where they can. */
function told(alone: FeatureDrift, together: FeatureDrift | undefined, over: string): FeatureDrift {
  const isOpen = standingOf(alone) === 'undecided';
  if (!isOpen || !together || byStanding([together]).undecided.length > 0) return alone;
  return { ...together, verdict: prefixed(together.verdict, over) };
}

function prefixed(verdict: Verdict, over: string): Verdict {
  return verdict.status === 'inconclusive' ? verdict : { ...verdict, reason: `${over}: ${verdict.reason}` };
}
