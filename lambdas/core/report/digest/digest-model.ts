import { type Severity, worstOf } from '../../../severities.ts';
import type { ViolationCode } from '../../contract/violation.ts';
import {
  type DigestModel,
  type DigestViolation,
  maximumDigestFeatures,
  maximumDigestViolations,
} from '../../digest/digest.ts';
import { conditions, type Incidents } from '../../incidents/incident-schema.ts';
import type { LossLog } from '../../over-time/loss-log.ts';
import type { Result } from '../../result/result-schema.ts';
import { byArrival, type HistoryRecord } from '../history/history-record.ts';

/** What is known about a model at the end of a week. */
export interface DigestModelFacts {
  readonly model: string;
  /** The batches that arrived in the week, in any order. */
  readonly week: readonly HistoryRecord[];
  /** Those of the week before. */
  readonly before: readonly HistoryRecord[];
  readonly incidents?: Incidents | undefined;
  readonly losses?: LossLog | undefined;
  readonly lateSince?: string | undefined;
  readonly mutedUntil?: string | undefined;
}

/** A model's week in numbers. For each violation it names the batch with most of them, but not yet what the rows held. */
export function digestModel(facts: DigestModelFacts): DigestModel {
  const { model, week, before, incidents, losses, lateSince, mutedUntil } = facts;
  const newestAt = [...week, ...before, ...(incidents?.batches ?? [])]
    .map(({ receivedAt }) => receivedAt)
    .toSorted()
    .at(-1);
  return {
    model,
    batches: batchesOf(week),
    rows: rowsOf(week),
    before: { batches: batchesOf(before), rows: rowsOf(before) },
    ...(newestAt === undefined ? {} : { newestAt }),
    byCode: byCodeOf(week, before),
    ...violationsOf(week),
    ...driftedFeaturesOf(week),
    incidents: openIncidents(incidents),
    ...openLoss(losses),
    ...(lateSince === undefined ? {} : { lateSince }),
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
  };
}

/** Batches whose results the digest of a model quotes from. */
export function quotedBatches({ violations }: DigestModel): readonly string[] {
  return [...new Set(violations.flatMap(({ example }) => example?.batchId ?? []))];
}

/** The digest of a model with what the rows held, as the results quote it; a result that is gone leaves none. */
export function withExamples(digest: DigestModel, results: ReadonlyMap<string, Result>): DigestModel {
  return {
    ...digest,
    violations: digest.violations.map(({ example, ...violation }): DigestViolation => {
      const result = example && results.get(example.batchId);
      return result ? { ...violation, example: { ...example, ...quoted(violation, result) } } : violation;
    }),
  };
}

function quoted(
  { code, column }: Pick<DigestViolation, 'code' | 'column'>,
  { validation: { violations, quarantineKey } }: Result,
): Partial<DigestViolation['example']> {
  const found = violations.find((one) => one.code === code && one.column === column);
  const [first] = found?.examples ?? [];
  return {
    ...(first && { row: first.row }),
    ...(first?.found !== undefined && { found: first.found }),
    ...(found?.expected !== undefined && { expected: found.expected }),
    ...(quarantineKey !== undefined && { quarantineKey }),
  };
}

function batchesOf(records: readonly HistoryRecord[]): DigestModel['batches'] {
  const counted = (is: (record: HistoryRecord) => boolean) => records.filter(is).length;
  return {
    accepted: counted(({ validation }) => validation === 'accepted'),
    rejected: counted(({ validation }) => validation === 'rejected'),
    drifted: counted(({ drift }) => drift === 'drifted'),
    inconclusive: counted(({ drift }) => drift === 'inconclusive'),
  };
}

function rowsOf(records: readonly HistoryRecord[]): DigestModel['rows'] {
  const sum = (of: (record: HistoryRecord) => number) =>
    records.reduce((total, record) => total + of(record), 0);
  return { read: sum(({ rows }) => rows.read), quarantined: sum(({ rows }) => rows.quarantined) };
}

function byCodeOf(week: readonly HistoryRecord[], before: readonly HistoryRecord[]): DigestModel['byCode'] {
  const [now, then] = [countsByCode(week), countsByCode(before)];
  return [...new Set([...now.keys(), ...then.keys()])]
    .map((code) => ({ code, count: now.get(code) ?? 0, before: then.get(code) ?? 0 }))
    .toSorted((a, b) => b.count - a.count || b.before - a.before || (a.code < b.code ? -1 : 1));
}

function countsByCode(records: readonly HistoryRecord[]): ReadonlyMap<ViolationCode, number> {
  const counts = new Map<ViolationCode, number>();
  for (const { violations } of records)
    for (const { code, count } of violations.byCode) counts.set(code, (counts.get(code) ?? 0) + count);
  return counts;
}

function violationsOf(week: readonly HistoryRecord[]): Pick<DigestModel, 'violations' | 'violationsLeftOut'> {
  const kinds = new Map<string, { violation: DigestViolation; most: number }>();
  for (const { batchId, key, violations } of week.toSorted(byArrival)) {
    for (const { count, ...kind } of violations.commonest) {
      const name = JSON.stringify([kind.code, kind.column]);
      const known = kinds.get(name);
      const isMost = count > (known?.most ?? 0);
      const example = isMost ? { batchId, batchKey: key } : known?.violation.example;
      const violation = {
        ...kind,
        count: count + (known?.violation.count ?? 0),
        ...(example && { example }),
      };
      kinds.set(name, { violation, most: Math.max(count, known?.most ?? 0) });
    }
  }
  const all = Array.from(kinds.values(), ({ violation }) => violation).toSorted(byCount);
  const unnamed = Math.max(0, ...week.map(({ violations }) => violations.leftOut));
  const violations = all.slice(0, maximumDigestViolations);
  return { violations, violationsLeftOut: all.length - violations.length + unnamed };
}

function byCount(a: DigestViolation, b: DigestViolation): number {
  return b.count - a.count || (`${a.code} ${a.column ?? ''}` < `${b.code} ${b.column ?? ''}` ? -1 : 1);
}

function driftedFeaturesOf(
  week: readonly HistoryRecord[],
): Pick<DigestModel, 'driftedFeatures' | 'driftedFeaturesLeftOut'> {
  const features = new Map<string, { batches: number; severities: Severity[] }>();
  for (const { features: compared } of week) {
    for (const { name, status, severity = 'warning' } of compared.named) {
      if (status !== 'drifted') continue;
      const { batches, severities } = features.get(name) ?? { batches: 0, severities: [] };
      features.set(name, { batches: batches + 1, severities: [...severities, severity] });
    }
  }
  const all = Array.from(features, ([name, { batches, severities }]) => ({
    name,
    batches,
    severity: worstOf(severities),
  })).toSorted((a, b) => b.batches - a.batches || (a.name < b.name ? -1 : 1));
  const driftedFeatures = all.slice(0, maximumDigestFeatures);
  return { driftedFeatures, driftedFeaturesLeftOut: all.length - driftedFeatures.length };
}

function openIncidents(incidents: Incidents | undefined): DigestModel['incidents'] {
  return conditions.flatMap((condition) => {
    const heard = incidents?.heard[condition];
    if (!heard) return [];
    const { first, severity, batches } = heard;
    return [{ condition, since: first.receivedAt, severity, batches: Math.max(1, batches) }];
  });
}

function openLoss(losses: LossLog | undefined): Pick<DigestModel, 'loss'> {
  if (!losses?.heard) return {};
  const { severity, since, now, usual, cap } = losses.heard.news;
  return { loss: { severity, since, now, usual, ...(cap === undefined ? {} : { cap }) } };
}
