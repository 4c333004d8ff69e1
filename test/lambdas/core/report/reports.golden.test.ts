import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { renderBatchReport } from '../../../../lambdas/core/report/batch/render-batch-report.ts';
import { modelSummary } from '../../../../lambdas/core/report/history/model-summary.ts';
import { renderModelIndex } from '../../../../lambdas/core/report/history/render-model-index.ts';
import { buildOverview, buildRecord } from './histories.ts';
import { badMonth, muted, type Page, pageFacts, typicalPages } from './pages.ts';
import { fixedReports } from './situations.ts';

/*
 * Typical pages, byte for byte. To renew them after a change that is wanted:
 *
 *   UPDATE_GOLDEN=1 npm test -- test/lambdas/core/report
 *
 * then open each in a browser, narrow and wide, light and dark.
 */
const isUpdate = process.env.UPDATE_GOLDEN === '1';
const empty = buildRecord({ validation: 'rejected', reasons: ['empty-batch'] });
const summaries = [
  modelSummary('flights', 'prod', badMonth, buildOverview(badMonth)),
  modelSummary('genes', 'prod', [empty], buildOverview([empty], muted)),
].filter((summary) => summary !== undefined);

const pages: readonly Page[] = [
  ...Array.from(fixedReports, ([name, report]) => [name, () => renderBatchReport(report())] as const),
  ...typicalPages,
  ['model-index', () => renderModelIndex({ ...pageFacts, models: summaries })],
];

test.each(pages)('%s is its golden page', (name, render) => {
  const page = render();

  expect(page).toBe(golden(`${name}.html`, page));
});

function golden(file: string, renewed: string): string {
  const url = new URL(`golden/${file}`, import.meta.url);
  if (isUpdate) {
    mkdirSync(new URL('.', url), { recursive: true });
    writeFileSync(url, renewed);
  }
  return readFileSync(url, 'utf8');
}
