import { bySeverity } from '../../severities.ts';
import { type AlertRules, defaultAlertRules } from '../contract/alert-rules.ts';
import { featureFindings } from '../findings/drift-findings.ts';
import { driftedSegments, segmentName, segmentSubject } from '../findings/segment-findings.ts';
import type { PairDrift, Result } from '../result/result-schema.ts';
import { batchSignalNames } from '../signals/batch-signals.ts';
import { harmOf } from '../signals/performance/words.ts';
import { namedInText, plainText } from '../text/clean-text.ts';
import { metricInWords } from '../text/metric-words.ts';
import { violationWords } from '../text/violation-words.ts';
import { batchSignalKey, multivariateKey, pairKey, reachTraces, shownTraces } from './drift-traces.ts';
import type { Condition, Evidence, Sighting } from './incident-schema.ts';
import { knownOf, type Subject } from './known-subjects.ts';

/** What a batch says about the conditions of its model. */
export interface BatchObservation {
  readonly id: string;
  /** The judgement of the same batch that no longer holds. */
  readonly revises?: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly seen: Readonly<Record<Condition, Sighting>>;
  /** What each condition is about, in this batch: drifted columns and segments, reasons of a rejection; the worst first. */
  readonly subjects: Readonly<Record<Condition, readonly Subject[]>>;
  /** Absent where drift was not tested, or is plainly not there. */
  readonly evidence?: Evidence;
}

/** What of a result the incidents of its model go by. */
export interface ObservedResult extends Pick<Result, 'reference' | 'drift' | 'performance'> {
  readonly batch: Pick<Result['batch'], 'id' | 'revises' | 'receivedAt'>;
  readonly validation: Pick<Result['validation'], 'status' | 'reasons' | 'rows'>;
}

/** Names and traces that are remembered for a batch that shows drift. */
const mostShown = 30;

/** Traces that are remembered for one that could not be judged. */
const mostReach = 100;

/**
 * What a result says about each condition. A rejected batch says nothing about drift or single rows. Drift that was not tested
 * is neither there nor gone; drift that could not be judged is so too, except for what the batch would have shown.
 */
export function observeBatch(
  result: ObservedResult,
  rules: AlertRules = defaultAlertRules,
): BatchObservation {
  const { batch, validation, drift } = result;
  const isRejected = validation.status === 'rejected';
  const drifted = isRejected ? [] : [...performanceSubjects(result), ...driftSubjects(drift)];
  const evidence = isRejected ? undefined : evidenceOf(result, drifted);
  return {
    id: batch.id,
    ...(batch.revises === undefined ? {} : { revises: batch.revises }),
    receivedAt: batch.receivedAt,
    seen: {
      rejected: isRejected ? 'critical' : 'absent',
      drift: isRejected ? 'unknown' : driftSeen(drift),
      quarantine: isRejected ? 'unknown' : isQuarantineReported(validation.rows, rules) ? 'info' : 'absent',
    },
    subjects: { rejected: isRejected ? reasonSubjects(validation) : [], drift: drifted, quarantine: [] },
    ...(evidence ? { evidence } : {}),
  };
}

/** Whether so many rows were set aside that people hear of it at once: a few of them are for the weekly digest. */
export function isQuarantineReported(
  { read, quarantined }: Result['validation']['rows'],
  { quarantineShare }: Pick<AlertRules, 'quarantineShare'> = defaultAlertRules,
): boolean {
  return quarantined > 0 && quarantined >= quarantineShare * read;
}

function driftSeen({ status, severity = 'warning' }: Result['drift']): Sighting {
  switch (status) {
    case 'drifted':
      return severity;
    case 'stable':
      return 'absent';
    case 'inconclusive':
    case 'skipped':
      return 'unknown';
    default:
      return status satisfies never;
  }
}

function reasonSubjects({ reasons }: Pick<Result['validation'], 'reasons'>): readonly Subject[] {
  return reasons.map(({ code, column = '' }) => ({
    name: `${code} ${column}`,
    words: `${violationWords[code].one}${column === '' ? '' : ` ${namedInText(column)}`}`,
    severity: 'critical' as const,
  }));
}

/** The model itself, where it is worse or what it puts out moved. */
function performanceSubjects({
  performance,
  drift,
}: Pick<Result, 'performance' | 'drift'>): readonly Subject[] {
  if (!performance || drift.status !== 'drifted') return [];
  const lost = harmOf(performance).status === 'harmful';
  const known = new Set(featureFindings(drift).map(({ column }) => column));
  return [
    ...(lost
      ? [{ name: lossKey, words: metricInWords(performance.metric), severity: 'critical' as const }]
      : []),
    ...performance.moved
      .filter(({ column }) => !known.has(column))
      .map(({ column }) => ({ name: column, words: namedInText(column), severity: 'warning' as const })),
  ];
}

/** In place of a column: no column has such a name. */
const lossKey = 'how right the model is';

function driftSubjects(drift: Result['drift']): readonly Subject[] {
  const columns = featureFindings(drift).flatMap(({ column, severity }) =>
    column === undefined ? [] : [{ name: column, words: namedInText(column), severity }],
  );
  const segments = driftedSegments(drift).map((segment) => ({
    name: segmentSubject(segment),
    words: `rows with ${segmentName(segment)}`,
    verdict: segment.verdict,
  }));
  const { pairs = [], multivariate, batchSignals = [] } = drift;
  const ofRows = batchSignals.map(({ signal, verdict }) => ({
    name: batchSignalKey(signal),
    words: batchSignalNames[signal],
    verdict,
  }));
  const multivariateSubjects = [
    ...pairs.map((pair) => ({ name: pairKey(pair), words: pairWords(pair), verdict: pair.verdict })),
    ...(multivariate
      ? [{ name: multivariateKey, words: 'how the columns vary together', verdict: multivariate.verdict }]
      : []),
  ].map((one) => ({ ...one, isMultivariate: true as const }));
  const judged = [...segments, ...ofRows, ...multivariateSubjects].flatMap(({ verdict, ...subject }) =>
    verdict.status === 'drifted' ? [{ ...subject, severity: verdict.severity }] : [],
  );
  return [...columns, ...judged].toSorted(bySeverity);
}

function pairWords({ columns, categories }: PairDrift): string {
  const names = columns.map((name, side) => {
    const category = categories?.[side] ?? undefined;
    return category === undefined ? namedInText(name) : `${namedInText(name)} = ${namedInText(category)}`;
  });
  return plainText(`the correlation of ${names.join(' and ')}`);
}

function evidenceOf(
  { drift, reference, validation }: ObservedResult,
  drifted: readonly Subject[],
): Evidence | undefined {
  if (drift.status !== 'drifted' && drift.status !== 'inconclusive') return undefined;
  const shown = shownTraces(drift);
  const { version, season } = reference ?? {};
  // Pairs that drifted and are not listed can't be looked for in later batches.
  const unlistedPairs =
    (drift.pairsDrifted ?? 0) -
    (drift.pairs ?? []).filter(({ verdict }) => verdict.status === 'drifted').length;
  return {
    ...(version === undefined ? {} : { reference: { version, ...(season ? { season } : {}) } }),
    known: knownOf(drifted, mostShown),
    shown: shown.slice(0, mostShown),
    ...(shown.length > mostShown || unlistedPairs > 0 ? { isCut: true as const } : {}),
    ...(drift.status === 'inconclusive'
      ? { reach: reachTraces(drift, validation.rows.read).slice(0, mostReach) }
      : {}),
  };
}
