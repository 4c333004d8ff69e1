import type { Alert } from '../../../../lambdas/core/alert/alert-schema.ts';
import type { BatchAlertFacts } from '../../../../lambdas/core/alert/batch/batch-alert-facts.ts';
import { composeBatchAlert } from '../../../../lambdas/core/alert/batch/compose-batch-alert.ts';
import { composeIncidentAlert } from '../../../../lambdas/core/alert/batch/compose-incident-alert.ts';
import {
  composeLatenessAlert,
  type LatenessFacts,
} from '../../../../lambdas/core/alert/cadence/compose-lateness-alert.ts';
import {
  type CorrectedBatch,
  composeCorrectionAlert,
} from '../../../../lambdas/core/alert/compose-correction-alert.ts';
import { composeDigestAlert } from '../../../../lambdas/core/alert/compose-digest-alert.ts';
import { composeHoldoutAlert } from '../../../../lambdas/core/alert/compose-holdout-alert.ts';
import {
  composeOddLabelsAlert,
  composeUnusableLabelsAlert,
} from '../../../../lambdas/core/alert/compose-label-alerts.ts';
import { composeLossAlert } from '../../../../lambdas/core/alert/compose-loss-alert.ts';
import { composeReplacedReferenceAlert } from '../../../../lambdas/core/alert/compose-replaced-alert.ts';
import {
  composeInferredContractAlert,
  composeInvalidContractAlert,
} from '../../../../lambdas/core/alert/upload/compose-contract-alerts.ts';
import { composeUnusableReferenceAlert } from '../../../../lambdas/core/alert/upload/compose-reference-alerts.ts';
import { composeUnrecognisedUploadAlert } from '../../../../lambdas/core/alert/upload/compose-stray-alerts.ts';
import { cadenceSchema } from '../../../../lambdas/core/contract/cadence.ts';
import type { Digest } from '../../../../lambdas/core/digest/digest.ts';
import { holdoutFindings, type JudgedRun } from '../../../../lambdas/core/holdout/findings.ts';
import type { IncidentNews } from '../../../../lambdas/core/incidents/incident-schema.ts';
import type { LossNews } from '../../../../lambdas/core/over-time/loss-log.ts';
import type { Result } from '../../../../lambdas/core/result/result-schema.ts';
import { buildLossNews } from '../../../support/build-losses.ts';
import {
  buildDrift,
  buildDrifted,
  buildDriftedBySegment,
  buildDriftedFeature,
  buildDriftedTogether,
  buildResult,
  buildSegment,
  buildUndecidedFeature,
  buildValidation,
  buildViolationCount,
  buildWrittenDifferently,
} from '../../../support/build-result.ts';
import { buildDigest, dayRecord, flightsFacts, typicalDigest } from '../report/digests.ts';

const inbox = 'plumbline-prod-inbox';
const results = 'plumbline-prod-results';
const upload = {
  id: 'reference-7a1b2c3d4e5f',
  environment: 'prod',
  model: 'flights',
  createdAt: '2026-11-20T06:03:00.000Z',
  inboxBucket: inbox,
} as const;

/** The alert of a batch with everything that is not of interest filled in. */
export function alertOf(result: Result): Alert | undefined {
  return composeBatchAlert(batchFacts(result));
}

/** The alert of a loss over time: by default a decay that has not reached the limit. */
function lossAlertOf(parts: Partial<LossNews>): Alert {
  const { slope30: _, breachAt: __, ...news } = buildLossNews(parts);
  return composeLossAlert({
    ...upload,
    id: '2026-11-20-3f9c1a2b4d5e-performance',
    news: news.kind === 'decay' ? buildLossNews(parts) : news,
    resultsBucket: results,
    modelPageKey: 'reports/flights/index.html',
    reportKey: 'reports/flights/2026-11-20-3f9c1a2b4d5e.html',
  });
}

function batchFacts(result: Result): BatchAlertFacts {
  return {
    result,
    resultKey: `results/${result.model}/${result.batch.id}.json`,
    reportKey: `reports/${result.model}/${result.batch.id}.html`,
    inboxBucket: inbox,
    resultsBucket: results,
    createdAt: '2026-11-20T06:03:00.000Z',
  };
}

