import { describe, expect, test } from '@jest/globals';
import type { Decoding } from '../../../../lambdas/core/block/column-request.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openJsonl } from '../../../../lambdas/readers/jsonl/open-jsonl.ts';
import { type ReaderLimits, readerLimits } from '../../../../lambdas/readers/limits.ts';
import { batchRows, requests } from '../batch-rows.ts';

const bytesOf = (text: string | Uint8Array) =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text;
const open = (text: string | Uint8Array, limits?: ReaderLimits) =>
  openJsonl(memorySource(bytesOf(text)), limits);

async function rows(
  text: string | Uint8Array,
  names: readonly string[] = ['a'],
  decoding: Decoding = 'category',
  limits?: ReaderLimits,
) {
  return batchRows(await open(text, limits), requests(names, decoding), ['', 'NA']);
}

/** The only cell of a row `{"a": value}`. */
async function cell(value: string, decoding: Decoding) {
  const [row] = await rows(`{"a": ${value}, "b": 1}\n`, ['a'], decoding);
  return row?.cells[0];
}

async function faults(text: string | Uint8Array, limits?: ReaderLimits) {
  return (await rows(text, ['a'], 'category', limits)).map((row) => row.fault);
}

const missing = { missing: 0 };
const fault = { none: 0, malformed: 2, tooLarge: 3 };

describe('the columns', () => {
  test.each([
    ['the keys of a row', '{"b":1,"a":2}\n', ['b', 'a']],
    ['the keys of all first rows, in order of appearance', '{"b":1}\n{"a":1,"b":2}\n', ['b', 'a']],
    ['paths into objects', '{"a":{"b":1,"c":{"d":2}},"e":{},"f":[{"g":1}]}', ['a.b', 'a.c.d', 'e', 'f']],
    ['a byte order mark before them', '\uFEFF{"a":1}\r\n', ['a']],
    ['lines before them that are none', '\n  \n5\n{"a":1}\n', ['a']],
    [
      'odd keys, but not the empty one',
      '{"":1,"__proto__":2,"constructor":3,"é":4}',
      ['__proto__', 'constructor', 'é'],
    ],
    ['objects of one line', '{"a":1}{"b":2}', ['a', 'b']],
    ['a list', ' [ {"a":1},\n {"b":2} ] ', ['a', 'b']],
  ])('are %s', async (_, text, names) => {
    expect((await open(text)).columnNames).toEqual(names);
  });

  test.each([
    ['nothing', '', 'empty-batch'],
    ['blank lines', '\n \r\n\t\n', 'empty-batch'],
    ['an empty list', ' [ ]\n', 'empty-batch'],
    ['CSV', 'a,b\n1,2\n', 'unreadable'],
    ['an object over many lines', '{\n "a": 1\n}\n', 'unreadable'],
    ['a list of lists', '[[1,2],[3,4]]', 'unreadable'],
    ['a list that is cut before its first element ends', '[{"a":', 'unreadable'],
    ['UTF-16', Buffer.from('\uFEFF{"a":1}', 'utf16le'), 'unsupported-format'],
    [
      'too many keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`k${i}`, i]))),
      'too-large',
    ],
  ])('of %s can not be found', async (_, text, code) => {
    await expect(open(text)).rejects.toMatchObject({ code });
  });

  test('that the first rows do not have are found from the block on that has them', async () => {
    const early = '{"a":1}\n'.repeat(200_000);

    const batch = await open(`${early}{"a":2,"late":3}\n{"a":2}\n`);
    const cells = (await batchRows(batch, requests(['late', 'never'], 'number'))).map((row) => row.cells);

    expect(batch.columnNames).toEqual(['a']);
    expect(cells[0]).toEqual(['no such column', 'no such column']);
    expect(cells.slice(-2)).toEqual([
      [3, 'no such column'],
      [missing, 'no such column'],
    ]);
  });
});

