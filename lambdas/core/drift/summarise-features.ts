import type { Drift, FeatureDrift } from '../result/result-schema.ts';
import type { Together } from './compare-together.ts';
import { countColumns } from './count-columns.ts';
import { noReach, type Reach } from './reach-in-words.ts';
import { worstSeverity } from './worst-severity.ts';

/** What was found of a batch besides its features. */
type Besides = Together['drift'] & Pick<Drift, 'segments'>;

/**
 * The drift of a batch: drifted if any feature, the way one is written, a pair of columns, all of them together or a segment
 * are; else inconclusive if any feature is. A pair or a segment that could not be told does not make a batch inconclusive: with
 * many some never can.
 */
export function summariseFeatures(
  features: readonly FeatureDrift[],
  criticalShare: number,
  besides: Besides = {},
  reach: Reach = noReach,
): Pick<Drift, 'status' | 'severity' | 'reason'> {
  const drifted = features.flatMap(({ verdict }) => (verdict.status === 'drifted' ? [verdict.severity] : []));
  const unclear = features.filter(({ verdict }) => verdict.status === 'inconclusive');
  const of = `of ${features.length} ${features.length === 1 ? 'feature' : 'features'}`;
  const together = togetherDrifted(besides);
  const written = writtenDifferently(features);
  if (drifted.length + together.severities.length + written.severities.length > 0) {
    return {
      status: 'drifted',
      severity: isWide(features, criticalShare)
        ? 'critical'
        : worstSeverity([...drifted, ...written.severities, ...together.severities]),
      reason: [`${drifted.length || 'none'} ${of} drifted`, ...written.reasons, ...together.reasons].join(
        '; ',
      ),
    };
  }
  if (features.length === 0)
    return { status: 'inconclusive', reason: 'the contract has no column to compare' };
  if (unclear.length > 0) {
    const untold = unclear.filter(({ name }) => !reach.features.has(name)).length;
    const reasons = [
      ...(reach.sentence ? [`no drift seen; ${reach.sentence}`] : []),
      ...(untold > 0
        ? [`${reach.sentence ? '' : 'no drift seen, but '}${untold} ${of} could not be told`]
        : []),
    ];
    return { status: 'inconclusive', reason: reasons.join('; ') };
  }
  return { status: 'stable', reason: [`none ${of} drifted`, ...untoldSegments(besides)].join('; ') };
}

function untoldSegments({ segments = [] }: Besides): readonly string[] {
  const untold = segments.filter(({ verdict }) => verdict.status === 'inconclusive').length;
  return untold === 0 ? [] : [`${untold} of ${segmentsInWords(segments.length)} could not be told`];
}

function segmentsInWords(count: number): string {
  return count === 1 ? '1 segment' : `${count} segments`;
}

/** Of features whose values may be what they were: they do not count among those that drifted. */
function writtenDifferently(features: readonly FeatureDrift[]) {
  const changed = features
    .map(({ representation = [] }) =>
      representation.flatMap(({ verdict }) => (verdict?.status === 'drifted' ? [verdict.severity] : [])),
    )
    .filter(({ length }) => length > 0);
  const { length } = changed;
  return {
    severities: changed.flat(),
    reasons:
      length > 0 ? [`representation of ${length} ${length === 1 ? 'feature' : 'features'} changed`] : [],
  };
}

function isWide(features: readonly FeatureDrift[], criticalShare: number): boolean {
  const { compared, drifted } = countColumns(features);
  return compared > 1 && drifted / compared >= criticalShare;
}

function togetherDrifted({
  pairs = [],
  pairsCompared = 0,
  pairsDrifted = 0,
  multivariate,
  segments = [],
}: Besides) {
  const severities = [...pairs, ...(multivariate ? [multivariate] : []), ...segments].flatMap(
    ({ verdict }) => (verdict.status === 'drifted' ? [verdict.severity] : []),
  );
  const drifted = segments.filter(({ verdict }) => verdict.status === 'drifted');
  const changed = pairsCompared === 1 ? 'correlation changed' : 'correlations changed';
  return {
    severities,
    reasons: [
      ...(pairsDrifted > 0 ? [`${pairsDrifted} of ${pairsCompared} ${changed}`] : []),
      ...(multivariate?.verdict.status === 'drifted' ? ['the columns changed together'] : []),
      ...(drifted.length > 0 ? [`${drifted.length} of ${segmentsInWords(segments.length)} drifted`] : []),
    ],
  };
}
