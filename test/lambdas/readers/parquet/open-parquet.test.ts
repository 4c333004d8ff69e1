import { describe, expect, test } from '@jest/globals';
import { compileCheck } from '../../../../lambdas/core/contract/check/check-block.ts';
import { compileRefusal } from '../../../../lambdas/core/contract/check/explain-refused-row.ts';
import { columnRequests } from '../../../../lambdas/core/contract/column-requests.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { readerLimits } from '../../../../lambdas/readers/limits.ts';
import { fetchLimits } from '../../../../lambdas/readers/parquet/chunk-bytes.ts';
import { openParquet } from '../../../../lambdas/readers/parquet/open-parquet.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { batchRows, requests } from '../batch-rows.ts';
import { countingSource, dataBytes, tightLimits } from './parquet-files.ts';

const open = (bytes: Uint8Array) => openParquet(memorySource(bytes));

describe('openParquet fetches', () => {
  test('a small file once', async () => {
    const source = countingSource(dataBytes('row-groups'));

    await batchRows(await openParquet(source), requests(['double', 'word']));

    expect(source.fetches).toEqual([[0, source.size]]);
  });

  test('a footer that is larger than the end of the file in a second piece', async () => {
    const source = countingSource(dataBytes('row-groups'));

    await openParquet(source, tightLimits);

    expect(source.fetches).toHaveLength(2);
    expect(source.fetches[0]).toEqual([source.size - 64, source.size]);
    expect(source.fetches[1]![1]).toBe(source.size - 64);
  });

  test('only the columns that are asked for, neighbours together, a row group at a time', async () => {
    const source = countingSource(dataBytes('row-groups'));
    const limits = { ...readerLimits, ...fetchLimits, tailBytes: 8, gapBytes: 0 };
    const batch = await openParquet(source, limits);
    source.fetches.length = 0;

    await batchRows(batch, requests(['long', 'double', 'few', 'text']));

    const [first, second] = source.fetches;
    expect(source.fetches).toHaveLength(2 * 5);
    expect(first![0]).toBe(4);
    expect(second![0]).toBeGreaterThan(first![1]);
    const bytes = source.fetches.reduce((sum, [from, to]) => sum + to - from, 0);
    expect(bytes).toBeLessThan(0.6 * source.size);
  });

  test('no byte twice when columns are read by windows', async () => {
    const source = countingSource(dataBytes('row-groups'));
    const batch = await openParquet(source, { ...tightLimits, tailBytes: 8 });
    source.fetches.length = 0;

    await batchRows(batch, requests(['double', 'text']));

    const sorted = source.fetches.toSorted((a, b) => a[0] - b[0]);
    expect(sorted.length).toBeGreaterThan(20);
    expect(sorted.every(([from], index) => index === 0 || sorted[index - 1]![1] <= from)).toBe(true);
  });

  test('nothing for a column that the file does not have, or that is a list', async () => {
    const source = countingSource(dataBytes('nested'));
    const batch = await openParquet(source, { ...readerLimits, ...fetchLimits, tailBytes: 8 });
    source.fetches.length = 0;

    const rows = await batchRows(batch, requests(['nowhere', 'tags'], 'number'));

    expect(rows.map(({ cells }) => cells)).toEqual(Array(4).fill(['no such column', 'unparsable']));
    expect(source.fetches).toEqual([]);
  });
});

describe('a list', () => {
  const vectors = (names: readonly string[]) =>
    names.map((name) => ({ name, decoding: 'vector' as const, dimension: 3 }));

  test('is fetched where a vector is asked for, and no other column', async () => {
    const source = countingSource(dataBytes('lists'));
    const batch = await openParquet(source, { ...readerLimits, ...fetchLimits, tailBytes: 8 });
    source.fetches.length = 0;

    await batchRows(batch, vectors(['int', 'points', 'nested']));

    expect(source.fetches).toHaveLength(1);
    expect(source.fetches[0]![1] - source.fetches[0]![0]).toBeLessThan(1_000);
  });

  test('of a refused row is shown as JSON; what it is refused for is told of its own numbers', async () => {
    const contract = buildContract([{ name: 'double', kind: 'vector', dimension: 3, nullable: true }]);
    const batch = await open(dataBytes('lists'));
    const explain = compileRefusal(contract, 'typed');
    const check = compileCheck(contract);

    const told: unknown[] = [];
    for await (const block of batch.blocks(columnRequests(contract), contract)) {
      for (const [row, refused] of check(block).entries()) {
        if (refused === 0) continue;
        const raw = block.raw(row);
        told.push([raw.text, ...explain(block, row, raw).map(({ code }) => code)]);
      }
    }

    expect(told).toEqual([
      ['{"double":[]}', 'wrong-dimension'],
      ['{"double":[1,2]}', 'wrong-dimension'],
      ['{"double":[1,null,3]}', 'wrong-type'],
      ['{"double":["NaN",1,2]}', 'not-finite'],
      ['{"double":[1,"Infinity",0]}', 'not-finite'],
    ]);
  });

  test('of many numbers may begin in one page and end in another', async () => {
    const batch = await open(dataBytes('lists-wide'));

    const [row] = await batchRows(batch, vectors(['v']));

    expect(row!.cells).toEqual(['700 numbers']);
    expect(JSON.parse(row!.raw.text).v).toHaveLength(700);
  });
});

