import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { type EstimateErrors, estimatesOfCase } from './estimates-of-case.ts';
import { readCase } from './nannyml-case.ts';
import { passCost } from './pass-cost.ts';
import { simulatePartial, simulateShift, situations } from './simulate.ts';
import { type LabelledNumbers, labelledNumbers, simulateNumbers } from './simulate-numbers.ts';

const page = join(import.meta.dirname, '../../docs/statistics.md');

const usage = `Holds estimates of how right a model is against the truth.

  --case FOLDER    real labels: reference.csv.gz, analysis.csv.gz and expected.json.gz, as NannyML publishes them with its own
                   estimates; can be given more than once
  --references N   simulated for each situation (20)
  --batches N      held against each of them (15)
  --seed N         other rows than those that the constants were chosen on (0)
  --write          replace the tables in docs/statistics.md
`;

const { values } = parseArgs({
  options: {
    case: { type: 'string', multiple: true, default: [] },
    references: { type: 'string', default: '20' },
    batches: { type: 'string', default: '15' },
    seed: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const size = {
  references: Number(values.references),
  batches: Number(values.batches),
  seed: Number(values.seed),
};

/** Shares in points, numbers as they are. */
function errorInWords(metric: string, error: number): string {
  return metric === 'mae' || metric === 'rmse' ? error.toFixed(1) : `${(100 * error).toFixed(2)} points`;
}

function caseRows(name: string, found: readonly EstimateErrors[]): readonly string[] {
  return found.map(({ metric, chunks, own, withoutLeaves, theirs, covered }) => {
    const errors = [own, withoutLeaves, theirs].map((error) => errorInWords(metric, error));
    return `| ${name} | ${metric} | ${errors.join(' | ')} | ${Math.round(covered * chunks)} of ${chunks} |`;
  });
}

async function casesTable(): Promise<string> {
  const rows: string[] = [];
  for (const folder of values.case)
    rows.push(...caseRows(basename(folder), estimatesOfCase(await readCase(folder))));
  const head = [
    '| data | measure | mean error | without leaves | NannyML | truth in the 95 % interval |',
    '|---|---|---|---|---|---|',
  ];
  return [...head, ...rows].join('\n');
}

const points = (share: number) => `${(100 * share).toFixed(2)}`;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

async function shiftTable(): Promise<string> {
  const rows: string[] = [];
  for (const situation of situations) {
    const { name, batches, own, withoutLeaves, noise, covered } = await simulateShift(situation, size);
    rows.push(
      `| ${name} | ${batches} | ${points(own)} | ${points(withoutLeaves)} | ${points(noise)} | ${percent(covered)} |`,
    );
  }
  const head =
    '| simulated shift | batches | mean error, points | without leaves | noise of the difference | truth in the 95 % interval |';
  return [head, '|---|---|---|---|---|---|', ...rows].join('\n');
}

async function partialTable(): Promise<string> {
  const rows: string[] = [];
  for (const situation of situations)
    for (const labelled of ['positive', 'tenth'] as const) {
      const { name, batches, bias, naiveBias, covered } = await simulatePartial(situation, labelled, size);
      const which = labelled === 'positive' ? 'what was predicted positive' : 'one row in ten';
      rows.push(
        `| ${name} | ${which} | ${batches} | ${points(bias)} | ${points(naiveBias)} | ${percent(covered)} |`,
      );
    }
  const head =
    '| simulated model | rows with a label | batches | bias, points | of labelled rows alone | truth in the 95 % interval |';
  return [head, '|---|---|---|---|---|---|', ...rows].join('\n');
}

const numberWords: Readonly<Record<LabelledNumbers, string>> = {
  high: 'of predictions above 350, none of others',
  tenth: 'one in ten',
  'mostly-high': 'half of predictions above 350, 3 % of others',
};

async function numbersTable(): Promise<string> {
  const rows: string[] = [];
  for (const labelled of labelledNumbers)
    for (const worse of [1, 1.5]) {
      const { batches, bias, naiveBias, covered } = await simulateNumbers(labelled, worse, size);
      rows.push(
        `| ${worse === 1 ? 'as in the reference' : 'half as large again'} | ${numberWords[labelled]} | ${batches} | ${percent(bias)} | ${percent(naiveBias)} | ${percent(covered)} |`,
      );
    }
  const head =
    '| simulated errors of numbers | rows with a label | batches | bias of the MAE | of labelled rows alone | truth in the 95 % interval |';
  return [head, '|---|---|---|---|---|---|', ...rows].join('\n');
}

async function costLine(): Promise<string> {
  const { rows, leaves, ratio } = await passCost(200_000, 31);
  const more = `${(100 * (ratio - 1)).toFixed(1)} %`;
  return `What is kept for performance adds ${more} of processor time to the pass over ${rows.toLocaleString('en')} rows of 12 columns in CSV, with labels and ${leaves} leaves (median of 31 pairs).`;
}

async function main(): Promise<void> {
  const tables = [
    await casesTable(),
    await shiftTable(),
    await partialTable(),
    await numbersTable(),
    await costLine(),
  ].join('\n\n');
  process.stdout.write(`${tables}\n`);
  if (values.write)
    await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'performance', tables));
}

if (values.help) process.stdout.write(usage);
else await main();
