import { describe, expect, test } from '@jest/globals';
import { historyRecord, historyRecordSchema } from '../../../../lambdas/core/report/history-record.ts';
import { modelSummary } from '../../../../lambdas/core/report/model-summary.ts';
import { renderModelIndex } from '../../../../lambdas/core/report/render-model-index.ts';
import { renderModelPage } from '../../../../lambdas/core/report/render-model-page.ts';
import { buildDrifted, buildDriftedFeature, buildResult } from '../../../support/build-result.ts';
import { buildMonth, buildRecord } from './histories.ts';

const facts = { model: 'flights', environment: 'prod', plumbline: '0.1.0' } as const;

describe('the page of a model', () => {
  test('without a batch says what to do', () => {
    const page = renderModelPage({ ...facts, records: [] });

    expect(page).toContain('no batch yet');
    expect(page).not.toContain('<table');
  });

  test('lists the newest first, in whatever order the records were read, each with its report', () => {
    const records = buildMonth();
    const page = renderModelPage({ ...facts, records: records.toReversed() });
    const links = Array.from(page.matchAll(/<th scope="row"><a href="([^"]+)"/g), ([, address]) => address);

    expect(links).toEqual(records.map(({ batchId }) => `${batchId}.html`).toReversed());
    expect(page).toBe(renderModelPage({ ...facts, records }));
  });

  test('keeps to 90 batches', () => {
    const records = Array.from({ length: 200 }, (_, index) =>
      buildRecord({
        batchId: `b${index}`,
        receivedAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
      }),
    );
    const page = renderModelPage({ ...facts, records });

    expect(page.match(/<th scope="row"><a /g)).toHaveLength(90);
    expect(page).toContain('href="b199.html"');
    expect(page).not.toContain('href="b109.html"');
  });

  test('draws the features that moved, and counts those that never did', () => {
    const page = renderModelPage({ ...facts, records: buildMonth() });

    expect(page).toContain(
      'temp_max: drifted in 12 of 30 batches, stable in the last one that was compared.',
    );
    expect(page).toContain('6 features never moved.');
  });
});

describe('the record of a batch', () => {
  test('names what moved, and no more than 200', () => {
    const features = Array.from({ length: 300 }, (_, index) => buildDriftedFeature(`gene_${index}`, 0.5));
    const record = historyRecord(buildResult({ drift: buildDrifted(features, 400) }));

    expect(historyRecordSchema.parse(record)).toEqual(record);
    expect(record.features).toMatchObject({ compared: 400, drifted: 300, inconclusive: 0 });
    expect(record.features.named).toHaveLength(200);
    expect(record.features.named[0]).toEqual({
      name: 'gene_0',
      status: 'drifted',
      severity: 'warning',
      effect: 0.5,
    });
  });
});

describe('the page of all models', () => {
  test('has the worst first', () => {
    const good = modelSummary('aaa', 'prod', [buildRecord()]);
    const bad = modelSummary('zzz', 'prod', [
      buildRecord({ validation: 'rejected', reasons: ['empty-batch'] }),
    ]);
    const models = [good, bad].filter((one) => one !== undefined);
    const page = renderModelIndex({ environment: 'prod', plumbline: '0.1.0', models });

    expect(page).toContain('1 of 2 models needs a look');
    expect(page.indexOf('zzz/index.html')).toBeLessThan(page.indexOf('aaa/index.html'));
  });

  test('without a model says so', () => {
    expect(renderModelIndex({ environment: 'prod', plumbline: '0.1.0', models: [] })).toContain(
      'No model yet',
    );
  });
});
