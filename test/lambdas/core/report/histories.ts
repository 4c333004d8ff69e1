import type { AlertRules } from '../../../../lambdas/core/contract/alert-rules.ts';
import {
  type IncidentOverview,
  incidentOverview,
} from '../../../../lambdas/core/incidents/incident-overview.ts';
import type { BatchObservation } from '../../../../lambdas/core/incidents/observe-batch.ts';
import type { FeatureEffect } from '../../../../lambdas/core/report/history/feature-records.ts';
import type { HistoryRecord } from '../../../../lambdas/core/report/history/history-record.ts';
import { seededRandom } from '../../../support/random.ts';
import { buildSubject, tell } from '../alert/build-observation.ts';

/** The record of a batch that nobody was told of. */
export function buildRecord(overrides: Partial<HistoryRecord> = {}): HistoryRecord {
  const { features = { compared: 12, drifted: 0, inconclusive: 0, named: [] } } = overrides;
  return {
    schemaVersion: 1,
    batchId: '2026-11-20-3f9c1a2b4d5e',
    key: 'batches/flights/2026-11-20.csv',
    receivedAt: '2026-11-20T06:02:11.000Z',
    validation: 'accepted',
    reasons: [],
    rows: { read: 4200, accepted: 4200, quarantined: 0 },
    drift: 'stable',
    referenceVersion: 'r1',
    limits: { rejectedShare: 0.05, driftedShare: 0.5 },
    violations: { byCode: [], commonest: [], leftOut: 0 },
    features,
    columns: { compared: features.compared, drifted: features.drifted },
    ...overrides,
  };
}

/** A month of batches: a drift that comes, grows and goes, and one batch that was rejected. */
export function buildMonth(): readonly HistoryRecord[] {
  const random = seededRandom(7);
  return Array.from({ length: 30 }, (_, day): HistoryRecord => {
    const date = `2026-10-${String(day + 1).padStart(2, '0')}`;
    const read = 4000 + random.integer(600);
    const quarantined = random.integer(30);
    const base = buildRecord({
      batchId: `${date}-3f9c1a2b4d5e`,
      key: `batches/flights/${date}.csv`,
      receivedAt: `${date}T06:02:11.000Z`,
      rows: { read, accepted: read - quarantined, quarantined },
    });
    if (day === 8) return rejected(base);
    const moved = withEffects(
      day >= 12 && day < 24 ? drifted(base, Math.min(5, day - 11)) : day % 11 === 3 ? undecided(base) : base,
      day,
    );
    return moved;
  });
}

/** All twelve features move a little from day to day; those that drifted are where their record says. */
function withEffects(record: HistoryRecord, day: number): HistoryRecord {
  const random = seededRandom(100 + day);
  const effects = features.map((name, index): FeatureEffect => {
    const drift = record.features.named.find((one) => one.name === name && one.status === 'drifted');
    const usual = 0.04 + index / 100;
    const noise = (random.integer(1000) / 1000) * usual * 0.8;
    return [name, 'values', Math.round(1e4 * (drift?.effect ?? noise)) / 1e4, Math.round(1e4 * usual) / 1e4];
  });
  return { ...record, features: { ...record.features, effects } };
}

const features = [
  ...['temp_max', 'wind_speed', 'dep_delay', 'carrier', 'origin', 'humidity'],
  ...['pressure', 'visibility', 'distance', 'month', 'seats', 'gate'],
];

function rejected(base: HistoryRecord): HistoryRecord {
  return {
    ...base,
    validation: 'rejected',
    reasons: ['missing-column'],
    rows: { read: 0, accepted: 0, quarantined: 0 },
    drift: 'skipped',
    features: { compared: 0, drifted: 0, inconclusive: 0, named: [] },
    columns: { compared: 0, drifted: 0 },
  };
}

function drifted(base: HistoryRecord, count: number): HistoryRecord {
  const names = ['temp_max', 'wind_speed', 'dep_delay', 'carrier', 'origin'].slice(0, count);
  const named = names.map((name, index) => ({
    name,
    status: 'drifted' as const,
    severity: index === 0 && count > 3 ? ('critical' as const) : ('warning' as const),
    effect: 0.3 - index / 20,
  }));
  return {
    ...base,
    drift: 'drifted',
    severity: count > 3 ? 'critical' : 'warning',
    features: { compared: 12, drifted: count, inconclusive: 0, named },
    columns: { compared: 12, drifted: count },
  };
}

function undecided(base: HistoryRecord): HistoryRecord {
  return {
    ...base,
    drift: 'inconclusive',
    features: {
      compared: 12,
      drifted: 0,
      inconclusive: 1,
      named: [{ name: 'humidity', status: 'inconclusive', effect: 0.02 }],
    },
  };
}

/** The incidents that batches make, judged each at its arrival, a day after the last of them. */
export function buildOverview(records: readonly HistoryRecord[], rules?: AlertRules): IncidentOverview {
  const { incidents } = tell(records.map(observed), rules);
  const last = Date.parse(records.at(-1)?.receivedAt ?? '2026-11-20T06:02:11.000Z');
  return incidentOverview(incidents, rules, new Date(last + 24 * 3_600_000));
}

function observed(record: HistoryRecord): BatchObservation {
  const { batchId: id, receivedAt, validation, reasons, rows, drift, severity, features } = record;
  const isRejected = validation === 'rejected';
  const drifted = features.named.filter(({ status }) => status === 'drifted');
  return {
    id,
    receivedAt,
    seen: {
      rejected: isRejected ? 'critical' : 'absent',
      drift: drift === 'drifted' ? (severity ?? 'warning') : drift === 'stable' ? 'absent' : 'unknown',
      quarantine: isRejected ? 'unknown' : rows.quarantined > 0 ? 'info' : 'absent',
    },
    subjects: {
      rejected: isRejected ? reasons.map((code) => buildSubject(`${code} temp_max`)) : [],
      drift: drifted.map(({ name, severity }) => buildSubject(name, severity)),
      quarantine: [],
    },
  };
}
