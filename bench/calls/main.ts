import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { fullHours } from './full-hour.ts';
import { countedCalls, seededWorld } from './seeded-world.ts';

const page = join(import.meta.dirname, '../../docs/benchmarks.md');

const usage = `Counts the calls of S3 that detect-drift makes for a batch, with so many models and so long a history; and those of the whole road
where the batches of all models come at the full hour, in simulated time.

  --models LIST    (10,100,1000,10000)
  --batches LIST   of the model's history (10,1000,20000)
  --hourly LIST    models whose batches come at the full hour (10,100,300,1000)
  --hours N        (3)
  --write          replace the tables in docs/benchmarks.md
`;

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '10,100,1000,10000' },
    batches: { type: 'string', default: '10,1000,20000' },
    hourly: { type: 'string', default: '10,100,300,1000' },
    hours: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else {
  const sections = {
    calls: await ofOneBatch(numbersOf(values.models), numbersOf(values.batches)),
    hours: await ofFullHours(numbersOf(values.hourly), Number(values.hours)),
  };
  process.stdout.write(`${sections.calls}\n\n${sections.hours}\n`);
  if (values.write) {
    const text = await readFile(page, 'utf8');
    await writeFile(
      page,
      replaceSection(replaceSection(text, 'calls', sections.calls), 'hours', sections.hours),
    );
  }
}

function numbersOf(list: string): readonly number[] {
  return list.split(',').filter(Boolean).map(Number);
}

async function ofOneBatch(models: readonly number[], batches: readonly number[]): Promise<string> {
  const rows: string[] = [];
  for (const model of models) {
    for (const batch of batches) {
      const { reads, lists, creates, swaps } = await countedCalls(
        await seededWorld({ models: model, batches: batch }),
      );
      rows.push(`| ${model} | ${batch} | ${reads} | ${lists} | ${creates} | ${swaps} |`);
    }
  }
  return [
    '| models | batches in the history | reads | lists (of 1,000) | writes of new objects | swaps |',
    '|---:|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

async function ofFullHours(models: readonly number[], hours: number): Promise<string> {
  const rows: string[] = [];
  for (const count of models) {
    const { batches, calls, seconds, readsASecond, results } = await fullHours(count, hours);
    const each = (total: number) => (total / batches).toFixed(1);
    const { reads, lists, creates, swaps, beaten } = calls;
    rows.push(
      `| ${count} | ${batches} | ${results} | ${[reads, lists, creates, swaps, beaten].map(each).join(' | ')} | ${seconds.toFixed(0)} | ${readsASecond.toFixed(0)} |`,
    );
  }
  return [
    '| models | batches | results | reads a batch | lists | writes of new objects | swaps | of both, beaten by another | seconds of the slowest hour | reads a second in it |',
    '|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}