/** A name made to forge lines, hide, call people and run commands. */
const hostileName =
  '<!channel> <@U123> @here\r\nSubject: forged\u202Eevil\u200B*bold*_x_`rm`$(id)\'"](https://evil.example)';

const upgrade: Result['environmentChanges'] = [
  {
    kind: 'version',
    name: 'pandas',
    change: 'upgraded',
    step: 'minor',
    from: '2.0.3',
    to: '2.1.0',
    sources: ['file', 'lock-file'],
  },
  { kind: 'version', name: hostileName, change: 'added', to: hostileName, sources: ['lock-file'] },
  { kind: 'dtype', column: 'temp_max', from: 'int64', to: 'float64' },
];

const judgedRun: JudgedRun = {
  schemaVersion: 1,
  plumbline: '0.1.0',
  model: 'flights',
  environment: 'prod',
  id: '2026-11-20-1a2b3c4d5e6f',
  run: {
    key: 'holdouts/flights/2026-11-20.csv',
    versionId: 'v9',
    receivedAt: '2026-11-20T06:02:11.000Z',
    rows: 2000,
    unusable: 0,
    repeated: 0,
  },
  baseline: {
    key: 'holdouts/flights/baseline.csv',
    versionId: 'v1',
    receivedAt: '2026-09-01T09:00:00.000Z',
    rows: 2000,
    unusable: 0,
    repeated: 0,
  },
  ids: { both: 2000, missing: 0, added: 0 },
  columnsMissing: [],
  inputs: { compared: 12, changed: 0, columns: [] },
  predictions: {
    moved: 64,
    share: 0.032,
    interval: [0.0251, 0.0407],
    movedWithSameInputs: 64,
    flows: [
      { from: 'on time', to: 'late', count: 51 },
      { from: 'late', to: hostileName, count: 13 },
    ],
  },
  score: {
    metric: 'accuracy',
    labelled: 2000,
    baseline: 0.91,
    current: 0.8885,
    loss: 0.0236,
    pValue: 1e-5,
    worse: 50,
    better: 7,
    labelsChanged: 0,
  },
  environmentChanges: upgrade.slice(0, 1),
};
const holdoutRun = { ...judgedRun, findings: holdoutFindings(judgedRun, { maxChurn: 0.01, maxLoss: 0.05 }) };

const threeFeatures = [
  buildDriftedFeature('temp_max', 0.31, 'critical'),
  buildDriftedFeature('wind_speed', 0.18),
  buildDriftedFeature('dep_delay', 0.12),
];

const threeCritical = threeFeatures.map(({ name }, index) =>
  buildDriftedFeature(name, 0.3 - index / 50, 'critical'),
);

const quarantine = {
  rows: { read: 4200, accepted: 4178, quarantined: 22 },
  violations: [
    buildViolationCount(),
    buildViolationCount({
      code: 'unknown-category',
      column: 'carrier',
      count: 10,
      share: 10 / 4200,
      expected: 'one of AA, DL, UA, WN',
      examples: [{ row: 2011, found: 'XX' }],
    }),
  ],
  quarantineKey: 'quarantine/flights/2026-11-20-3f9c1a2b4d5e/rows.jsonl.gz',
};

/** The alert of a batch as the news of its model's incidents. */
function incidentAlertOf(result: Result, news: readonly IncidentNews[]): Alert | undefined {
  return composeIncidentAlert(batchFacts(result), news);
}

const lastingDrift = {
  condition: 'drift',
  since: '2026-11-17T06:02:00.000Z',
  batches: 4,
  severity: 'critical',
} as const;

/** The alert that tells of a week. */
export function digestAlertOf(digest: Digest): Alert {
  return composeDigestAlert({
    environment: 'prod',
    model: '_all',
    digest,
    resultsBucket: results,
    pageKey: `reports/week-${digest.week}.html`,
    createdAt: '2026-11-23T07:00:00.000Z',
  });
}

/** A batch that was due at six in the morning, Berlin time. */
function latenessAlertOf(facts: Partial<LatenessFacts>): Alert {
  return composeLatenessAlert({
    environment: 'prod',
    model: 'flights',
    cadence: cadenceSchema.parse({ daily: '06:00', timeZone: 'Europe/Berlin' }),
    news: lateness,
    inboxBucket: inbox,
    resultsBucket: results,
    contractKey: 'contracts/flights.json',
    modelPageKey: 'reports/flights/index.html',
    createdAt: lateness.decidedAt,
    ...facts,
  });
}

