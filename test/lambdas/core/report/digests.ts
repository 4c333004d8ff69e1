import type { ViolationCode } from '../../../../lambdas/core/contract/violation.ts';
import { type Digest, digestOfWeek } from '../../../../lambdas/core/digest/digest.ts';
import { weekBefore } from '../../../../lambdas/core/digest/digest-week.ts';
import { type Incidents, noIncidents } from '../../../../lambdas/core/incidents/incident-schema.ts';
import {
  type DigestModelFacts,
  digestModel,
  quotedBatches,
  withExamples,
} from '../../../../lambdas/core/report/digest/digest-model.ts';
import type { HistoryRecord } from '../../../../lambdas/core/report/history/history-record.ts';
import { buildResult, buildValidation, buildViolationCount } from '../../../support/build-result.ts';
import { buildRecord } from './histories.ts';

/** Sent on Monday the 23rd of November 2026 at eight in Berlin: week 47. */
const week = weekBefore(new Date('2026-11-23T07:00:00Z'), 0, 'Europe/Berlin');

/** What rows of one batch broke. */
type Broken = readonly (readonly [ViolationCode, string, number])[];

/** The record of a day's batch. @param day  of November 2026 */
export function dayRecord(
  day: number,
  broken: Broken = [],
  more: Partial<HistoryRecord> = {},
): HistoryRecord {
  const date = `2026-11-${String(day).padStart(2, '0')}`;
  const quarantined = broken.reduce((sum, [, , count]) => sum + count, 0);
  const byCode = new Map<ViolationCode, number>();
  for (const [code, , count] of broken) byCode.set(code, (byCode.get(code) ?? 0) + count);
  return buildRecord({
    batchId: `${date}-3f9c1a2b4d5e`,
    key: `batches/flights/${date}.csv`,
    receivedAt: `${date}T06:02:11.000Z`,
    rows: { read: 4200, accepted: 4200 - quarantined, quarantined },
    violations: {
      byCode: Array.from(byCode, ([code, count]) => ({ code, count })),
      commonest: broken.map(([code, column, count]) => ({ code, column, count })),
      leftOut: 0,
    },
    ...more,
  });
}

const drifted: Partial<HistoryRecord> = {
  drift: 'drifted',
  severity: 'critical',
  features: {
    compared: 12,
    drifted: 2,
    inconclusive: 0,
    named: [
      { name: 'temp_max', status: 'drifted', severity: 'critical', effect: 0.3 },
      { name: 'wind_speed', status: 'drifted', severity: 'warning', effect: 0.1 },
    ],
  },
};

const rejected: Partial<HistoryRecord> = {
  validation: 'rejected',
  reasons: ['missing-column'],
  rows: { read: 0, accepted: 0, quarantined: 0 },
  drift: 'skipped',
  features: { compared: 0, drifted: 0, inconclusive: 0, named: [] },
};

/** A model with something of everything. */
export const flightsFacts: DigestModelFacts = {
  model: 'flights',
  week: [
    dayRecord(16, [['out-of-range', 'temp_max', 12]]),
    dayRecord(17, [
      ['out-of-range', 'temp_max', 41],
      ['unknown-category', 'carrier', 7],
    ]),
    dayRecord(18, [], rejected),
    dayRecord(19, [['missing-value', 'dep_delay', 3]], drifted),
    dayRecord(20, [['out-of-range', 'wind_speed', 2]], drifted),
    dayRecord(21),
    dayRecord(22, [['unknown-category', 'carrier', 5]], drifted),
  ],
  before: [9, 10, 11, 12, 13, 14].map((day) =>
    dayRecord(day, [
      ['unknown-category', 'carrier', 20],
      ['pattern-mismatch', 'tail_number', 1],
    ]),
  ),
  incidents: openDrift('flights', '2026-11-19T06:02:11.000Z', 3),
  mutedUntil: '2026-12-01',
};

/** Incidents of which people know of a drift. */
export function openDrift(model: string, receivedAt: string, batches: number): Incidents {
  const first = { receivedAt, turn: 1 };
  const heard = {
    first,
    severity: 'critical' as const,
    subjects: ['temp_max'],
    subjectCount: 1,
    batches,
    reportedAt: receivedAt,
    raisedAt: receivedAt,
    critical: ['temp_max'],
    criticalCount: 1,
    versions: {},
  };
  return { ...noIncidents(model), heard: { drift: heard } };
}

/** What a cell should have been, and was. */
const cells: Readonly<Record<string, { readonly expected: string; readonly found: string }>> = {
  'out-of-range': { expected: '-40 to 50', found: '-99.9' },
  'unknown-category': { expected: 'AA, B6, DL or UA', found: 'XQ' },
  'missing-value': { expected: 'a value', found: '' },
};

/** The digest of some models, with an example of every violation; `found` in each, if given. */
export function buildDigest(all: readonly DigestModelFacts[], found?: string): Digest {
  const models = all.map((facts) => {
    const model = digestModel(facts);
    const results = quotedBatches(model).map((id) => {
      const violations = model.violations.map(({ code, column }) =>
        buildViolationCount({
          code,
          ...(column === undefined ? {} : { column }),
          expected: cells[code]?.expected ?? '-40 to 50',
          examples: [{ row: 118, found: found ?? cells[code]?.found ?? '-99.9' }],
        }),
      );
      const quarantineKey = `quarantine/${facts.model}/${id}/rows.jsonl.gz`;
      const result = buildResult({ validation: buildValidation({ violations, quarantineKey }) });
      return [id, result] as const;
    });
    return withExamples(model, new Map(results));
  });
  return digestOfWeek(week, models, 'plumbline-prod-results');
}

/** A week of three models: one with troubles, one that is fine, one that is late, one that never sent anything. */
export const typicalDigest: Digest = buildDigest([
  { model: 'unused', week: [], before: [] },
  { model: 'weather', week: [16, 17, 18].map((day) => dayRecord(day)), before: [] },
  flightsFacts,
  {
    model: 'churn',
    week: [],
    before: [dayRecord(12)],
    lateSince: '2026-11-20T05:00:00.000Z',
  },
]);
