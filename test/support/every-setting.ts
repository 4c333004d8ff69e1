import { seededRandom } from './random.ts';

/** A contract that names every setting, but those of `cadence` that exclude each other. */
export const everySetting = {
  schemaVersion: 1,
  inferred: true,
  columns: [
    { name: 'id', kind: 'text', role: 'id', required: true, unique: true, maxMissingShare: 0.1 },
    { name: 'at', kind: 'timestamp', role: 'timestamp', critical: false, drift: { derived: true } },
    {
      name: 'age',
      kind: 'numeric',
      nullable: true,
      min: 0,
      max: 120,
      drift: { ignore: false, method: 'ks', alpha: 0.01, minEffect: 0.05, criticalEffect: 0.3 },
    },
    { name: 'income', kind: 'numeric', above: 0, below: 1e6 },
    { name: 'plan', kind: 'categorical', values: ['free', 'basic', 'pro'], sensitive: true },
    { name: 'note', kind: 'text', pattern: '[a-z ]+', maxLength: 40 },
    { name: 'place', kind: 'vector', dimension: 2 },
    { name: 'said', kind: 'categorical', role: 'prediction' },
    { name: 'sure', kind: 'numeric', role: 'confidence', class: 'yes' },
    { name: 'seen', kind: 'timestamp', required: false, unit: 's' },
    { name: 'born', kind: 'timestamp', required: false, format: '%d.%m.%Y' },
  ],
  rules: [{ left: 'age', operator: '<', right: 'income' }],
  missingTokens: ['', 'NA'],
  booleans: { true: ['yes'], false: ['no'] },
  csv: { delimiter: ';', escape: '\\', decimal: ',', thousands: '.', comment: '#', trim: true },
  batch: {
    minRows: 1,
    maxRows: 100_000,
    maxRejectedShare: 0.1,
    extraColumns: 'ignore',
    close: '10m',
    window: '1h',
    windowOf: 'key',
  },
  drift: {
    alpha: 0.01,
    falseAlarmsPerYear: 2,
    minEffect: 0.03,
    criticalShare: 0.5,
    segmentBy: 'plan',
    segmentMinRows: 50,
    pairs: { ignore: false, minEffect: 0.1, criticalEffect: 0.4 },
    multivariate: { ignore: false, minEffect: 0.1, criticalEffect: 0.9 },
    representation: { ignore: false },
    without: [],
  },
  model: {
    task: 'binary',
    positiveClass: 'yes',
    primaryMetric: 'f1',
    maxLoss: 0.1,
    maxChurn: 0.01,
    costs: { yes: { no: 1 } },
    limits: { confidence: 0.1, predictionMix: 0.1, latency: 0.1, errorRate: 0.1 },
    labels: { windowDays: 30 },
  },
  reference: { season: 'month', seasonOf: 'key', timeZone: 'UTC', rolling: 3, blocks: 'day', learnFrom: 20 },
  alerts: {
    reminderDays: [1, 3],
    quarantineShare: 0.01,
    environmentChanges: true,
    consecutiveBatches: { info: 1, warning: 1, critical: 1 },
    recoveryBatches: 1,
    coolDownHours: 0,
    quietHours: { from: '22:00', to: '06:00', timeZone: 'UTC', except: 'critical' },
    muteUntil: '2026-11-01',
    dismissedAt: '2026-10-30T08:00:00Z',
  },
  cadence: { every: '1d', grace: '15m', severity: 'warning' },
} as const;

const [id, at, age, income, ...others] = everySetting.columns;

/** The same of rows: all that neither decides which rows are accepted nor what is made of them is another. */
export const otherLimitsAndRest = {
  ...everySetting,
  inferred: false,
  columns: [
    { ...id, required: false, maxMissingShare: 0.2 },
    { ...at, critical: true },
    {
      ...age,
      drift: { ignore: false, method: 'psi', alpha: 0.02, minEffect: 0.5, criticalEffect: 0.6 },
    },
    income,
    ...others,
  ],
  batch: {
    minRows: 2,
    maxRows: 90_000,
    maxRejectedShare: 0.4,
    extraColumns: 'reject',
    close: '20m',
    window: '1d',
    windowOf: 'arrival',
  },
  drift: {
    alpha: 0.02,
    falseAlarmsPerYear: 4,
    minEffect: 0.4,
    criticalShare: 0.9,
    segmentBy: 'plan',
    segmentMinRows: 50,
    pairs: { ignore: true, minEffect: 0.2, criticalEffect: 0.5 },
    multivariate: { ignore: true, minEffect: 0.2, criticalEffect: 1 },
    representation: { ignore: true },
    without: ['repeated-rows'],
  },
  model: {
    task: 'binary',
    positiveClass: 'yes',
    primaryMetric: 'recall',
    maxLoss: 0.2,
    maxChurn: 0.02,
    costs: { no: { yes: 2 } },
    limits: { confidence: 0.2, predictionMix: 0.2, latency: 0.2, errorRate: 0.2 },
    labels: { windowDays: 60 },
  },
  reference: {
    season: 'weekday',
    seasonOf: 'arrival',
    timeZone: 'Europe/Berlin',
    rolling: 5,
    learnFrom: 0,
    blocks: 'day',
  },
  alerts: {
    reminderDays: [],
    quarantineShare: 0.02,
    environmentChanges: false,
    consecutiveBatches: { info: 2, warning: 2, critical: 2 },
    recoveryBatches: 2,
    coolDownHours: 1,
    quietHours: { from: '21:00', to: '05:00', timeZone: 'Europe/Berlin', except: 'warning' },
    muteUntil: '2026-12-01',
    dismissedAt: '2026-10-31',
  },
  cadence: {
    daily: '06:00',
    timeZone: 'Europe/Berlin',
    weekdays: ['mon'],
    grace: '30m',
    severity: 'critical',
  },
} as const;

/** Rows that keep {@link everySetting}, but every twentieth. */
export function everySettingRows(rows: number, seed: number): string {
  const random = seededRandom(seed);
  const begin = Date.parse('2026-11-01T00:00:00Z');
  const lines = Array.from({ length: rows }, (_, row) =>
    JSON.stringify({
      id: `c${row}`,
      at: new Date(begin + 60_000 * row).toISOString(),
      age: row % 20 === 0 ? -1 : 40 + 8 * random.normal(),
      income: 50_000 + 5_000 * random.normal(),
      plan: ['free', 'basic', 'pro'][random.integer(3)],
      note: ['all is well', 'late again', 'call me back'][random.integer(3)],
      place: [random.normal(), random.normal()],
      said: random.uniform() < 0.3 ? 'yes' : 'no',
      sure: Number(random.uniform().toFixed(3)),
    }),
  );
  return `${lines.join('\n')}\n`;
}
