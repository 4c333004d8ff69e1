import { bySeverity, type Severity, worstOf } from '../../severities.ts';
import { versionChanges, versionInWords, versionsInWords } from '../environment/words.ts';
import type { EnvironmentChange } from '../result/environment-schema.ts';
import type { Drift, FeatureDrift, Result } from '../result/result-schema.ts';
import { becameInWords } from '../signals/representation/became.ts';
import { namedInText, plainText } from '../text/clean-text.ts';
import { formatCountOf } from '../text/in-words.ts';
import { driftFindings } from './drift-findings.ts';
import type { Finding } from './finding.ts';

/** Columns that are told one by one. */
const mostColumns = 5;

/**
 * All findings of drift and of the environment. Where versions changed and columns are written differently in the same batch,
 * that is one finding, for it is likely one accident: `pandas 2.0.3 → 2.1.0, and income: "NaN" became empty`. It takes the place
 * of what would be said of the writing of those columns alone.
 */
export function batchFindings({ drift, environmentChanges }: Result): readonly Finding[] {
  const combined = combinedFindings({ drift, environmentChanges });
  if (combined.length === 0) return [...driftFindings(drift), ...environmentFindings(environmentChanges)];
  return [...combined, ...driftFindings(withoutRepresentation(drift))].toSorted(bySeverity);
}

/** The environment by itself: for information, never drift. @param other  what it is compared with */
export function environmentFindings(
  changes: readonly EnvironmentChange[],
  other: 'reference' | 'baseline' = 'reference',
): readonly Finding[] {
  const versions = versionsInWords(changes);
  const dtypes = [...dtypesOf(changes)].map(([column, dtype]) => `${namedInText(column)} ${dtype}`);
  return [
    ...(versions === undefined ? [] : [`not the versions that wrote the ${other}: ${versions}`]),
    ...(dtypes.length === 0 ? [] : [`other types in pandas: ${inWords(dtypes, 'column')}`]),
  ].map((sentence) => ({ severity: 'info', sentence }));
}

/** What a combined finding is about, as it stands in a subject line: `pandas 2.0.3 → 2.1.0, and income is written differently`. */
export function combinedFact({ drift, environmentChanges }: Result): string | undefined {
  const [version] = versionChanges(environmentChanges);
  const written = writtenDifferently(drift);
  if (!version || written.length === 0) return undefined;
  const [first] = written;
  const subject =
    written.length === 1 && first
      ? `${namedInText(first.name)} is`
      : `${formatCountOf(written.length, 'column')} are`;
  return `${versionInWords(version)}, and ${subject} written differently`;
}

/** At most one: versions that changed, with the columns that are written differently. */
export function combinedFindings({
  drift,
  environmentChanges: changes,
}: Pick<Result, 'drift' | 'environmentChanges'>): readonly Finding[] {
  const versions = versionsInWords(changes);
  const written = writtenDifferently(drift);
  if (versions === undefined || written.length === 0) return [];
  const dtypes = dtypesOf(changes);
  const columns = written.map((feature) => columnInWords(feature, dtypes.get(feature.name)));
  const sentence = `${versions}, and ${inWords(columns, 'column')}`;
  return [{ severity: worstOf(written.map(severityOf)), sentence }];
}

function columnInWords({ name, representation = [] }: FeatureDrift, dtype: string | undefined): string {
  const held = dtype === undefined ? '' : ` (${dtype} in pandas)`;
  return `${namedInText(name)}: ${becameInWords(representation).join(', ')}${held}`;
}

function dtypesOf(changes: readonly EnvironmentChange[]): ReadonlyMap<string, string> {
  return new Map(
    changes.flatMap((change) =>
      change.kind === 'dtype'
        ? [[change.column, `${plainText(change.from, 60)} → ${plainText(change.to, 60)}`] as const]
        : [],
    ),
  );
}

function writtenDifferently({ features }: Drift): readonly FeatureDrift[] {
  return features.filter(isWrittenDifferently);
}

function severityOf({ representation = [] }: FeatureDrift): Severity {
  return worstOf(
    representation.flatMap(({ verdict }) => (verdict?.status === 'drifted' ? [verdict.severity] : [])),
  );
}

/** What is left to say of drift where the combined finding says how columns are written. */
function withoutRepresentation(drift: Drift): Drift {
  const features = drift.features.map(({ representation: _, ...feature }) => feature);
  return { ...drift, features: features.filter((_, index) => !isOfWriting(drift.features[index]!)) };
}

/**
 * Whether a feature drifted for its writing alone: values that have come between those of the reference are what rounding to
 * another precision makes.
 */
export function isOfWriting(feature: FeatureDrift): boolean {
  const { verdict } = feature;
  return (
    isWrittenDifferently(feature) &&
    verdict.status === 'drifted' &&
    verdict.changes.length > 0 &&
    verdict.changes.every(({ kind }) => kind === 'between')
  );
}

function isWrittenDifferently({ representation = [] }: FeatureDrift): boolean {
  return representation.some(({ verdict }) => verdict?.status === 'drifted');
}

/** `income: …; age: … and 3 more columns`. */
function inWords(clauses: readonly string[], noun: string): string {
  const more = clauses.length - mostColumns;
  return [
    ...clauses.slice(0, mostColumns),
    ...(more > 0 ? [`and ${formatCountOf(more, `more ${noun}`)}`] : []),
  ].join('; ');
}