describe('a cell', () => {
  test.each([
    ['1', 'number', 1],
    ['-0', 'number', -0],
    ['1.5e3', 'number', 1500],
    ['9007199254740993', 'number', 9007199254740992],
    ['1e999', 'number', 'unparsable'],
    ['"1"', 'number', 'unparsable'],
    ['true', 'number', 'unparsable'],
    ['[1]', 'number', 'unparsable'],
    ['{"v":1}', 'number', 'unparsable'],
    ['"NA"', 'number', { missing: 1 }],
    ['""', 'number', missing],
    ['null', 'number', missing],
    ['1.0', 'integer', 1],
    ['1e3', 'integer', 1000],
    ['1.5', 'integer', 'unparsable'],
    ['true', 'boolean', 'true'],
    ['false', 'boolean', 'false'],
    ['"true"', 'boolean', 'unparsable'],
    ['1', 'boolean', 'unparsable'],
    ['"2024-01-01"', 'timestamp', Date.UTC(2024, 0, 1)],
    ['"2024-01-01T00:00:00.5+01:00"', 'timestamp', Date.UTC(2023, 11, 31, 23, 0, 0, 500)],
    ['1704067200', 'timestamp', 'unparsable'],
    ['"x"', 'category', 'x'],
    ['"NA"', 'category', { missing: 1 }],
    ['"\\u0000"', 'category', '\u0000'],
    ['"a\\n\\u00e9\\ud83d\\ude00"', 'category', 'a\né\u{1f600}'],
    ['"\\ud800"', 'category', 'unparsable'],
    ['true', 'category', 'true'],
    ['1.50', 'category', '1.5'],
    ['1e2', 'category', '100'],
    ['-0', 'category', '0'],
    ['0.0000001', 'category', '1e-7'],
    ['123456789012345678901', 'category', '123456789012345680000'],
    ['"x\\"y"', 'text', 'x"y'],
    ['"é\u{1f600}"', 'text', 'é\u{1f600}'],
    ['"\\ud800"', 'text', 'unparsable'],
    ['5', 'text', 'unparsable'],
    ['null', 'text', missing],
  ] satisfies [string, Decoding, unknown][])('%s read as %s is %j', async (value, decoding, expected) => {
    expect(await cell(value, decoding)).toEqual(expected);
  });

  // Rows with an escape in a key are left to JSON.parse, which made doubles of their numbers: whole numbers beyond 2^53
  // that differ had one identity, and 1.50 another than in a row that was scanned.
  test.each(['9007199254740993', '9007199254740992', '1.50'])(
    '%s is itself, however its row is read',
    async (value) => {
      const batch = await open(`{"a":${value},"b":1}\n{"a":${value},"\\u0062":1}\n`);
      const [block] = await Array.fromAsync(
        batch.blocks([{ name: 'a', decoding: 'identity' }], { missingTokens: [] }),
      );
      const column = block?.columns[0];
      if (column?.type !== 'identities') throw new Error(`found ${column?.type}`);

      expect([column.low[1], column.high[1]]).toEqual([column.low[0], column.high[0]]);
    },
  );

  test('of an absent key is missing, and shown as null', async () => {
    const [, row] = await rows('{"a":1}\n{"b":2}\n', ['a', 'zzz']);

    expect(row).toMatchObject({ cells: [missing, 'no such column'], raw: { cells: [null, undefined] } });
  });

  test('that is missing counts as the first token where the empty text is none', async () => {
    const batch = await open('{"a":null}\n{"a":""}\n');

    const cells = (await batchRows(batch, requests(['a'], 'category'), ['NA', 'none'])).map(
      (row) => row.cells[0],
    );

    expect(cells).toEqual([missing, '']);
  });

  test('is found by its exact key first, then by its path', async () => {
    const [one, two, three] = await rows('{"a":{"b":1}}\n{"a":{"b":1},"a.b":2}\n{"a":5,"a.b":3}\n', [
      'a.b',
      'a',
    ]);

    expect(one?.cells).toEqual(['1', 'unparsable']);
    expect(two?.cells).toEqual(['2', 'unparsable']);
    expect(three?.cells).toEqual(['3', '5']);
  });

  test('of a key that is written twice is the last one', async () => {
    const [row] = await rows('{"a":1,"b":2,"a":"x"}\n', ['a', 'b']);

    expect(row).toMatchObject({ cells: ['x', '2'], raw: { cells: ['x', 2] } });
  });

  test('is never inherited', async () => {
    const [, row] = await rows('{"toString":"x","a":1}\n{"__proto__":{"a":1,"polluted":true}}\n', [
      'a',
      'toString',
      '__proto__.a',
    ]);

    expect(row?.cells).toEqual([missing, missing, '1']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('shows as the file has it', async () => {
    const [row] = await rows('{"a":[1,2],"b":"\\ud800","c":false,"d":1.50}\n', ['a', 'b', 'c', 'd']);

    expect(row?.raw.cells).toEqual([{ undecodable: '[1,2]' }, { undecodable: '\uFFFD' }, false, 1.5]);
  });
});

describe('a row', () => {
  test.each([
    ['cut', '{"a":1', fault.malformed],
    ['with a comma too many', '{"a":1,}', fault.malformed],
    ['of two objects', '{"a":1}{"a":2}', fault.malformed],
    ['of two objects and a blank', '{"a":1} {"a":2}', fault.malformed],
    ['with NaN', '{"a":NaN}', fault.none],
    ['with Infinity', '{"a":Infinity}', fault.none],
    ['with minus Infinity', '{"a":-Infinity}', fault.none],
    ['with NaN in lower case', '{"a":nan}', fault.malformed],
    ['with minus NaN', '{"a":-NaN}', fault.malformed],
    ['with NaN and more', '{"a":NaN1}', fault.malformed],
    ['with half an Infinity', '{"a":Infi}', fault.malformed],
    ['with NaN for a key', '{NaN:1}', fault.malformed],
    ['with a leading zero', '{"a":01}', fault.malformed],
    ['with a plus', '{"a":+1}', fault.malformed],
    ['with a naked point', '{"a":1.}', fault.malformed],
    ['with a broken number nobody asked for', '{"a":1,"b":1.2.3}', fault.malformed],
    ['with a broken escape nobody asked for', '{"a":1,"b":"\\x"}', fault.malformed],
    ['with a broken list nobody asked for', '{"a":1,"b":[1,]}', fault.malformed],
    ['with a tab in a text', '{"a":"\t"}', fault.malformed],
    ['with a NUL', '{"a":"\0"}', fault.malformed],
    ['that is a list', '[1]', fault.malformed],
    ['that is a number', '5', fault.malformed],
    ['that is null', 'null', fault.malformed],
    ['in single quotes', "{'a':1}", fault.malformed],
    ['nested a hundred deep', `{"a":${'['.repeat(99)}${']'.repeat(99)}}`, fault.none],
    ['nested deeper', `{"a":${'['.repeat(100)}${']'.repeat(100)}}`, fault.malformed],
    ['nested a million deep', `{"a":${'['.repeat(1_000_000)}`, fault.malformed],
    ['with blanks everywhere', ' {\t"a" : 1 , "b" :\r2 } ', fault.none],
    ['without a key', '{}', fault.none],
    ['with blanks and no key', '{ }', fault.none],
  ])('%s has fault %#', async (_, line, expected) => {
    expect(await faults(`{"a":0}\n${line}\n\n{"a":2}`)).toEqual([fault.none, expected, fault.none]);
    expect(await faults(`{"a":0}\n{"a":2}\n${line}`)).toEqual([fault.none, fault.none, expected]);
  });

  // A line of control characters alone was trimmed to nothing and found again, for ever: one byte hung the function.
  // Found by the fuzz test.
  test.each(['\u0001', '\u0001\u0002 ', '\0', '\u000c'])(
    'of control characters alone, %j, is malformed',
    async (line) => {
      expect(await faults(`{"a":1}\n${line}\n{"a":2}\n${line}`)).toEqual([
        fault.none,
        fault.malformed,
        fault.none,
        fault.malformed,
      ]);
    },
  );

  test('that is not UTF-8 is malformed', async () => {
    expect(
      await faults(Buffer.from('{"a":"x"}\n{"a":"\xff"}\n{"b\xff":1,"a":1}\n{"a":"y"}', 'latin1')),
    ).toEqual([0, 2, 2, 0]);
  });

  test('with a large text nobody asked for is read; with one that was asked for it is too large', async () => {
    const limits = { ...readerLimits, fieldBytes: 20 };
    const text = `{"a":1,"b":"${'x'.repeat(30)}"}\n{"a":"${'x'.repeat(20)}"}\n{"a":"${'x'.repeat(21)}"}\n`;

    expect(await faults(text, limits)).toEqual([fault.none, fault.none, fault.tooLarge]);
  });

  test('larger than the limit is skipped, and those after it are read', async () => {
    const limits = { ...readerLimits, windowBytes: 32, rowBytes: 64 };

    expect(await faults(`{"a":1}\n{"a":"${'x'.repeat(500)}"}\n\n{"a":2}\n`, limits)).toEqual([
      0,
      fault.tooLarge,
      0,
    ]);
    expect(await faults(`{"a":1}\n{"a":"${'x'.repeat(500)}`, limits)).toEqual([0, fault.tooLarge]);
  });

  test('keeps its own text', async () => {
    const read = await rows('{"a":1}  \r\n{"a":\r\n\t {"b":1} x\n');

    expect(read.map((row) => row.raw.text)).toEqual(['{"a":1}', '{"a":', '{"b":1} x']);
    expect(read.map((row) => row.raw.cells)).toEqual([[1], [undefined], [undefined]]);
  });
});

describe('a list', () => {
  test('is read like lines, over line ends and with a note', async () => {
    const objects = [{ a: 1, b: [1, { c: 2 }] }, {}, { a: 'x' }];
    const batch = await open(JSON.stringify(objects, undefined, 2));

    const cells = (await batchRows(batch, requests(['a']))).map((row) => row.raw.cells[0]);

    expect(cells).toEqual([1, null, 'x']);
    expect(batch.notes).toHaveLength(1);
    expect((await open('{"a":1}')).notes).toEqual([]);
  });

  test('with a broken element has a malformed row', async () => {
    expect(await faults('[{"a":1}, {"a":}, 5, {"a":1} x, "}", {"a":2}]')).toEqual([0, 2, 2, 2, 2, 0]);
  });

  test.each([
    ['cut within a row', '[{"a":1},{"a":2'],
    ['cut between rows', '[{"a":1},'],
    ['with text behind it', '[{"a":1}] x'],
    ['with a brace too many', '[{"a":1}},{"a":2}]'],
  ])('%s is unreadable', async (_, text) => {
    await expect(faults(text)).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('with an element larger than the limit is too large', async () => {
    const limits = { ...readerLimits, windowBytes: 32, rowBytes: 64 };

    await expect(faults(`[{"a":1},{"a":"${'x'.repeat(500)}"}]`, limits)).rejects.toMatchObject({
      code: 'too-large',
    });
  });
});

test('a block of NUL bytes refuses the file', async () => {
  await expect(faults(`{"a":1}\n${'\0'.repeat(4_096)}`)).rejects.toMatchObject({
    code: 'unsupported-format',
  });
});

describe('a file of objects without lines', () => {
  // Firehose writes objects back to back: all of them together were one malformed row, for a row was what a line is.
  test.each([
    ['back to back', '{"a":1}{"a":"}{"}{"a":{"b":3}}'],
    ['with blanks between', '{"a":1} {"a":"}{"} {"a":{"b":3}}\n'],
    ['over many lines', '{\n "a": 1\n}{\n "a": "}{"\n}\n{\n "a": {"b":\n3}\n}\n'],
  ])('%s is read in rows', async (_, text) => {
    const batch = await open(text);

    expect(batch.notes).toEqual([expect.stringContaining('without a line each')]);
    expect((await rows(text, ['a'])).map(({ raw }) => raw.cells[0])).toEqual([
      1,
      '}{',
      { undecodable: '{"b":3}' },
    ]);
  });

  test('has a row for what is no object between two', async () => {
    expect(await faults('{"a":1}{"a":2} x, {"a":3}{"a":01}{"a":4} y')).toEqual([0, 0, 2, 0, 2, 0, 2]);
  });

  test('is refused where an object is not closed: what follows could not be told apart', async () => {
    await expect(faults('{"a":1}{"a":2}{"a":"x')).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('never closed'),
    });
  });
});

describe('a number that is none', () => {
  // Python writes NaN and Infinity, which JSON has not: each cost its row, although it is a missing cell in CSV and Parquet.
  test.each([
    ['number', ['unparsable', 'unparsable', missing, 5]],
    ['category', ['unparsable', 'unparsable', missing, '5']],
    ['text', ['unparsable', 'unparsable', missing, 'unparsable']],
  ] as const)('is missing as %s where the contract says so', async (decoding, expected) => {
    const batch = await open('{"a":Infinity}\n{"a":-Infinity}\n{"a":NaN}\n{"a":5}\n');

    const cells = (await batchRows(batch, requests(['a'], decoding), ['NaN'])).map((row) => row.cells[0]);

    expect(cells).toEqual(expected);
  });

  test('shows as it is written, also beside texts that look like it', async () => {
    const [row] = await rows('{"a":NaN,"b":"x: NaN, -Infinity","c":[1,NaN],"d":-Infinity}\n', [
      'a',
      'b',
      'c',
      'd',
    ]);

    expect(row?.raw.cells).toEqual([
      Number.NaN,
      'x: NaN, -Infinity',
      { undecodable: '[1,NaN]' },
      Number.NEGATIVE_INFINITY,
    ]);
  });
});

describe('a table that pandas wrote as one value', () => {
  test.each([
    ['split', '{"columns":["a"],"index":[0,1],"data":[[1],[2]]}'],
    ['columns', '{"a":{"0":1,"1":2},"b":{"0":1,"1":2}}'],
    ['index', '{"0":{"a":1},"1":{"a":2}}'],
    ['table', '{"schema":{"fields":[{"name":"a"}]},"data":[{"a":1}]}'],
    ['values', '[[1,2],[3,4]]'],
  ])('with orient=%s is refused with what to write', async (orient, text) => {
    await expect(open(text)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining(
        `orient="${orient}": write df.to_json(path, orient="records", lines=True)`,
      ),
    });
  });

  test('is none where rows of the same look follow', async () => {
    const text = '{"a":{"0":1}}\n{"a":{"0":2}}\n';

    expect((await open(text)).columnNames).toEqual(['a.0']);
  });
});
