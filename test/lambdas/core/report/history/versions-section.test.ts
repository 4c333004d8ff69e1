import { expect, test } from '@jest/globals';
import { historyRecord } from '../../../../../lambdas/core/report/history/history-record.ts';
import { versionsSection } from '../../../../../lambdas/core/report/history/versions-section.ts';
import type { PerformanceResult } from '../../../../../lambdas/core/result/performance-schema.ts';
import { buildPerformance } from '../../../../support/build-losses.ts';
import { buildResult } from '../../../../support/build-result.ts';

function recordOf(day: number, byVersion: PerformanceResult['byVersion']) {
  const performance = { ...buildPerformance(100, 0.9), ...(byVersion ? { byVersion } : {}) };
  const receivedAt = `2026-11-${String(day).padStart(2, '0')}T06:00:00.000Z`;
  return { ...historyRecord(buildResult({ performance })), receivedAt };
}

test('the page of a model says which version answered when, and how right each was', () => {
  const old = { value: 'v1', rows: 100, labelled: 50, realised: 0.9 };
  const records = [
    recordOf(1, [old]),
    recordOf(2, [{ ...old, labelled: 150, realised: 0.8 }]),
    recordOf(3, [old, { value: 'v2 <b>', rows: 300, labelled: 0 }]),
  ];

  const text = versionsSection(records)!
    .markup.replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

  expect(text).toMatch(/v2 &lt;b&gt; 2026-11-03 2026-11-03 1 300 0 –/);
  expect(text).toMatch(/v1 2026-11-01 2026-11-03 3 300 250 84 %/);
  expect(text.indexOf('v2')).toBeLessThan(text.indexOf('v1'));
});

test('nothing is said where rows name no version', () => {
  expect(versionsSection([recordOf(1, undefined)])).toBeUndefined();
});
