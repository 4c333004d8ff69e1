import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { renderBatchReport } from '../../../../lambdas/core/report/batch/render-batch-report.ts';
import { renderDigest } from '../../../../lambdas/core/report/digest/render-digest.ts';
import { modelSummary } from '../../../../lambdas/core/report/history/model-summary.ts';
import { renderModelIndex } from '../../../../lambdas/core/report/history/render-model-index.ts';
import { renderModelPage } from '../../../../lambdas/core/report/history/render-model-page.ts';
import { hasBrowser, startBrowser } from '../../../support/browser.ts';
import { buildDigest, dayRecord } from './digests.ts';
import { buildMonth, buildOverview } from './histories.ts';
import { badMonth, muted, type Page, pageFacts, typicalPages } from './pages.ts';
import { hostileTexts, typicalReports, wideFacts } from './situations.ts';

/** Pages for people to look at after a run, and with PICTURES=1 pictures of them; not in git. Nothing is asked of a picture. */
const takesPictures = process.env.PICTURES === '1';
const artefacts = join(import.meta.dirname, '../../../artefacts/reports');
const [script = ''] = hostileTexts;
const hostileMonth = buildMonth().map((record) => ({
  ...record,
  key: `batches/flights/${script}`,
  features: { ...record.features, named: hostileTexts.map((name) => ({ name, status: 'drifted' as const })) },
}));

const hostileDigest = buildDigest(
  hostileTexts.map((text) => ({
    model: text,
    week: [dayRecord(16, [['too-long', text, 3]], { key: `batches/flights/${text}`, batchId: text })],
    before: [],
  })),
  script,
);
const summaries = [
  modelSummary('flights', 'prod', badMonth, buildOverview(badMonth)),
  modelSummary(script, script, hostileMonth, buildOverview(hostileMonth, muted)),
];
const pages: readonly Page[] = [
  ...Array.from(typicalReports, ([name, report]) => [name, () => renderBatchReport(report())] as const),
  ['many-features', () => renderBatchReport(wideFacts(40))],
  ...typicalPages,
  [
    'model-page-hostile',
    () =>
      renderModelPage({
        ...pageFacts,
        model: script,
        records: hostileMonth,
        incidents: buildOverview(hostileMonth),
      }),
  ],
  ['digest-hostile', () => renderDigest({ ...pageFacts, digest: hostileDigest })],
  [
    'model-index',
    () => renderModelIndex({ ...pageFacts, models: summaries.filter((summary) => summary !== undefined) }),
  ],
];

const views = [
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const;

let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  await mkdir(artefacts, { recursive: true });
  browser = await startBrowser();
}, 60_000);

afterAll(() => browser?.close());

/** Opens a page as a file, with an eye on everything it says, asks for or runs. */
async function open(name: string, view: (typeof views)[number], content: string) {
  const file = join(artefacts, `${name}.html`);
  await writeFile(file, content);
  const page = await browser.newPage({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.colorScheme,
  });
  const seen: string[] = [];
  page.on('console', (message) => seen.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => seen.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) seen.push(`request: ${request.url().slice(0, 100)}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, seen };
}

/** Run in the page, as text: the types of a browser are not those of this program. */
const scripts = {
  /** Drawings that are empty, or stand out of the window. */
  misplaced: `Array.from(document.querySelectorAll('svg.drawing'), (drawing) => {
    const { left, right, width, height } = drawing.getBoundingClientRect();
    const isVisible = width > 20 && height > 8 && left >= 0 && right <= innerWidth;
    return isVisible && drawing.children.length > 0 ? [] : [drawing.outerHTML.slice(0, 200)];
  }).flat()`,
  shown: `({
    title: document.title,
    scrolls: document.documentElement.scrollWidth > innerWidth,
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    scripts: document.scripts.length,
  })`,
  openAll: `for (const details of document.querySelectorAll('details')) details.open = true`,
  overhang: 'document.documentElement.scrollWidth - innerWidth',
  /** Tables that stand out of their cards, and short words that are broken over two lines. */
  cramped: `[
    ...Array.from(document.querySelectorAll('.card table')).filter((table) =>
      table.getBoundingClientRect().right > table.closest('.card').getBoundingClientRect().right),
    ...Array.from(document.querySelectorAll('.rates td, .rates thead th')).filter((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length > 1;
    }),
  ].map((element) => element.outerHTML.slice(0, 200))`,
  focused: `Array.from(document.querySelectorAll('a[href], summary')).indexOf(document.activeElement)`,
} as const;

function testPage(name: string, render: () => string) {
  const content = render();

  test.each(views)('at $width pixels, $colorScheme: silent, whole and drawn', async (view) => {
    const { page, seen } = await open(name, view, content);

    expect(await page.evaluate(scripts.misplaced)).toEqual([]);
    expect(await page.evaluate(scripts.shown)).toEqual({
      title: expect.not.stringMatching(/^pwned$/),
      scrolls: false,
      headings: 1,
      mains: 1,
      scripts: 0,
    });
    const path = join(artefacts, `${name}-${view.width}-${view.colorScheme}.png`);
    if (takesPictures) await page.screenshot({ path, fullPage: true });
    await page.evaluate(scripts.openAll);
    expect(await page.evaluate(scripts.overhang)).toBeLessThanOrEqual(0);
    expect(await page.evaluate(scripts.cramped)).toEqual([]);
    expect(seen).toEqual([]);
    await page.close();
  });

  test('is reached by keyboard: every link and every disclosure, in order', async () => {
    const { page } = await open(name, views[0], content);
    await page.evaluate(scripts.openAll);
    const wanted = Math.min(40, await page.locator('a[href], summary').count());
    const reached: unknown[] = [];
    for (let step = 0; step < wanted; step++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(scripts.focused));
    }

    expect(reached).toEqual(Array.from({ length: wanted }, (_, index) => index));
    await page.close();
  });

  test('opens its disclosures by keyboard', async () => {
    const { page } = await open(name, views[0], content);
    const disclosures = await page.locator('summary').count();
    if (disclosures > 0) {
      await page.locator('summary').first().focus();
      await page.keyboard.press('Enter');
    }

    expect(await page.locator('details[open]').count()).toBe(Math.min(1, disclosures));
    await page.close();
  });
}

if (hasBrowser) describe.each(pages)('%s in a browser', testPage);
else
  test('the tests in a browser are left out: the browser comes for Linux on x64 only', () => {
    expect(`${process.platform} ${process.arch}`).not.toBe('linux x64');
  });
