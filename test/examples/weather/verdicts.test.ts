import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verdictOf } from '../../../examples/demo/outcome.ts';
import { referenceDays } from '../../../examples/weather/batches.ts';
import { parquetFile } from '../../../examples/weather/parquet.ts';
import { chapters, fileOf, referenceWriter } from '../../../examples/weather/story.ts';
import { parseTable, type Table } from '../../../examples/weather/table.ts';
import { checkFile } from '../../support/check-file.ts';

let directory: string;
let weather: Table;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  weather = parseTable(await readFile('node_modules/vega-datasets/data/weather.csv', 'utf8'));
  await writeFile(join(directory, 'reference.parquet'), parquetFile(referenceDays(weather), referenceWriter));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

test.each(chapters)('$file comes to what the story expects', async (chapter) => {
  const { file, expected } = chapter;
  await writeFile(join(directory, file), fileOf(chapter, weather));

  // As for anybody who has no contract: it is drafted from the reference.
  const result = await checkFile({
    batch: join(directory, file),
    reference: join(directory, 'reference.parquet'),
    model: 'weather',
  });

  expect(verdictOf(result)).toBe(expected.verdict);
  expect(result.validation.rows.quarantined > 0).toBe(expected.quarantinesRows);
  // The command line keeps no incidents: it tells of every batch by itself.
  expect(result.alerts).toHaveLength(expected.verdict === 'stable' && !expected.quarantinesRows ? 0 : 1);
});
