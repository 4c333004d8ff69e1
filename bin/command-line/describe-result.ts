import { recentBatches } from '../../lambdas/core/alert/batch/rolling-words.ts';
import { combinedFindings, environmentFindings } from '../../lambdas/core/findings/environment-findings.ts';
import { segmentFindings } from '../../lambdas/core/findings/segment-findings.ts';
import type {
  Drift,
  FeatureDrift,
  MultivariateDrift,
  Result,
  Verdict,
  ViolationCount,
} from '../../lambdas/core/result/result-schema.ts';
import { byStanding, type Standing, standingOf } from '../../lambdas/core/signals/feature-standing.ts';
import { untoldInWords } from '../../lambdas/core/signals/resolution-in-words.ts';
import { isHidden } from '../../lambdas/core/signals/usual/hides.ts';
import { plainText, shortName } from '../../lambdas/core/text/clean-text.ts';
import { formatCount, formatCountOf, percent } from '../../lambdas/core/text/in-words.ts';
import { batchName } from '../../lambdas/core/text/places.ts';
import { describePerformance } from './describe-performance.ts';

/** A result as a person reads it in a terminal. Text from data is cleaned: it can't move the cursor or hide. */
export function describeResult(result: Result): string {
  return [
    headline(result),
    ...reasons(result),
    ...notes(result),
    ...violations(result.validation.violations),
    ...describePerformance(result),
    ...drift(result),
    ...environment(result),
    '',
  ].join('\n');
}

function headline({ batch, validation }: Result): string {
  const { read, quarantined } = validation.rows;
  const rows = `${formatCountOf(read, 'row')}, ${formatCount(quarantined)} quarantined`;
  return `${plainText(batchName(batch.key))}: ${validation.status} (${rows})`;
}

function reasons({ validation }: Result): readonly string[] {
  return [
    ...validation.reasons.map(({ code, column, message }) => {
      const where = column === undefined ? '' : ` ${shortName(column)}:`;
      return `  ${code}${column === undefined ? ':' : ''}${where} ${plainText(message)}`;
    }),
    ...columnsFound(validation),
  ];
}

/** What is worth knowing although the batch could be read. */
function notes({ batch }: Result): readonly string[] {
  return (batch.notes ?? []).map((note) => `  note: ${plainText(note)}`);
}

/** Once for all columns that are missing, which the file has: a page of HTML and a row for a header are seen at once. */
function columnsFound({ reasons }: Result['validation']): readonly string[] {
  const found = reasons.find(({ code }) => code === 'missing-column')?.found;
  return found === undefined ? [] : [`  the file's columns: ${plainText(found, 200)}`];
}

function violations(counts: readonly ViolationCount[]): readonly string[] {
  if (counts.length === 0) return [];
  return ['', 'rows that break the contract', ...counts.map(violationLine)];
}

function violationLine({ code, column, count, share, expected, examples }: ViolationCount): string {
  const [example] = examples;
  const found = example?.found === undefined ? '' : `: "${plainText(example.found, 80)}"`;
  const where = column === undefined ? '' : ` in ${shortName(column)}`;
  const wanted = expected === undefined ? '' : `, expected ${plainText(expected, 120)}`;
  const shown = example ? `, as in row ${example.row}${found}` : '';
  return `  ${code}${where}: ${formatCountOf(count, 'row')} (${percent(share)})${wanted}${shown}`;
}

function drift({ drift, reference, validation }: Result): readonly string[] {
  if (drift.status === 'skipped' && validation.status === 'accepted' && !reference)
    return ['', 'drift: not tested, no reference was given'];
  const { status, severity, reason, features } = drift;
  const against = reference ? `, against ${formatCountOf(reference.rows, 'row')} of reference` : '';
  const { drifted, usual, undecided, apart } = byStanding(features);
  const head = `drift: ${status}${severity === undefined ? '' : ` (${severity})`}, ${reason}${against}`;
  return [
    '',
    head,
    ...featureLines(drifted, 'drifted'),
    ...featureLines(usual, 'as usual'),
    ...undecidedLines(undecided),
    ...featureLines(apart, 'not compared'),
    ...features.flatMap(representationLines),
    ...segmentLines(drift),
    ...togetherLines(drift),
    ...batchSignalLines(drift),
    ...rollingLines(drift),
  ];
}

/** What differs between what wrote the reference and what wrote the batch; with the columns that are written differently, where there are some. */
function environment(result: Result): readonly string[] {
  const findings = environmentFindings(result.environmentChanges);
  if (findings.length === 0) return [];
  const [combined] = combinedFindings(result);
  const told = combined ? [combined] : findings;
  return ['', 'environment', ...told.map(({ sentence }) => `  ${plainText(sentence)}`)];
}