const lateness = {
  due: '2026-11-20T05:00:00.000Z',
  last: '2026-11-19T04:50:11.000Z',
  severity: 'warning',
  decidedAt: '2026-11-20T05:15:00.000Z',
} as const;

const hostileDigest = buildDigest(
  [
    {
      model: 'flights',
      week: [
        dayRecord(16, [['unknown-category', hostileName, 3]], { key: `batches/flights/${hostileName}.csv` }),
      ],
      before: [],
    },
  ],
  hostileName,
);

/** A batch of which something else was said before. */
function correctedBatch(day: string, now: 'worse' | 'no-worse'): CorrectedBatch {
  const value = now === 'worse' ? 0.782 : 0.868;
  const interval: [number, number] = [value - 0.021, value + 0.021];
  const loss = { value: 1 - value / 0.87, interval: [0.077, 0.125] as [number, number] };
  return {
    correction: {
      batchId: `${day}-3f9c1a2b4d5e`,
      receivedAt: `${day}T06:02:11.000Z`,
      before: now === 'worse' ? 'no-worse' : 'worse',
      now,
    },
    key: `batches/flights/${day}.csv`,
    reportKey: `reports/flights/${day}-3f9c1a2b4d5e.html`,
    performance: {
      task: 'binary',
      metric: 'accuracy',
      rows: 4200,
      maxLoss: 0.05,
      baseline: { value: 0.87, standardError: 0.004, rows: 8000 },
      realised: { rows: 1480, of: 4200, value, interval, loss, verdict: now, metrics: [] },
      verdict: now,
      why: [],
      moved: [],
    },
  };
}

