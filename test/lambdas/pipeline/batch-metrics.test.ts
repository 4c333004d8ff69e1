import { describe, expect, test } from '@jest/globals';
import { historyRecord } from '../../../lambdas/core/report/history/history-record.ts';
import { batchMetrics } from '../../../lambdas/pipeline/batch-metrics.ts';
import { buildPerformance } from '../../support/build-losses.ts';
import {
  buildDrifted,
  buildDriftedFeature,
  buildResult,
  buildValidation,
} from '../../support/build-result.ts';

const judgedAt = new Date('2026-11-20T06:02:23.500Z');

describe('batchMetrics', () => {
  test('counts batch, rows and columns, with their shares in percent and the seconds that it took', () => {
    const result = buildResult({
      validation: buildValidation({ rows: { read: 200, accepted: 190, quarantined: 10 } }),
      drift: buildDrifted([buildDriftedFeature('age', 0.3)]),
    });
    const compared = result.drift.features.length;

    expect(batchMetrics(historyRecord(result), judgedAt)).toEqual({
      Batches: 1,
      BatchesRejected: 0,
      BatchesDrifted: 1,
      RowsRead: 200,
      RowsQuarantined: 10,
      QuarantinedPercent: 5,
      ColumnsDrifted: 1,
      DriftedPercent: 100 / compared,
      SecondsToVerdict: 12.5,
    });
  });

  test('says how often the model was wrong, by labels and as estimated, where that is known', () => {
    const performance = {
      ...buildPerformance(200, 0.85),
      estimated: { method: 'leaf-wise' as const, value: 0.88, verdict: 'no-worse' as const, outside: 0 },
    };
    const record = historyRecord(buildResult({ performance }));
    const counted = { ...record, performance: { ...record.performance!, wrong: 30 } };

    expect(batchMetrics(counted, judgedAt).ErrorPercent).toBe(15);
    expect(batchMetrics(counted, judgedAt).EstimatedErrorPercent).toBeCloseTo(12, 9);
    expect(Object.keys(batchMetrics(historyRecord(buildResult()), judgedAt))).not.toContain('ErrorPercent');
  });

  test('a column counts once, whatever is derived of it', () => {
    const derived = ['length', 'characters'].map((what) => ({
      ...buildDriftedFeature(`note (${what})`, 0.3),
      derivedFrom: 'note',
    }));
    const result = buildResult({ drift: buildDrifted(derived, 12) });

    const metrics = batchMetrics(historyRecord(result), judgedAt);

    expect(metrics).toMatchObject({ ColumnsDrifted: 1, DriftedPercent: 100 / 11 });
  });

  test('a rejected batch without rows has no shares', () => {
    const result = buildResult({
      validation: buildValidation({ status: 'rejected', rows: { read: 0, accepted: 0, quarantined: 0 } }),
      drift: { status: 'skipped', reason: 'the batch was rejected', tests: 0, features: [] },
    });

    const metrics = batchMetrics(historyRecord(result), judgedAt);

    expect(metrics).toMatchObject({ BatchesRejected: 1, RowsRead: 0 });
    expect(metrics).not.toHaveProperty('QuarantinedPercent');
    expect(metrics).not.toHaveProperty('DriftedPercent');
  });

  test('clocks that disagree give no negative time', () => {
    const before = new Date('2026-11-20T06:00:00Z');

    expect(batchMetrics(historyRecord(buildResult()), before).SecondsToVerdict).toBe(0);
  });
});
