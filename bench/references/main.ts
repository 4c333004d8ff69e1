import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { renderReferences } from './render-references.ts';
import { type ReferenceYear, yearOf } from './year-of-reference.ts';

const page = join(import.meta.dirname, '../../docs/statistics.md');

const usage = `Counts false alarms a year of any one reference, not on average over references: batches of an unchanged source, one a day, against
references of it, at the level of one false alarm a year and as if nothing were known of what is usual. Twenty columns of nine kinds.

  --references N   (200)
  --rows LIST      rows of a batch, against references of 10,000 rows (1000,10000)
  --batches N      of each reference (73)
  --times N        the level is so many times as high, so that 73 batches have the alarms of 365 (5)
  --write          replace the table in docs/statistics.md
`;

const { values } = parseArgs({
  options: {
    references: { type: 'string', default: '200' },
    rows: { type: 'string', default: '1000,10000' },
    batches: { type: 'string', default: '73' },
    times: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const [references, batches, times] = [values.references, values.batches, values.times].map(Number);
  const found = values.rows.split(',').map((rows) => {
    const years: ReferenceYear[] = [];
    for (let round = 0; round < references!; round++) {
      years.push(yearOf(round, { batchRows: Number(rows), batches: batches!, times: times! }));
      process.stderr.write(`\r${rows} rows: ${round + 1} references`);
    }
    process.stderr.write('\n');
    return { rows: Number(rows), years };
  });
  const table = renderReferences(found, { batches: batches!, times: times! });
  process.stdout.write(`${table}\n`);
  if (values.write) await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'references', table));
}

if (values.help) process.stdout.write(usage);
else await main();
