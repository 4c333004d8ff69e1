import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { renderBatchReport } from '../../lambdas/core/report/batch/render-batch-report.ts';
import { renderDigest } from '../../lambdas/core/report/digest/render-digest.ts';
import { renderModelPage } from '../../lambdas/core/report/history/render-model-page.ts';
import { readSlackCard } from '../../local/sns/slack-card.ts';
import { typicalDigest } from '../lambdas/core/report/digests.ts';
import { buildMonth, buildOverview } from '../lambdas/core/report/histories.ts';
import { pageFacts } from '../lambdas/core/report/pages.ts';
import { type MadeColumn, madeFacts, typicalReports } from '../lambdas/core/report/situations.ts';
import { startBrowser } from '../support/browser.ts';
import { cardPage, emailPage } from './message-pages.ts';

/*
 * The pictures of the documentation, made anew: `npm run demo && npm run pictures`. What people are told comes from the demo; pages of
 * situations that it has not (healthy, wide, heavy-tailed) from those that tests look at.
 */

const root = join(import.meta.dirname, '../..');
const demo = join(root, '.plumbline/demo');
const pictures = join(root, 'docs/pictures');

/** The batch whose report, mail and card are shown. */
const batch = 'stuck-anemometer';

interface Picture {
  readonly name: string;
  readonly html: string;
  readonly width: number;
  /** From the top; what is below is cut. */
  readonly height: number;
}

async function fileOf(folder: string, isWanted: (name: string) => boolean): Promise<string> {
  const names = await readdir(join(demo, folder)).catch(() => []);
  for (const name of names.sort()) if (isWanted(name)) return readFile(join(demo, folder, name), 'utf8');
  throw new Error(`write-pictures: ${demo}/${folder} lacks what it needs: npm run demo first`);
}

/** What was delivered to a kind of subscriber about the batch. */
async function delivered(kind: string): Promise<string> {
  for (const name of (await readdir(join(demo, 'outbox'))).sort()) {
    const text = await readFile(join(demo, 'outbox', name), 'utf8');
    if (name.includes(`-${kind}-`) && text.includes(`${batch}.csv`)) return text;
  }
  throw new Error(`write-pictures: no ${kind} about ${batch} in ${demo}/outbox: npm run demo first`);
}

function cardOf(text: string): string {
  const { body } = z.object({ body: z.string() }).parse(JSON.parse(text));
  const read = readSlackCard(body);
  if (!('card' in read)) throw new Error(`write-pictures: ${read.reason}`);
  return cardPage(read.card);
}

/** 150 columns, of which two moved. */
const wide: readonly MadeColumn[] = Array.from({ length: 150 }, (_, index) => ({
  input: { name: `sensor_${String(index + 1).padStart(3, '0')}`, kind: 'numeric' },
  reference: (random) => random.normal(),
  ...(index % 70 === 9 ? { current: (random) => random.normal() + 0.5 } : {}),
}));

/** Amounts over many orders of magnitude, one batch of them larger. */
const heavyTailed: readonly MadeColumn[] = [
  {
    input: { name: 'cost_total', kind: 'numeric' },
    reference: (random) => Math.round(100 * Math.exp(4 + 2.5 * random.normal())) / 100,
    current: (random) => Math.round(100 * Math.exp(4.8 + 2.5 * random.normal())) / 100,
  },
  { input: { name: 'items', kind: 'numeric' }, reference: (random) => 1 + random.integer(9) },
];

/** The page of a model of which nothing is wrong. */
function healthyMonth(): string {
  const records = buildMonth().slice(0, 8);
  return renderModelPage({ ...pageFacts, model: 'flights', records, incidents: buildOverview(records) });
}

async function allPictures(): Promise<readonly Picture[]> {
  const report = await fileOf('results/reports/weather', (name) => name.startsWith(batch));
  const model = await fileOf('results/reports/weather', (name) => name === 'index.html');
  const healthy = renderBatchReport(typicalReports.get('accepted-clean')!());
  const sizes = { reference: 5000, current: 2000 };
  return [
    { name: 'report', html: report, width: 1280, height: 1400 },
    { name: 'report-phone', html: report, width: 390, height: 1400 },
    { name: 'report-healthy', html: healthy, width: 1280, height: 900 },
    { name: 'model-healthy', html: healthyMonth(), width: 1280, height: 1300 },
    { name: 'report-wide', html: renderBatchReport(madeFacts(wide, sizes)), width: 1280, height: 1300 },
    {
      ...{ name: 'report-heavy-tail', width: 1280, height: 1300 },
      html: renderBatchReport(madeFacts(heavyTailed, sizes)),
    },
    { name: 'model', html: model, width: 1280, height: 1560 },
    { name: 'model-phone', html: model, width: 390, height: 1400 },
    {
      name: 'index',
      html: await fileOf('results/reports', (name) => name === 'index.html'),
      width: 1280,
      height: 420,
    },
    {
      name: 'digest',
      html: renderDigest({ ...pageFacts, digest: typicalDigest }),
      width: 1280,
      height: 1200,
    },
    { name: 'email', html: emailPage(await delivered('email')), width: 760, height: 1500 },
    { name: 'card', html: cardOf(await delivered('slack')), width: 720, height: 1100 },
  ];
}

const browser = await startBrowser();
const folder = await mkdtemp(join(tmpdir(), 'plumbline-pictures-'));
await mkdir(pictures, { recursive: true });
for (const { name, html, width, height } of await allPictures()) {
  const file = join(folder, `${name}.html`);
  await writeFile(file, html);
  const page = await browser.newPage({ viewport: { width, height: 100 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(file).href);
  const whole = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const path = join(pictures, `${name}.png`);
  await page.screenshot({
    path,
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, whole) },
  });
  process.stdout.write(`${name}: ${Math.round((await stat(path)).size / 1024)} kB\n`);
  await page.close();
}
await browser.close();
await rm(folder, { recursive: true });
