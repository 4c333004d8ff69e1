import type { Drift, FeatureDrift, SegmentDrift } from '../result/result-schema.ts';
import { namedInText } from '../text/clean-text.ts';
import { formatCount, formatCountOf } from '../text/in-words.ts';
import type { Finding } from './finding.ts';

/** Drifted segments that an alert tells one by one; the result has all. */
const mostTold = 5;

/** Features that each of them tells. */
const mostFeatures = 2;

/** Segments that drifted, those first that show what the batch as a whole does not. */
export function driftedSegments({ segments = [], features }: Drift): readonly SegmentDrift[] {
  const known = new Set(features.filter(isDrifted).map(({ name }) => name));
  const isNew = (segment: SegmentDrift) =>
    segment.features.some((feature) => isDrifted(feature) && !known.has(feature.name));
  return segments
    .filter(isDrifted)
    .map((segment) => ({ ...segment, features: newFirst(segment.features, known) }))
    .toSorted((a, b) => Number(isNew(b)) - Number(isNew(a)));
}

function newFirst(features: readonly FeatureDrift[], known: ReadonlySet<string>): FeatureDrift[] {
  return features.filter(isDrifted).toSorted((a, b) => Number(known.has(a.name)) - Number(known.has(b.name)));
}

/** One finding for each drifted segment, with the features that say most of it. */
export function segmentFindings(drift: Drift): readonly Finding[] {
  const drifted = driftedSegments(drift);
  const more = drifted.length - mostTold;
  return [
    ...drifted
      .slice(0, mostTold)
      .flatMap((segment) =>
        segment.verdict.status === 'drifted'
          ? [{ severity: segment.verdict.severity, sentence: sentenceOf(segment) }]
          : [],
      ),
    ...(more > 0
      ? [{ severity: 'warning' as const, sentence: `${formatCountOf(more, 'more segment')} drifted` }]
      : []),
  ];
}

function sentenceOf(segment: SegmentDrift): string {
  const told = segment.features.slice(0, mostFeatures);
  const changes = told.map(
    ({ name, verdict }) => `${namedInText(name)} drifted: ${verdict.reason.replace(/[.\s]+$/, '')}`,
  );
  const more = segment.featuresDrifted - told.length;
  const rest = more > 0 ? [`${formatCountOf(more, 'more feature')} drifted`] : [];
  return `among ${formatCountOf(segment.rows.current, 'row')} with ${segmentName(segment)}, ${[...changes, ...rest].join('; ')}`;
}

/** What changed in segments, as it stands in a subject line; undefined where nothing did. */
export function segmentFact(drift: Drift): string | undefined {
  const drifted = driftedSegments(drift);
  const [first] = drifted;
  if (!first) return undefined;
  if (drifted.length === 1) return `rows with ${segmentName(first)} drifted`;
  return `${formatCount(drifted.length)} of ${formatCountOf(drift.segments?.length ?? 0, 'segment')} drifted`;
}

/** `carrier = UA`, fit to stand in a sentence. */
export function segmentName({ column, value }: Pick<SegmentDrift, 'column' | 'value'>): string {
  return `${namedInText(column)} = ${namedInText(value)}`;
}

/** What a segment is called where incidents remember it. */
export function segmentSubject(segment: SegmentDrift): string {
  return `segment ${segmentName(segment)}`;
}

function isDrifted({ verdict }: Pick<FeatureDrift, 'verdict'>): boolean {
  return verdict.status === 'drifted';
}
