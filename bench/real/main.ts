import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { judgeKnown, renderKnown } from './known-splits.ts';
import { renderPairVariances } from './pair-variances.ts';
import { type PlantedTally, plantChanges } from './planted-changes.ts';
import { type QuietYear, quietYears } from './quiet-year.ts';
import { leastSetRows, type SplitResult, splitAtRandom } from './random-splits.ts';
import { packagedSets, type RealSet, setsOfFolder } from './real-sets.ts';
import { renderPlanted, renderSpans } from './render-rest.ts';
import { renderSplitCells, renderSplits } from './render-splits.ts';
import { renderYear, renderYearReasons } from './render-year.ts';
import type { RowTable } from './row-table.ts';
import { judgeSpans, plantInWholeDays, type SpanResult } from './whole-spans.ts';

const page = join(import.meta.dirname, '../../docs/statistics.md');

const usage = `Holds batches of real data against references of the same source, under inferred contracts and Plumbline's defaults.

  --data FOLDER    more sets: each file, and each folder in it; can be given more than once
  --only PATTERN   only sets with this in their name, a regular expression
  --modes LIST     of splits, planted, spans, known, year (these), pairs: random rows of an unchanged source; a change in one column of such a
                   batch; whole days, weeks and months; batches of which FOLDER/expected.json says whether they drifted; a year of
                   daily batches of an unchanged source, and what people hear of it; how often planned and real times of night
                   flights are a changed pair, by the variance that their correlation is held against
  --references N   drawn for each set and size of reference (20)
  --batches N      of each size held against one reference (5)
  --sizes LIST     rows of batches (30,100,300,500,1000,3000)
  --years N        of each set (1)
  --year-rows N    rows of a daily batch (500)
  --write          replace the tables in docs/statistics.md; with all sets and the modes splits, planted, spans and year
`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', default: '' },
    modes: { type: 'string', default: 'splits,planted,spans,known,year' },
    references: { type: 'string', default: '20' },
    batches: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '30,100,300,500,1000,3000' },
    years: { type: 'string', default: '1' },
    'year-rows': { type: 'string', default: '500' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const modes = new Set(values.modes.split(','));
const references = Number(values.references);
const batches = Number(values.batches);
const sizes = values.sizes.split(',').map(Number);

/** Rows of batches in which changes are planted. */
const plantedRows = 1000;

const yearOptions = { years: Number(values.years), days: 365, batchRows: Number(values['year-rows']) };

const spanOptions = { references: Math.min(references, 3) };

/** What was found in one set. */
interface Found {
  readonly splits: SplitResult;
  readonly planted: readonly PlantedTally[];
  readonly spans: readonly SpanResult[];
  /** Changes in whole days. */
  readonly plantedDays: readonly PlantedTally[];
  readonly years: readonly QuietYear[];
}

async function runSet(name: string, table: RowTable): Promise<Found> {
  return {
    splits: modes.has('splits')
      ? await splitAtRandom(name, table, { references, batches, sizes })
      : { cells: [], references: [] },
    planted: modes.has('planted')
      ? await plantChanges(name, table, { references, batches, batchRows: plantedRows })
      : [],
    spans: modes.has('spans') ? await judgeSpans(name, table, spanOptions) : [],
    plantedDays: modes.has('spans') ? await plantInWholeDays(name, table, spanOptions) : [],
    years: modes.has('year') ? await quietYears(name, table, yearOptions) : [],
  };
}

async function runSets(sets: readonly RealSet[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { name, load } of sets) {
    const start = performance.now();
    const table = await load();
    if (table.rows.length < leastSetRows) continue;
    found.push(await runSet(name, table));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    process.stderr.write(`${name}, ${table.rows.length} rows: ${seconds} s\n`);
  }
  return found;
}

/** What was run, under a heading each. */
function renderPage(found: readonly Found[]): string {
  const sections = [
    ['splits', '### Random splits', () => renderSplits(joined(found))],
    [
      'planted',
      '### Planted changes',
      () =>
        renderPlanted(
          found.flatMap(({ planted }) => planted),
          'random batch',
        ),
    ],
    ['spans', '### Whole days, weeks and months', () => renderDays(found)],
    ['year', '### Quiet years', () => renderYear(found.flatMap(({ years }) => years))],
  ] as const;
  return sections
    .flatMap(([mode, heading, render]) => (modes.has(mode) ? [heading, render()] : []))
    .join('\n\n');
}

function renderDays(found: readonly Found[]): string {
  const planted = found.flatMap(({ plantedDays }) => plantedDays);
  const spans = renderSpans(found.flatMap((one) => one.spans));
  return planted.length === 0 ? spans : `${spans}\n\n${renderPlanted(planted, 'whole day')}`;
}

function joined(found: readonly Found[]): SplitResult {
  return {
    cells: found.flatMap(({ splits }) => splits.cells),
    references: found.flatMap(({ splits }) => splits.references),
  };
}

async function main(): Promise<void> {
  const folders = await Promise.all(values.data.map(setsOfFolder));
  const wanted = new RegExp(values.only);
  const found = await runSets([...packagedSets, ...folders.flat()].filter(({ name }) => wanted.test(name)));
  process.stdout.write(`${renderSplitCells(joined(found))}\n\n${renderPage(found)}\n`);
  process.stdout.write(
    found
      .flatMap(({ spans }) => spans.flatMap(({ reasons }) => reasons.map((reason) => `${reason}\n`)))
      .join(''),
  );
  process.stdout.write(renderYearReasons(found.flatMap(({ years }) => years)));
  if (modes.has('pairs')) {
    const atNight = packagedSets.find(({ name }) => name === 'flights at night');
    if (atNight)
      process.stdout.write(`\n${renderPairVariances(await atNight.load(), ['planned', 'late'], 2000)}\n`);
  }
  if (modes.has('known')) {
    for (const folder of values.data) process.stdout.write(`\n${renderKnown(await judgeKnown(folder))}\n`);
  }
  if (values.write) {
    const text = await readFile(page, 'utf8');
    await writeFile(page, replaceSection(text, 'real', renderPage(found)));
  }
}

if (values.help) process.stdout.write(usage);
else await main();