describe('openParquet tells', () => {
  test('columns of structs by their path, lists and maps by their name', async () => {
    const { columnNames, cells, format, compression } = await open(dataBytes('nested'));

    expect(columnNames).toEqual(['home.city', 'home.at.x', 'tags', 'map', 'lists', 'after']);
    expect({ cells, format, compression }).toEqual({
      cells: 'typed',
      format: 'parquet',
      compression: 'none',
    });
  });

  test('the program that wrote the file, and what pandas held its columns as', async () => {
    const { writer } = await open(dataBytes('pandas'));

    expect(writer).toEqual({
      createdBy: expect.stringMatching(/^parquet-cpp-arrow version \d/),
      pandasVersion: expect.stringMatching(/^\d+\.\d+/),
      library: 'pyarrow',
      libraryVersion: expect.stringMatching(/^\d+\.\d+/),
      arrowSchema: true,
      dtypes: [
        { column: 'a', dtype: 'int64' },
        { column: 'b', dtype: 'Int64' },
        { column: 'c', dtype: 'int8' },
      ],
    });
  });

  test('what a refused row holds: exact digits, times in ISO 8601, what JSON has no number for as text', async () => {
    const names = ['wide', 'unsigned', 'float', 'latin', 'mixed', 'none'];
    const batch = await open(dataBytes('numbers'));

    const rows = await batchRows(batch, requests(names, 'number'));
    const times = await batchRows(await open(dataBytes('times')), requests(['us', 'date', 'time'], 'number'));
    const nested = await batchRows(await open(dataBytes('nested')), requests(['home.at.x', 'home', 'tags']));

    expect(rows.map(({ raw }) => raw.text)).toEqual([
      '{"wide":-9223372036854775808,"unsigned":0,"float":0.1,"latin":"caf\uFFFD","mixed":"1","none":null}',
      '{"wide":9223372036854775807,"unsigned":9223372036854775808,"float":0,"latin":"cafe","mixed":"NaN","none":null}',
      '{"wide":-9007199254740993,"unsigned":18446744073709551615,"float":"NaN","latin":"","mixed":"2024-05-06","none":null}',
      '{"wide":9007199254740993,"unsigned":1,"float":"Infinity","latin":null,"mixed":"","none":null}',
      '{"wide":0,"unsigned":null,"float":"-Infinity","latin":"\uFFFD","mixed":"2024-05-06T07:08:09.123456+02:00","none":null}',
      '{"wide":null,"unsigned":9007199254740993,"float":null,"latin":"x","mixed":null,"none":null}',
    ]);
    expect(rows[0]!.raw.cells).toEqual([-(2 ** 63), 0, 0.1, { undecodable: 'caf\uFFFD' }, '1', null]);
    expect(rows[2]!.raw.cells[2]).toBeNaN();
    expect(times[1]!.raw.cells).toEqual(['2024-05-06T05:08:09.123Z', '2024-05-06', '00:00:00.000001']);
    expect(nested[1]!.raw).toEqual({
      text: '{"home.at.x":null,"home":"a struct","tags":"a list"}',
      cells: [null, { undecodable: 'a struct' }, { undecodable: 'a list' }],
    });
  });
});

describe('a cell that is no value', () => {
  test('NaN is missing only where it is a token, a null is the first token where the empty text is none', async () => {
    const batch = await open(dataBytes('numbers'));
    const wanted = requests(['float'], 'number');

    const withoutNaN = await batchRows(batch, wanted, ['']);
    const withOthers = await batchRows(batch, wanted, ['NA', 'NaN']);

    expect(withoutNaN.map(({ cells }) => cells[0])).toEqual([
      0.1,
      -0,
      'unparsable',
      'unparsable',
      'unparsable',
      { missing: 0 },
    ]);
    expect(withOthers[2]!.cells).toEqual([{ missing: 1 }]);
    expect(withOthers[5]!.cells).toEqual([{ missing: 0 }]);
  });

  test('a null is missing where the contract has no missing token, an empty text a category', async () => {
    const batch = await open(dataBytes('numbers'));

    const rows = await batchRows(batch, requests(['none', 'mixed'], 'category'), []);

    expect(rows[5]!.cells).toEqual([{ missing: 0 }, { missing: 0 }]);
    expect(rows[3]!.cells).toEqual([{ missing: 0 }, '']);
  });
});

describe('a dictionary', () => {
  test('grows from block to block as one array, across row groups', async () => {
    const batch = await open(dataBytes('row-groups'));
    const dictionaries = new Set<unknown>();

    for await (const { columns } of batch.blocks(requests(['word'], 'category'), { missingTokens: [''] })) {
      const [column] = columns;
      if (column?.type === 'codes') dictionaries.add(column.dictionary);
    }

    expect([...dictionaries]).toEqual([
      ['north', 'süd', '東', 'a longer word, said again and again and again'],
    ]);
  });
});
