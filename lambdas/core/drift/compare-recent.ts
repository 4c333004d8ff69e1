import type { Comparison } from '../profile/comparison.ts';
import type { Drift, FeatureDrift, RollingDrift } from '../result/result-schema.ts';
import { standingOf } from '../signals/feature-standing.ts';
import { compareProfiles } from './compare-profiles.ts';
import type { RecentRows } from './recent-rows.ts';

/** One batch alone would have its quirks taken for what is usual. */
const fewestBatches = 2;

/**
 * Holds a batch against those before it, as one set of rows: by the same tests and thresholds as against the reference, on the
 * reference's bins. Segments are left out. Values between two cut points are not told apart, which bounds KS as for any
 * reference with more values than cuts.
 *
 * @param asked  how many batches the contract asks for
 * @param recent  those that there are; undefined where there is none
 * @returns inconclusive where there are fewer than two: never stable
 */
export function compareRecent(
  comparison: Omit<Comparison, 'reference' | 'segments'>,
  asked: number,
  recent: RecentRows | undefined,
): RollingDrift {
  const batches = recent?.batches ?? 0;
  if (!recent || batches < fewestBatches) return untold(asked, batches, tooFew(batches));
  const { rows, from, to } = recent;
  // What is usual is known of the reference's own blocks against it, not of batches against those before.
  const { usual: _, ...yardstick } = comparison.yardstick;
  const drift = compareProfiles({ ...comparison, yardstick, reference: { ...rows, hasOtherBins: true } });
  return { asked, batches, rows: rows.profile.rows.accepted, from, to, ...whatDiffers(drift) };
}

/** A comparison with the batches before that could not be made. */
export function untold(asked: number, batches: number, reason: string): RollingDrift {
  return { asked, batches, status: 'inconclusive', reason, tests: 0, features: [] };
}

function tooFew(batches: number): string {
  const found = batches === 0 ? 'no accepted batch' : 'one accepted batch';
  return `${found} before it was compared with the same reference: ${fewestBatches} are needed`;
}

/** Without what is alike: a second list of all features would double the result. */
function whatDiffers(drift: Drift): Omit<RollingDrift, 'asked' | 'batches'> {
  const {
    status,
    severity,
    reason,
    alpha,
    tests,
    features,
    pairs,
    pairsCompared,
    pairsDrifted,
    multivariate,
  } = drift;
  return {
    // Drift is skipped for want of a reference, and there is one.
    status: status === 'skipped' ? 'inconclusive' : status,
    ...(severity && { severity }),
    reason,
    ...(alpha !== undefined && { alpha }),
    tests,
    features: features.filter(isTold),
    ...(pairs && { pairs: pairs.filter(({ verdict }) => verdict.status === 'drifted') }),
    ...(pairsCompared !== undefined && { pairsCompared }),
    ...(pairsDrifted !== undefined && { pairsDrifted }),
    ...(multivariate && { multivariate }),
  };
}

/** Whether there is something to tell of a feature: of its values, or of how they are written. */
function isTold(feature: FeatureDrift): boolean {
  const standing = standingOf(feature);
  const { representation = [] } = feature;
  return (
    standing === 'drifted' ||
    standing === 'undecided' ||
    representation.some((one) => one.verdict?.status === 'drifted')
  );
}
