import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { nodeOptions } from '../../lambdas/node-options.ts';
import { exponentOf, renderScaling } from './render-scaling.ts';
import { type ScalingFigures, type ScalingTask, scalingFiguresSchema } from './task.ts';

const page = join(import.meta.dirname, '../../docs/scaling.md');

const usage = `Measures how time and memory grow: with the rows of a batch of 10 columns that is streamed, and with the columns of one of 5,000 rows.

  --rows LIST      (10000,100000,1000000,10000000,100000000), above 100,000 whole multiples of it
  --columns LIST   (10,50,200,1000,5000)
  --write          replace the tables in docs/scaling.md
`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000,100000,1000000,10000000,100000000' },
    columns: { type: 'string', default: '10,50,200,1000,5000' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** The exponent is of passes that are long against what a pass costs once. */
const leastRows = 1_000_000;

const run = promisify(execFile);

async function measure(task: ScalingTask): Promise<ScalingFigures> {
  const script = join(import.meta.dirname, 'run-task.ts');
  const { stdout } = await run(process.execPath, [nodeOptions, script, JSON.stringify(task)]);
  process.stderr.write(stdout);
  return scalingFiguresSchema.parse(JSON.parse(stdout));
}

async function sweep(name: ScalingTask['sweep'], sizes: string): Promise<ScalingFigures[]> {
  const figures: ScalingFigures[] = [];
  for (const size of sizes.split(',').filter(Boolean).map(Number))
    figures.push(await measure({ sweep: name, size }));
  return figures;
}

function withExponent(table: string, figures: readonly ScalingFigures[]): string {
  const long = figures.filter(({ size }) => size >= leastRows);
  if (long.length < 2) return table;
  return `${table}\n\nFrom ${leastRows.toLocaleString('en-US')} rows on time grows with rows to the power of ${exponentOf(long).toFixed(3)}.`;
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(usage);
  const rows = await sweep('rows', values.rows);
  const columns = await sweep('columns', values.columns);
  const tables = {
    rows: withExponent(renderScaling('rows of 10 columns', rows, 10), rows),
    columns: renderScaling('columns of 5,000 rows', columns, 5_000),
  };
  process.stdout.write(`${tables.rows}\n\n${tables.columns}\n`);
  if (!values.write) return;
  const text = await readFile(page, 'utf8');
  const withRows = rows.length > 0 ? replaceSection(text, 'rows', tables.rows) : text;
  await writeFile(page, columns.length > 0 ? replaceSection(withRows, 'columns', tables.columns) : withRows);
}

await main();
