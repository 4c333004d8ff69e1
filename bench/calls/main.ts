import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { countedCalls, seededWorld } from './seeded-world.ts';

const page = join(import.meta.dirname, '../../docs/benchmarks.md');

const usage = `Counts the calls of S3 that detect-drift makes for a batch, with so many models and so long a history.

  --models LIST    (10,100,1000,10000)
  --batches LIST   of the model's history (10,1000,20000)
  --write          replace the table in docs/benchmarks.md
`;

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '10,100,1000,10000' },
    batches: { type: 'string', default: '10,1000,20000' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else {
  const table = await measure(values.models.split(',').map(Number), values.batches.split(',').map(Number));
  process.stdout.write(`${table}\n`);
  if (values.write) {
    const text = await readFile(page, 'utf8');
    await writeFile(page, replaceSection(text, 'calls', table));
  }
}

async function measure(models: readonly number[], batches: readonly number[]): Promise<string> {
  const rows: string[] = [];
  for (const model of models) {
    for (const batch of batches) {
      const world = await seededWorld({ models: model, batches: batch });
      const calls = await countedCalls(world);
      const { reads, lists, writes } = calls;
      rows.push(`| ${model} | ${batch} | ${reads} | ${lists} | ${writes} |`);
    }
  }
  return [
    '| models | batches in the history | reads | lists (of 1,000) | writes |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
