import { bySeverity, type Severity, worstOf } from '../../severities.ts';
import type { Drift, FeatureDrift } from '../result/result-schema.ts';
import { timesThreshold } from '../signals/by-importance.ts';
import { columnOf, countColumns } from '../signals/count-columns.ts';
import { formatCountOf } from '../text/in-words.ts';
import { batchSignalFindings } from './batch-signal-findings.ts';
import type { Finding } from './finding.ts';
import { driftedSegments, segmentFindings } from './segment-findings.ts';
import { togetherFindings } from './together-findings.ts';

/** All findings of drift: features, then segments, then what columns do together; the worst severity first. */
export function driftFindings(drift: Drift): readonly Finding[] {
  return [
    ...featureFindings(drift),
    ...segmentFindings(drift),
    ...togetherFindings(drift),
    ...batchSignalFindings(drift),
  ].toSorted(bySeverity);
}

/**
 * One finding for each column that drifted or is written differently, by itself or by what is derived of it: the worst severity
 * first, then the largest effect.
 */
export function featureFindings(drift: Drift): readonly Finding[] {
  const drifted = drift.features
    .filter((feature) => driftedVerdicts(feature).length > 0)
    .toSorted(
      (a, b) =>
        bySeverity({ severity: severityOf(a) }, { severity: severityOf(b) }) ||
        timesThreshold(b) - timesThreshold(a),
    );
  return Array.from(Map.groupBy(drifted, columnOf), ([column, features]) => ({
    severity: severityOf(features[0]!),
    column,
    sentence: columnSentence(features),
  }));
}

/** `5 features`; `4 columns` where a column is one finding, whatever is derived of it. */
export function comparedInWords({ features }: Drift): string {
  const isDerived = features.some(({ derivedFrom }) => derivedFrom !== undefined);
  return formatCountOf(countColumns(features).compared, isDerived ? 'column' : 'feature');
}

/** Features of one column that are told, each with its change. */
const toldOfColumn = 2;

/** @param features  of one column, the worst first */
function columnSentence(features: readonly FeatureDrift[]): string {
  const untold = features.length - toldOfColumn;
  return [
    ...features.slice(0, toldOfColumn).map((feature) => `${partName(feature)}${sentenceOf(feature)}`),
    ...(untold > 0 ? [`${untold} more of its derived features drifted`] : []),
  ].join('; ');
}

/** What of its column a derived feature is: `length: `, `embedding[3]: `. */
function partName({ name, derivedFrom }: FeatureDrift): string {
  if (derivedFrom === undefined) return '';
  return `${name.startsWith(`${derivedFrom}: `) ? name.slice(derivedFrom.length + 2) : name}: `;
}

/** The smallest q-value among what drifted: how sure the surest finding is. */
export function smallestQValue(drift: Drift): number | undefined {
  const values = toldFeatures(drift)
    .filter((feature) => driftedVerdicts(feature).length > 0)
    .flatMap(({ measures, rates, representation = [] }) => [
      ...measures.filter((measure) => 'qValue' in measure),
      ...rates,
      ...representation.filter(({ verdict }) => verdict?.status === 'drifted'),
    ])
    .map(({ qValue }) => qValue)
    .concat(togetherQValues(drift));
  return values.length === 0 ? undefined : values.reduce((least, value) => Math.min(least, value));
}

/** Features of the batch as a whole, and those of its drifted segments. */
export function toldFeatures(drift: Drift): readonly FeatureDrift[] {
  return [...drift.features, ...driftedSegments(drift).flatMap(({ features }) => features)];
}

function togetherQValues({ pairs = [], multivariate, batchSignals = [] }: Drift): readonly number[] {
  return [...pairs, ...(multivariate ? [multivariate] : []), ...batchSignals]
    .filter(({ verdict }) => verdict.status === 'drifted')
    .map(({ qValue }) => qValue);
}

/** Of the feature, which has those of its rates in it, and of the way the values are written. */
function driftedVerdicts({ verdict, representation = [] }: FeatureDrift) {
  return [verdict, ...representation.flatMap((trait) => trait.verdict ?? [])].filter(
    (one) => one.status === 'drifted',
  );
}

/** Whether the feature itself drifted, not only the way it is written. */
export function hasDrifted({ verdict }: FeatureDrift): boolean {
  return verdict.status === 'drifted';
}

function severityOf(feature: FeatureDrift): Severity {
  return worstOf(driftedVerdicts(feature).map(({ severity }) => severity));
}

function sentenceOf(feature: FeatureDrift): string {
  return driftedVerdicts(feature)
    .map(({ reason }) => reason)
    .join('; ');
}
