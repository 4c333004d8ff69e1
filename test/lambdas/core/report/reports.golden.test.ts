import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { modelSummary } from '../../../../lambdas/core/report/model-summary.ts';
import { renderBatchReport } from '../../../../lambdas/core/report/render-batch-report.ts';
import { renderDigest } from '../../../../lambdas/core/report/render-digest.ts';
import { renderModelIndex } from '../../../../lambdas/core/report/render-model-index.ts';
import { renderModelPage } from '../../../../lambdas/core/report/render-model-page.ts';
import { buildRules } from '../alert/build-observation.ts';
import { typicalDigest } from './digests.ts';
import { buildMonth, buildOverview, buildRecord } from './histories.ts';
import { fixedReports } from './situations.ts';

/*
 * Typical pages, byte for byte. To renew them after a change that is wanted:
 *
 *   UPDATE_GOLDEN=1 npm test -- test/lambdas/core/report
 *
 * then open each in a browser, narrow and wide, light and dark.
 */
const isUpdate = process.env.UPDATE_GOLDEN === '1';
const month = buildMonth();
/** In the middle of it, while things are bad. */
const bad = month.slice(0, 20);
const muted = buildRules({ muteUntil: '2026-12-01' });
const facts = { environment: 'prod', plumbline: '0.1.0' } as const;
const empty = buildRecord({ validation: 'rejected', reasons: ['empty-batch'] });
const summaries = [
  modelSummary('flights', 'prod', bad, buildOverview(bad)),
  modelSummary('genes', 'prod', [empty], buildOverview([empty], muted)),
].filter((summary) => summary !== undefined);

const pages: readonly (readonly [string, () => string])[] = [
  ...Array.from(fixedReports, ([name, report]) => [name, () => renderBatchReport(report())] as const),
  [
    'model-page',
    () => renderModelPage({ ...facts, model: 'flights', records: month, incidents: buildOverview(month) }),
  ],
  [
    'model-page-incidents',
    () => renderModelPage({ ...facts, model: 'flights', records: bad, incidents: buildOverview(bad) }),
  ],
  [
    'model-page-muted',
    () => renderModelPage({ ...facts, model: 'flights', records: bad, incidents: buildOverview(bad, muted) }),
  ],
  ['model-page-empty', () => renderModelPage({ ...facts, model: 'flights', records: [] })],
  ['digest', () => renderDigest({ ...facts, digest: typicalDigest })],
  ['model-index', () => renderModelIndex({ ...facts, models: summaries })],
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
