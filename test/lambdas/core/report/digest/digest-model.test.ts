import { describe, expect, test } from '@jest/globals';
import { digestSchema, needsLook } from '../../../../../lambdas/core/digest/digest.ts';
import { modelInWords } from '../../../../../lambdas/core/digest/digest-words.ts';
import { noLosses } from '../../../../../lambdas/core/over-time/loss-log.ts';
import {
  digestModel,
  quotedBatches,
  withExamples,
} from '../../../../../lambdas/core/report/digest/digest-model.ts';
import { historyRecord } from '../../../../../lambdas/core/report/history/history-record.ts';
import { buildLossNews } from '../../../../support/build-losses.ts';
import { buildResult, buildValidation, buildViolationCount } from '../../../../support/build-result.ts';
import { buildDigest, dayRecord, flightsFacts, openDrift, typicalDigest } from '../digests.ts';
import { buildRecord } from '../histories.ts';

describe("a model's week", () => {
  const flights = digestModel(flightsFacts);

  test('counts batches and rows, and those of the week before', () => {
    expect(flights).toMatchObject({
      batches: { accepted: 6, rejected: 1, drifted: 3, inconclusive: 0 },
      rows: { read: 6 * 4200, quarantined: 70 },
      before: { batches: { accepted: 6, rejected: 0 }, rows: { read: 6 * 4200, quarantined: 126 } },
      newestAt: '2026-11-22T06:02:11.000Z',
    });
  });

  test('sets what rows broke against the week before, also what is gone', () => {
    expect(flights.byCode).toEqual([
      { code: 'out-of-range', count: 55, before: 0 },
      { code: 'unknown-category', count: 12, before: 120 },
      { code: 'missing-value', count: 3, before: 0 },
      { code: 'pattern-mismatch', count: 0, before: 6 },
    ]);
  });

  test('names the commonest violations, and the batch with most of each', () => {
    expect(
      flights.violations.map(({ code, column, count, example }) => [code, column, count, example?.batchId]),
    ).toEqual([
      ['out-of-range', 'temp_max', 53, '2026-11-17-3f9c1a2b4d5e'],
      ['unknown-category', 'carrier', 12, '2026-11-17-3f9c1a2b4d5e'],
      ['missing-value', 'dep_delay', 3, '2026-11-19-3f9c1a2b4d5e'],
      ['out-of-range', 'wind_speed', 2, '2026-11-20-3f9c1a2b4d5e'],
    ]);
    expect(quotedBatches(flights)).toHaveLength(3);
  });

  test('names ten of them at most, and says how many are left out', () => {
    const broken = Array.from({ length: 14 }, (_, index) => ['too-long', `c${index}`, 14 - index] as const);
    const record = dayRecord(16, broken);
    const { violations, violationsLeftOut } = digestModel({
      model: 'm',
      week: [record, { ...record, violations: record.violations && { ...record.violations, leftOut: 5 } }],
      before: [],
    });

    expect(violations.map(({ column }) => column)).toEqual(broken.slice(0, 10).map(([, column]) => column));
    expect(violationsLeftOut).toBe(9);
  });

  test('names the features that drifted, the most often first', () => {
    expect(flights.driftedFeatures).toEqual([
      { name: 'temp_max', batches: 3, severity: 'critical' },
      { name: 'wind_speed', batches: 3, severity: 'warning' },
    ]);
  });

  test('of records that were kept before violations were counted has none', () => {
    expect(digestModel({ model: 'm', week: [buildRecord()], before: [] }).byCode).toEqual([]);
  });

  test('does not depend on the order of the records', () => {
    const turned = {
      ...flightsFacts,
      week: flightsFacts.week.toReversed(),
      before: flightsFacts.before.toReversed(),
    };

    expect(digestModel(turned)).toEqual(flights);
  });
});

describe('examples', () => {
  const violation = buildViolationCount({
    code: 'out-of-range',
    column: 'temp_max',
    examples: [{ row: 7, found: '99' }],
  });
  const result = buildResult({
    validation: buildValidation({
      violations: [violation],
      quarantineKey: 'quarantine/flights/x/rows.jsonl.gz',
    }),
  });

  test('are those of the result, with where its rows lie', () => {
    const filled = withExamples(digestModel(flightsFacts), new Map([['2026-11-17-3f9c1a2b4d5e', result]]));

    expect(filled.violations[0]?.example).toEqual({
      batchId: '2026-11-17-3f9c1a2b4d5e',
      batchKey: 'batches/flights/2026-11-17.csv',
      row: 7,
      found: '99',
      expected: violation.expected,
      quarantineKey: 'quarantine/flights/x/rows.jsonl.gz',
    });
  });

  test('of a result that is gone there are none', () => {
    const filled = withExamples(digestModel(flightsFacts), new Map());

    expect(filled.violations.map(({ example }) => example)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a week of all models', () => {
  test('is a valid digest: who needs a look comes first, who sent nothing last', () => {
    expect(digestSchema.parse(typicalDigest)).toEqual(typicalDigest);
    expect(typicalDigest.models.map(({ model }) => model)).toEqual(['flights', 'churn', 'weather', 'unused']);
    expect(typicalDigest.totals).toEqual({
      models: 4,
      needingLook: 2,
      silent: 2,
      batches: 10,
      rejected: 1,
      rows: { read: 37_800, quarantined: 70 },
      rowsBefore: { read: 29_400, quarantined: 126 },
    });
  });

  test('holds a hundred models, and counts all', () => {
    const digest = buildDigest(
      Array.from({ length: 250 }, (_, index) => ({
        model: `m${index}`,
        week: [dayRecord(16)],
        before: [],
        incidents: index === 249 ? openDrift('m249', '2026-11-16T06:02:11.000Z', 1) : undefined,
      })),
    );

    expect(digest.models).toHaveLength(100);
    expect(digest.models[0]?.model).toBe('m249');
    expect(digest.modelsLeftOut).toBe(150);
    expect(digest.totals).toMatchObject({ models: 250, batches: 250, needingLook: 1 });
  });
});

test('the record of a batch counts what its rows broke, by code and by column', () => {
  const violations = Array.from({ length: 40 }, (_, index) =>
    buildViolationCount({
      code: index % 2 ? 'too-long' : 'out-of-range',
      column: `c${index}`,
      count: index + 1,
    }),
  );

  const record = historyRecord(buildResult({ validation: buildValidation({ violations }) }));

  expect(record.violations?.byCode).toEqual([
    { code: 'out-of-range', count: 400 },
    { code: 'too-long', count: 420 },
  ]);
  expect(record.violations?.commonest).toHaveLength(30);
  expect(record.violations?.commonest[0]).toEqual({ code: 'too-long', column: 'c39', count: 40 });
  expect(record.violations?.leftOut).toBe(10);
});

test('a loss by labels that is open needs a look, and says how often the model is right', () => {
  const [open, over] = [buildLossNews({ severity: 'critical' }), undefined].map((news) =>
    digestModel({
      model: 'flights',
      week: [dayRecord(16)],
      before: [],
      losses: {
        ...noLosses('flights'),
        ...(news ? { heard: { news, reportedAt: news.since, raisedAt: news.since } } : {}),
      },
    }),
  );

  expect(open && needsLook(open)).toBe(true);
  expect(open && modelInWords(open)).toContain(
    'open: the model is right in 87.7 % of the labelled rows (reference: 90.2 %) since 2026-10-21 06:00 UTC (critical)',
  );
  expect(over && needsLook(over)).toBe(false);
});