const situations: Readonly<Record<string, Alert | undefined>> = {
  'incident-opened-and-another-over': incidentAlertOf(
    buildResult({ drift: buildDrifted([buildDriftedFeature('temp_max', 0.18)]) }),
    [
      {
        condition: 'rejected',
        status: 'recovered',
        since: lastingDrift.since,
        batches: 2,
        severity: 'critical',
      },
      {
        ...lastingDrift,
        status: 'opened',
        since: '2026-11-20T06:02:11.000Z',
        batches: 1,
        severity: 'warning',
      },
    ],
  ),
  'incident-escalated': incidentAlertOf(
    buildResult({ drift: { ...buildDrifted(threeFeatures), severity: 'critical' } }),
    [{ ...lastingDrift, status: 'escalated' }],
  ),
  'incident-new-critical': incidentAlertOf(
    buildResult({ drift: { ...buildDrifted(threeCritical), severity: 'critical' } }),
    [
      {
        ...lastingDrift,
        status: 'escalated',
        changes: [
          { change: 'new-critical', names: ['temp_max'], count: 1 },
          { change: 'now-critical', names: ['wind_speed', 'dep_delay'], count: 2 },
        ],
      },
    ],
  ),
  'incident-new-reason': incidentAlertOf(
    buildResult({
      validation: buildValidation({
        status: 'rejected',
        reasons: [
          { code: 'missing-column', column: 'carrier', message: 'column carrier is missing' },
          { code: 'missing-column', column: 'temp_max', message: 'column temp_max is missing' },
        ],
      }),
      drift: { status: 'skipped', reason: 'the batch was rejected', tests: 0, features: [] },
    }),
    [
      {
        ...lastingDrift,
        condition: 'rejected',
        status: 'escalated',
        changes: [{ change: 'new-critical', names: ['missing column temp_max'], count: 1 }],
      },
    ],
  ),
  'incident-new-reference': incidentAlertOf(
    buildResult({ drift: buildDrifted([buildDriftedFeature('temp_max', 0.18)]) }),
    [{ ...lastingDrift, status: 'escalated', newReference: true }],
  ),
  'incident-recovered-undecided': incidentAlertOf(
    buildResult({
      drift: {
        status: 'inconclusive',
        reason: 'no drift seen; 486 rows can show shifts above 13 % of the rows',
        tests: 12,
        features: [],
      },
    }),
    [{ ...lastingDrift, status: 'recovered' }],
  ),
  'incident-reminder': incidentAlertOf(
    buildResult({ drift: { ...buildDrifted(threeFeatures), severity: 'critical' } }),
    [{ ...lastingDrift, status: 'reminder', batches: 13 }],
  ),
  'incident-recovered': incidentAlertOf(buildResult(), [{ ...lastingDrift, status: 'recovered' }]),
  'incident-recovered-with-quarantined-rows': incidentAlertOf(
    buildResult({ validation: buildValidation(quarantine) }),
    [
      { ...lastingDrift, status: 'recovered' },
      {
        condition: 'quarantine',
        status: 'opened',
        since: '2026-11-20T06:02:11.000Z',
        batches: 1,
        severity: 'info',
      },
    ],
  ),
  'incident-belated': incidentAlertOf(
    buildResult({ drift: buildDrifted([buildDriftedFeature('temp_max', 0.18)]) }),
    [{ ...lastingDrift, status: 'belated', batches: 1, severity: 'warning' }],
  ),
  'drift-3-features': alertOf(
    buildResult({ drift: { ...buildDrifted(threeFeatures), severity: 'critical' } }),
  ),
  'drift-1-feature-and-quarantined-rows': alertOf(
    buildResult({
      drift: buildDrifted([buildDriftedFeature('temp_max', 0.21)]),
      validation: buildValidation(quarantine),
    }),
  ),
  'drift-beside-undecided-features': alertOf(
    buildResult({
      reference: { version: '2026-09-7a1b2c3d4e5f', rows: 10_000, standsInFor: 'november' },
      drift: buildDrifted([
        buildDriftedFeature('temp_max', 0.21),
        ...['tail_number', hostileName, 'gate', 'seat'].map(buildUndecidedFeature),
      ]),
    }),
  ),
  'rows-quarantined-and-undecided-features': alertOf(
    buildResult({
      validation: buildValidation(quarantine),
      drift: buildDrift({
        status: 'inconclusive',
        reason: 'no drift seen, but 2 of 12 features could not be judged',
        features: ['tail_number', 'gate'].map(buildUndecidedFeature),
      }),
    }),
  ),
  'drift-2000-features': alertOf(
    buildResult({
      model: 'genes',
      batch: { ...buildResult().batch, key: 'batches/genes/2026-11-20.csv' },
      drift: {
        ...buildDrifted(
          Array.from({ length: 2000 }, (_, index) =>
            buildDriftedFeature(`gene_${index}`, Number((0.9 - index * 0.0003).toFixed(4))),
          ),
          2400,
        ),
        severity: 'critical',
        tests: 4800,
      },
    }),
  ),
  'drift-by-segment': alertOf(
    buildResult({
      drift: buildDriftedBySegment([
        buildSegment('UA', [buildDriftedFeature('dep_delay', 0.31)]),
        ...['AA', 'DL', hostileName, 'B6', 'AS', 'HA'].map((value) => buildSegment(value, threeFeatures)),
        buildSegment('WN'),
      ]),
    }),
  ),
  'drift-of-one-segment': alertOf(
    buildResult({
      drift: buildDriftedBySegment([
        buildSegment('UA', [buildDriftedFeature('dep_delay', 0.31)]),
        buildSegment('WN'),
      ]),
    }),
  ),
  'drift-of-correlations': alertOf(buildResult({ drift: buildDriftedTogether() })),
  'representation-of-a-column': alertOf(buildResult({ drift: buildWrittenDifferently() })),
  'rejected-under-a-draft-on-this-machine': alertOf(
    buildResult({
      environment: 'local',
      contract: { source: 'inferred', version: 'inferred-535f92f16268' },
      validation: buildValidation({
        status: 'rejected',
        reasons: [{ code: 'missing-column', column: 'temp_max', message: 'the file has no such column' }],
        rows: { read: 0, accepted: 0, quarantined: 0 },
      }),
    }),
  ),
  'rejected-missing-column': alertOf(
    buildResult({
      validation: buildValidation({
        status: 'rejected',
        reasons: [
          {
            code: 'missing-column',
            column: 'temp_max',
            message: 'the file has no such column; did Temp_Max mean it?',
            found: 'date, carrier, Temp_Max, wind_speed, distance',
          },
        ],
        rows: { read: 0, accepted: 0, quarantined: 0 },
      }),
      drift: buildDrift({ status: 'skipped', reason: 'the batch was rejected', tests: 0, features: [] }),
    }),
  ),
  'rejected-too-many-bad-rows': alertOf(
    buildResult({
      validation: buildValidation({
        status: 'rejected',
        reasons: [
          {
            code: 'rejected-share',
            message: '1,302 of 4,200 rows (31 %) break the contract, which allows at most 10 %',
            expected: 'at most 10 %',
            found: '31 %',
          },
        ],
        rows: { read: 4200, accepted: 2898, quarantined: 1302 },
        violations: [buildViolationCount({ count: 1302, share: 0.31 })],
      }),
      drift: buildDrift({ status: 'skipped', reason: 'the batch was rejected', tests: 0, features: [] }),
    }),
  ),
  'rows-quarantined': alertOf(buildResult({ validation: buildValidation(quarantine) })),
  'contract-inferred': composeInferredContractAlert({
    ...upload,
    resultsBucket: results,
    contractKey: 'contracts/flights/inferred-7a1b2c3d4e5f.json',
    referenceKey: 'references/flights/2026-09.csv',
    columns: 14,
    notes: [
      { column: 'carrier', sentence: '12 of 5,000 cells read `None` and count as missing' },
      { column: 'tags', sentence: 'is left out: 5,000 of 5,000 cells are lists' },
    ],
  }),
  'contract-invalid': composeInvalidContractAlert({
    ...upload,
    contractKey: 'contracts/flights.json',
    problems: [
      { path: 'columns[3].min', expected: 'a number, or an ISO 8601 timestamp', found: '"cold"' },
      { path: 'columns[5].kind', expected: 'one of numeric, integer, categorical', found: '"number"' },
      { path: 'bacth', expected: 'no such setting (see docs/contract.md for the list)', found: '{}' },
    ],
  }),
  'reference-unusable': composeUnusableReferenceAlert({
    ...upload,
    referenceKey: 'references/flights/2026-09.csv',
    hasContract: true,
    reasons: [
      { code: 'missing-column', column: 'carrier', message: 'the file has no such column' },
      { code: 'missing-column', column: 'distance', message: 'the file has no such column' },
    ],
  }),
  'reference-unusable-without-a-contract': composeUnusableReferenceAlert({
    ...upload,
    referenceKey: 'references/flights/2026-09.csv',
    hasContract: false,
    reasons: [{ code: 'empty-batch', message: 'the file is empty' }],
  }),
  'reference-replaced': composeReplacedReferenceAlert({
    ...upload,
    id: 'replaced-7a1b2c3d4e5f',
    replacement: {
      before: { key: 'references/flights/2026.csv', rows: 48_210, resolution: 0.083 },
      after: { key: 'references/flights/2026-11-20.csv', rows: 960, resolution: 0.117 },
      batchRows: 1000,
    },
  }),
  'labels-unusable': composeUnusableLabelsAlert({
    ...upload,
    key: 'labels/flights/november.csv',
    reasons: [{ code: 'missing-column', column: 'delayed', message: 'the file has no such column' }],
  }),
  'labels-doubtful': composeOddLabelsAlert(
    { ...upload, key: 'labels/flights/november.csv' },
    {
      counts: { rows: 4300, withoutId: 2, withoutLabel: 120, unreadable: 3, repeated: 20, conflicting: 4 },
      labels: 4151,
      matched: 4001,
      late: 100,
      unseen: 1,
      looked: 30,
      batches: 12,
      windowDays: 90,
    },
  ),
  'labels-of-no-batch': composeOddLabelsAlert(
    { ...upload, key: 'labels/flights/november.csv' },
    {
      counts: { rows: 900, withoutId: 0, withoutLabel: 0, unreadable: 0, repeated: 0, conflicting: 0 },
      labels: 900,
      matched: 0,
      late: 0,
      unseen: 0,
      looked: 30,
      batches: 0,
      windowDays: 90,
    },
  ),
  'performance-corrected': composeCorrectionAlert(
    upload,
    [correctedBatch('2026-11-18', 'worse'), correctedBatch('2026-11-19', 'no-worse')],
    results,
  ),
  'performance-no-longer-worse': composeCorrectionAlert(
    upload,
    [correctedBatch('2026-11-19', 'no-worse')],
    results,
  ),
  'unrecognised-upload': composeUnrecognisedUploadAlert({
    ...upload,
    id: 'november-0a1b2c3d4e5f',
    model: '_unrouted',
    key: 'batches/november.csv',
  }),
  'environment-changed': alertOf(buildResult({ environmentChanges: upgrade })),
  'representation-and-versions': alertOf(
    buildResult({ drift: buildWrittenDifferently(), environmentChanges: upgrade }),
  ),
  'loss-batch': lossAlertOf({ kind: 'batch', severity: 'critical', batches: 1, labelled: 200, now: 0.35 }),
  'loss-step': lossAlertOf({ kind: 'step', batches: 9, labelled: 1800, now: 0.152, severity: 'critical' }),
  'loss-decay': lossAlertOf({}),
  'loss-decay-over-limit': lossAlertOf({
    status: 'worse',
    severity: 'critical',
    now: 0.149,
    slope30: 0.0312,
  }),
  'loss-over': lossAlertOf({ status: 'recovered' }),
  'holdout-changed': composeHoldoutAlert({
    run: holdoutRun,
    runKey: `holdouts/flights/${holdoutRun.id}.json`,
    reportKey: `reports/flights/holdout-${holdoutRun.id}.html`,
    inboxBucket: inbox,
    resultsBucket: results,
    createdAt: '2026-11-20T06:03:00.000Z',
  }),
  'no-batch': latenessAlertOf({}),
  'no-batch-ever': latenessAlertOf({
    cadence: cadenceSchema.parse({ every: '4h', severity: 'critical' }),
    news: { due: lateness.due, severity: 'critical', decidedAt: lateness.decidedAt },
  }),
  'batch-arrived': latenessAlertOf({
    news: { ...lateness, arrivedAt: '2026-11-20T06:12:40.000Z' },
    arrived: { reportKey: 'reports/flights/2026-11-20-3f9c1a2b4d5e.html', isRejected: false },
    createdAt: '2026-11-20T06:15:00.000Z',
  }),
  'batch-arrived-rejected': latenessAlertOf({
    news: { ...lateness, arrivedAt: '2026-11-21T09:00:00.000Z' },
    arrived: { reportKey: 'reports/flights/2026-11-21-3f9c1a2b4d5e.html', isRejected: true },
    createdAt: '2026-11-21T09:15:00.000Z',
  }),
  'batch-had-arrived': latenessAlertOf({
    news: { ...lateness, arrivedAt: '2026-11-20T04:59:00.000Z' },
    arrived: { reportKey: 'reports/flights/2026-11-20-3f9c1a2b4d5e.html', isRejected: false },
    createdAt: '2026-11-20T05:30:00.000Z',
  }),
  digest: digestAlertOf(typicalDigest),
  'digest-of-60-models': digestAlertOf(
    buildDigest(Array.from({ length: 60 }, (_, index) => ({ ...flightsFacts, model: `model-${index}` }))),
  ),
  'digest-hostile': digestAlertOf(hostileDigest),
  'hostile-names': alertOf(
    buildResult({
      batch: { ...buildResult().batch, key: `batches/flights/${hostileName}.csv` },
      drift: buildDrifted([
        buildDriftedFeature(hostileName, 0.4),
        buildDriftedFeature('x'.repeat(300), 0.3),
        buildDriftedFeature('\u200B\n', 0.2),
        buildDriftedFeature('Tageshöchsttemperatur 🌡️', 0.15),
      ]),
      validation: buildValidation({
        ...quarantine,
        violations: [
          buildViolationCount({ column: hostileName, examples: [{ row: 3, found: hostileName }] }),
        ],
      }),
    }),
  ),
};

/** Typical situations by name; each must have an alert. */
export const typicalAlerts: ReadonlyMap<string, Alert> = new Map(
  Object.entries(situations).map(([name, alert]) => {
    if (!alert) throw new RangeError(`situations: requires an alert for ${name}, found none`);
    return [name, alert];
  }),
);
