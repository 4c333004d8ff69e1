import { describe, expect, test } from '@jest/globals';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { readerLimits } from '../../../../lambdas/readers/limits.ts';
import { fetchLimits } from '../../../../lambdas/readers/parquet/chunk-bytes.ts';
import { openParquet } from '../../../../lambdas/readers/parquet/open-parquet.ts';
import { batchRows } from '../batch-rows.ts';
import { dataBytes, dataExpected, dataNames, tightLimits } from './parquet-files.ts';

describe('every file of data reads as the program that wrote it says', () => {
  const settings = {
    'as in production': { ...readerLimits, ...fetchLimits },
    'in small pieces': tightLimits,
  };
  for (const name of dataNames()) {
    test.each(Object.entries(settings))(`${name}, %s`, async (_, limits) => {
      const expected = dataExpected(name);

      const batch = await openParquet(memorySource(dataBytes(name)), limits);
      const rows = await batchRows(batch, expected, ['', 'NaN']);

      expect(rows).toHaveLength(expected[0]!.cells.length);
      for (const [index, { name: column, decoding, cells }] of expected.entries()) {
        const read = rows.map((row) => row.cells[index]);
        expect({ column, decoding, cells: read }).toEqual({ column, decoding, cells });
      }
    });
  }
});
