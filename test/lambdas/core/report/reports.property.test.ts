import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BatchReportFacts } from '../../../../lambdas/core/report/batch/batch-report-facts.ts';
import { renderBatchReport } from '../../../../lambdas/core/report/batch/render-batch-report.ts';
import { renderDigest } from '../../../../lambdas/core/report/digest/render-digest.ts';
import { modelSummary } from '../../../../lambdas/core/report/history/model-summary.ts';
import { renderModelIndex } from '../../../../lambdas/core/report/history/render-model-index.ts';
import { renderModelPage } from '../../../../lambdas/core/report/history/render-model-page.ts';
import { anyText } from '../../../support/any-text.ts';
import {
  buildDrifted,
  buildDriftedFeature,
  buildResult,
  buildValidation,
  buildViolationCount,
} from '../../../support/build-result.ts';
import { buildRolling } from '../../../support/build-rolling.ts';
import { buildDigest, dayRecord } from './digests.ts';
import { buildOverview, buildRecord } from './histories.ts';
import { factsOf, hostileTexts, madeProfiles } from './situations.ts';
import { foreignMarkup } from './strict-html.ts';

const hostile = fc.oneof(
  fc.constantFrom(...hostileTexts),
  anyText({ maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '`',
        '</',
        '<!--',
        '-->',
        '\u202E',
        '\0',
        '\uD800',
        'x',
        ' ',
        '=',
      ),
      {
        maxLength: 20,
      },
    )
    .map((parts) => parts.join('')),
);

const anyFacts: fc.Arbitrary<BatchReportFacts> = fc
  .record({
    model: hostile,
    environment: hostile,
    key: hostile,
    name: hostile,
    value: hostile,
    message: hostile,
  })
  .map(({ model, environment, key, name, value, message }) => {
    const validation = buildValidation({
      reasons: [{ code: 'missing-column', column: name, message, expected: value, found: value }],
      violations: [
        buildViolationCount({ column: name, expected: message, examples: [{ row: 1, found: value }] }),
      ],
      rows: { read: 10, accepted: 9, quarantined: 1 },
      quarantineKey: key,
    });
    const drifted = buildDriftedFeature(name || 'x', 0.3);
    const feature = { ...drifted, verdict: { ...drifted.verdict, reason: message } };
    return {
      ...factsOf(
        buildResult({
          model,
          environment,
          validation,
          drift: {
            ...buildDrifted([feature, { ...feature, name: 'values' }]),
            reason: message,
            rolling: buildRolling({ status: 'drifted', reason: message, features: [feature] }),
          },
          batch: { ...buildResult().batch, key, versionId: value, notes: [message] },
          contract: { source: 'uploaded', version: value },
          reference: { version: key, rows: 1 },
        }),
      ),
      profiles: madeProfiles(name || 'x', value),
    };
  });

describe('a page', () => {
  test('of a batch holds no markup but its own, whatever names, values, keys and messages are', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(foreignMarkup(renderBatchReport(facts))).toEqual([]);
      }),
      { seed: 20_261_120, numRuns: 60 },
    );
  });

  test('of a week neither', () => {
    const texts = fc.record({
      model: hostile,
      key: hostile,
      name: hostile,
      batchId: hostile,
      found: hostile,
    });
    fc.assert(
      fc.property(texts, ({ model, key, name, batchId, found }) => {
        const named = [{ name, status: 'drifted' as const, severity: 'critical' as const, effect: 0.3 }];
        const features = { compared: 3, drifted: 1, inconclusive: 0, named };
        const record = dayRecord(16, [['too-long', name, 3]], { key, batchId, features });
        const digest = buildDigest([{ model, week: [record], before: [] }], found);

        expect(foreignMarkup(renderDigest({ environment: key, plumbline: name, digest }))).toEqual([]);
      }),
      { seed: 20_261_120, numRuns: 60 },
    );
  });

  test('of a model and of all models neither', () => {
    fc.assert(
      fc.property(fc.record({ model: hostile, key: hostile, name: hostile, batchId: hostile }), (texts) => {
        const { model, key, name, batchId } = texts;
        const named = [{ name, status: 'drifted' as const, severity: 'critical' as const, effect: 0.3 }];
        const features = { compared: 3, drifted: 1, inconclusive: 0, named };
        const records = [buildRecord({ key, batchId, drift: 'drifted', severity: 'critical', features })];
        const page = { environment: key, plumbline: name };
        const incidents = buildOverview(records);
        const summary = modelSummary(model, key, records, incidents);

        expect(incidents.open.map(({ subjects }) => subjects)).toEqual([[name]]);
        expect(foreignMarkup(renderModelPage({ ...page, model, records, incidents }))).toEqual([]);
        expect(foreignMarkup(renderModelIndex({ ...page, models: summary ? [summary] : [] }))).toEqual([]);
      }),
      { seed: 20_261_120, numRuns: 60 },
    );
  });
});

test('the check itself finds what does not belong', () => {
  expect(
    foreignMarkup('<!doctype html><p onclick="x">a</p><script>b</script><a href="javascript:x">c</a>'),
  ).toHaveLength(4);
});