/** The batch against those before it: what differs, or why nothing could be told. */
function rollingLines({ rolling }: Drift): readonly string[] {
  if (!rolling) return [];
  const before = rolling.batches < 2 ? 'the batches before it' : recentBatches(rolling);
  const drifted = rolling.features.filter(({ verdict }) => verdict.status === 'drifted');
  return [
    '',
    `against ${before}: ${rolling.status}, ${plainText(rolling.reason)}`,
    ...drifted.map(featureLine),
  ];
}

/** Features of one standing that have a line each; the report and the result have them all. */
const mostLines = 20;

function featureLines(features: readonly FeatureDrift[], standing: string): readonly string[] {
  const more = features.length - mostLines;
  return [
    ...features.slice(0, mostLines).map(featureLine),
    ...(more > 0
      ? [`  ${standing}  and ${formatCountOf(more, 'more feature')} (--report or --json has them)`]
      : []),
  ];
}

/** Features that could not be judged say much the same: where they are many, once for all of them. */
function undecidedLines(features: readonly FeatureDrift[]): readonly string[] {
  if (features.length <= mostUndecided) return features.map(featureLine);
  const { hidden = [], others = [] } = Object.groupBy(features, (one) =>
    isHidden(one) ? 'hidden' : 'others',
  );
  return [others, hidden].flatMap((group) =>
    group.length === 0
      ? []
      : [`  inconclusive  ${formatCountOf(group.length, 'feature')}: ${plainText(untoldInWords(group))}`],
  );
}

const mostUndecided = 5;

function featureLine(feature: FeatureDrift): string {
  const { name, verdict } = feature;
  const status = statusWords[standingOf(feature)] ?? statusOf(verdict);
  return `  ${status}  ${shortName(name)}: ${plainText(verdict.reason)}`;
}

/** Where a feature stands, where its verdict alone does not say it. */
const statusWords: Partial<Record<Standing, string>> = { apart: 'not compared', usual: 'as usual' };

/** The segments that drifted, each with its worst features; how many could not be told, and what is in none. */
function segmentLines(drift: Drift): readonly string[] {
  const { segments = [], segmentsLeftOut } = drift;
  const untold = segments.filter(({ verdict }) => verdict.status === 'inconclusive').length;
  const of = formatCountOf(segments.length, 'segment');
  return [
    ...segmentFindings(drift).map(
      ({ severity, sentence }) => `  drifted ${severity}  ${plainText(sentence)}`,
    ),
    ...(untold > 0 ? [`  ${formatCount(untold)} of ${of} could not be told`] : []),
    ...(segmentsLeftOut && segmentsLeftOut.rows.current > 0
      ? [
          `  ${formatCountOf(segmentsLeftOut.rows.current, 'row')} in no segment of ${shortName(segmentsLeftOut.column)}`,
        ]
      : []),
  ];
}

/** How the values of a feature are written, where that changed. */
function representationLines({ name, representation = [] }: FeatureDrift): readonly string[] {
  return representation.flatMap(({ verdict }) =>
    verdict?.status === 'drifted'
      ? [`  ${statusOf(verdict)}  ${shortName(name)}, representation: ${plainText(verdict.reason)}`]
      : [],
  );
}

/** What the columns do together: pairs that drifted, and all at once where they did. */
function togetherLines({ pairs = [], pairsDrifted = 0, columnsWithoutPairs = [], multivariate }: Drift) {
  const drifted = pairs.filter(({ verdict }) => verdict.status === 'drifted');
  const more = pairsDrifted - drifted.length;
  const leftOut = formatCountOf(columnsWithoutPairs.length, 'column');
  return [
    ...drifted.map(({ verdict }) => `  ${statusOf(verdict)}  ${plainText(verdict.reason)}`),
    ...(more > 0 ? [`  and ${formatCount(more)} more correlations`] : []),
    ...(columnsWithoutPairs.length > 0 ? [`  ${leftOut} could not be compared pair by pair: too many`] : []),
    ...(multivariate?.verdict.status === 'drifted' ? [multivariateLine(multivariate)] : []),
  ];
}

/** The rows as a whole, where that changed. */
function batchSignalLines({ batchSignals = [] }: Drift): readonly string[] {
  return batchSignals.flatMap(({ verdict }) =>
    verdict.status === 'drifted' ? [`  ${statusOf(verdict)}  ${plainText(verdict.reason)}`] : [],
  );
}

function multivariateLine({ verdict, columns }: MultivariateDrift): string {
  const names = columns.map(shortName).join(', ');
  return `  ${statusOf(verdict)}  ${plainText(verdict.reason)}, most clearly in ${names}`;
}

function statusOf(verdict: Verdict): string {
  return verdict.status === 'drifted' ? `drifted ${verdict.severity}` : verdict.status;
}
