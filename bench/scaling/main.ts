import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { nodeOptions } from '../../lambdas/node-options.ts';
import { exponentOf, renderParts, renderScaling } from './render-scaling.ts';
import { type ScalingFigures, type ScalingTask, scalingFiguresSchema } from './task.ts';

const page = join(import.meta.dirname, '../../docs/scaling.md');

const usage = `Measures how time and memory grow: with the rows of a batch of 10 columns that is streamed, with the columns
of one of 5,000 rows, and with the parts that a batch of 1,000,000 rows of 10 columns is read in.

  --rows LIST      (10000,100000,1000000,10000000,100000000), above 100,000 whole multiples of it
  --columns LIST   (10,50,200,1000,5000)
  --parts LIST     (1,10,100,1000)
  --write          replace the tables in docs/scaling.md
`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000,100000,1000000,10000000,100000000' },
    columns: { type: 'string', default: '10,50,200,1000,5000' },
    parts: { type: 'string', default: '1,10,100,1000' },
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
  const parts = await sweep('parts', values.parts);
  const tables = {
    rows: rows.length > 0 && withExponent(renderScaling('rows of 10 columns', rows, 10), rows),
    columns: columns.length > 0 && renderScaling('columns of 5,000 rows', columns, 5_000),
    parts: parts.length > 0 && renderParts(parts),
  };
  let text = await readFile(page, 'utf8');
  for (const [name, table] of Object.entries(tables)) {
    if (!table) continue;
    process.stdout.write(`${table}\n\n`);
    text = replaceSection(text, name, table);
  }
  if (values.write) await writeFile(page, text);
}

await main();
