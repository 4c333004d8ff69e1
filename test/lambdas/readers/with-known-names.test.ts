import { expect, test } from '@jest/globals';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { openCsv } from '../../../lambdas/readers/csv/open-csv.ts';
import { withKnownNames } from '../../../lambdas/readers/with-known-names.ts';
import { batchRows, requests } from './batch-rows.ts';

async function named(header: string, known: readonly string[]) {
  const batch = await openCsv(memorySource(new TextEncoder().encode(`${header}\n1,2\n`)));
  return withKnownNames(batch, known);
}

test.each([
  ['Gro\u0308ße,b', ['Größe', 'b']],
  ['net\u00a0price,b', ['net price', 'b']],
  ['\u200bGrö\u2060ße,b', ['Größe', 'b']],
])('columns %j are called as the contract calls them, with a note', async (header, known) => {
  const batch = await named(header, known);
  const rows = await batchRows(batch, requests(known, 'text'));

  expect(batch.columnNames).toEqual(known);
  expect(rows.map(({ cells }) => cells)).toEqual([['1', '2']]);
  expect(batch.notes).toEqual([
    `column ${JSON.stringify(known[0])} is written with other characters in the file, which look the same`,
  ]);
});

test.each([
  ['grösse,b', ['Größe', 'b']],
  ['GRÖßE,b', ['Größe', 'b']],
  ['Gro\u0308ße,Größe', ['Größe', 'b']],
  ['a\u00a0b,a\u2003b', ['a b', 'c']],
  ['a\u00a0b,c', ['a b', 'a\u2003b']],
])('columns %j keep their names where others may be meant', async (header, known) => {
  const batch = await named(header, known);

  expect(batch.columnNames).toEqual(header.split(','));
  expect(batch.notes).toEqual([]);
});
