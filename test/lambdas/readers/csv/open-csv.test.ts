import { describe, expect, test } from '@jest/globals';
import type { Decoding } from '../../../../lambdas/core/block/column-request.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openCsv } from '../../../../lambdas/readers/csv/open-csv.ts';
import { type ReaderLimits, readerLimits } from '../../../../lambdas/readers/limits.ts';
import { batchRows, requests } from '../batch-rows.ts';

const bytesOf = (text: string | Uint8Array) =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text;
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const open = (text: string | Uint8Array, limits?: ReaderLimits) =>
  openCsv(memorySource(bytesOf(text)), limits);

async function rows(text: string | Uint8Array, decoding: Decoding = 'text', limits?: ReaderLimits) {
  const batch = await open(text, limits);
  return batchRows(batch, requests(batch.columnNames, decoding), ['', 'NA']);
}

async function cells(text: string | Uint8Array, decoding: Decoding = 'text') {
  return (await rows(text, decoding)).map((row) => row.cells);
}

async function faults(text: string, limits?: ReaderLimits) {
  return (await rows(text, 'text', limits)).map((row) => row.fault);
}

const missing = { missing: 0 };
const fault = { none: 0, ragged: 1, malformed: 2, tooLarge: 3 };

describe('the header', () => {
  test.each([
    ['commas', 'a,b,c\n', ['a', 'b', 'c']],
    ['semicolons', 'a;b;c,d\n', ['a', 'b', 'c,d']],
    ['tabs', 'a\tb\tc\n', ['a', 'b', 'c']],
    ['pipes', 'a|b|c\n', ['a', 'b', 'c']],
    ['one column', 'alone\n', ['alone']],
    ['delimiters in quotes', '"a;b;c;d",b\n', ['a;b;c;d', 'b']],
    ['outer blanks', ' a , b\t,c \n', ['a', 'b', 'c']],
    ['a byte order mark', '\uFEFFa,b\n', ['a', 'b']],
    ['a byte order mark and quotes', '\uFEFF"a","b"\n', ['a', 'b']],
    ['blank lines before it', '\n \t\r\na,b\n', ['a', 'b']],
    ['Excel naming the delimiter', 'sep=;\r\na;b,c\r\n', ['a', 'b,c']],
    ['no line end', 'a,b', ['a', 'b']],
    ['names in any script', 'größe,数\n', ['größe', '数']],
    ['a line break in a name', '"a\nb",c\n', ['a\nb', 'c']],
  ])('is read with %s', async (_, text, names) => {
    const batch = await open(text);

    expect(batch.columnNames).toEqual(names);
    expect(await batchRows(batch, requests(names))).toEqual([]);
  });

  test('of a hundred kilobytes is read whole', async () => {
    const names = Array.from(
      { length: 2000 },
      (_, index) => `a long name for column number ${index} ${'x'.repeat(30)}`,
    );

    const batch = await open(`${names.join()}\n`);

    expect(batch.columnNames).toEqual(names);
  });

  test.each([
    ['no bytes', '', 'empty-batch', /empty/],
    ['nothing but a byte order mark', '\uFEFF', 'empty-batch', /empty/],
    ['blank lines alone', ' \n\t\n\r\n', 'empty-batch', /empty/],
    ['a name twice', 'a,b,a\n', 'duplicate-column', /"a"/],
    ['names that blanks tell apart', 'a, a\n', 'duplicate-column', /"a"/],
    ['no name of a column', ',\n0,1\n', 'unreadable', /No column has a name/],
    ['an open quote', 'a,"b\n1,2\n', 'unreadable', /never closed/],
    ['text after a quote', '"a"b,c\n', 'unreadable', /after a closing quote/],
    [
      'more columns than any model has',
      `${Array.from({ length: 5001 }, (_, i) => `c${i}`).join()}\n`,
      'too-large',
      /5001/,
    ],
    ['bytes that are not UTF-8', latin1('caf\xe9,b\n1,2\n'), 'unreadable', /UTF-8/],
    ['UTF-16 with a mark', latin1('\xff\xfea\0,\0b\0\n\0'), 'unsupported-format', /UTF-16/],
    ['UTF-16 without a mark', latin1('\0a\0,\0b\0\n\x001\0,\x002\0\n'), 'unsupported-format', /UTF-16/],
    ['little-endian UTF-16 without a mark', latin1('a\0,\0b\0\n\0'), 'unsupported-format', /UTF-16/],
    ['NUL bytes', latin1('abcdefgh\0,b\n'), 'unsupported-format', /binary/],
    ['gzip', latin1('\x1f\x8b\x08'), 'unsupported-format', /gzip/],
    ['a zip archive', latin1('PK\x03\x04'), 'unsupported-format', /zip/],
    ['a picture', latin1('\x89PNG\r\n'), 'unsupported-format', /PNG/],
    ['Parquet', latin1('PAR1\x15'), 'unsupported-format', /Parquet/],
  ])('with %s refuses the file', async (_, text, code, message) => {
    await expect(open(text)).rejects.toMatchObject({
      name: 'UnreadableBatchError',
      code,
      message: expect.stringMatching(message),
    });
  });

  test('that does not end within the largest row is refused', async () => {
    const opening = open(`a,${'b'.repeat(600_000)}`, { ...readerLimits, rowBytes: 70_000 });

    await expect(opening).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('rows', () => {
  test.each([
    ['LF', 'a,b\n1,2\n3,4\n'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['CR', 'a,b\r1,2\r3,4\r'],
    ['mixed', 'a,b\r\n1,2\n3,4\r'],
    ['missing at the end', 'a,b\n1,2\n3,4'],
    ['doubled', 'a,b\n\n1,2\n\r\n\n3,4\n\n'],
  ])('are told apart with line ends %s', async (_, text) => {
    expect(await cells(text)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test.each([
    ['"x"', 'x'],
    ['"x,y"', 'x,y'],
    ['"x\ny"', 'x\ny'],
    ['"x\r\ny"', 'x\r\ny'],
    ['"say ""x"""', 'say "x"'],
    ['""""', '"'],
    ['""""""', '""'],
    ['x"y"', 'x"y"'],
    [' "x"', ' "x"'],
    ['\uFEFFx', '\uFEFFx'],
    ['\u{1f600}', '\u{1f600}'],
  ])('hold the cell %j as %j', async (written, text) => {
    expect(await cells(`a,b,c\n1,${written},2\n`)).toEqual([['1', text, '2']]);
    expect(await cells(`a,b\n1,${written}`)).toEqual([['1', text]]);
    expect(await cells(`a,b\n1,${written}`, 'category')).toEqual([['1', text]]);
  });

  test('with too few or too many fields are ragged, and none of their cells is a value', async () => {
    const read = await rows('a,b\n1\n1,2,3\n1,2,\n1,2\n', 'number');

    expect(read.map((row) => row.fault)).toEqual([fault.ragged, fault.ragged, fault.ragged, fault.none]);
    expect(read[0]!.cells).toEqual(['unparsable', 'unparsable']);
    expect(read[0]!.raw).toEqual({ text: '1', cells: ['1', undefined] });
    expect(read[2]!.raw).toEqual({ text: '1,2,', cells: ['1', '2'] });
    expect(read[3]!.cells).toEqual([1, 2]);
  });

  test('with text after a closing quote are malformed, and do not touch the next row', async () => {
    const read = await rows('a,b\n"x"y,1\n"x" ,1\n"x,1"z\n2,3\n');

    expect(read.map((row) => row.fault)).toEqual([
      fault.malformed,
      fault.malformed,
      fault.malformed,
      fault.none,
    ]);
    expect(read[0]!.raw).toEqual({ text: '"x"y,1', cells: ['xy', '1'] });
  });

  test('with a NUL byte are malformed, and others are not', async () => {
    const read = await rows(latin1('a,b\n1,2\n3\0,4\n5,6\n\0,\0\n7,8\n'));

    expect(read.map((row) => row.fault)).toEqual([0, fault.malformed, 0, fault.malformed, 0]);
    expect(read[1]!.raw.text).toBe('3\0,4');
  });

  test('before a block of NUL bytes refuse the file', async () => {
    const reading = rows(latin1(`a,b\n1,2\n${'\0'.repeat(4096)}`));

    await expect(reading).rejects.toMatchObject({
      code: 'unsupported-format',
      message: expect.stringMatching(/byte 8\./),
    });
  });

  test('of blanks alone are values when there is one column', async () => {
    expect(await cells('a\n \n""\n')).toEqual([[' '], [missing]]);
  });

  test('after a quote that never closes refuse the file, which says where', async () => {
    const batch = await open('a,b\n1,2\n3,"4\n5,6\n');

    await expect(batchRows(batch, requests(['a']))).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/row 2 /),
    });
  });
});

describe('cells', () => {
  test('are missing by their text without quotes, before they are anything else', async () => {
    for (const decoding of ['number', 'integer', 'timestamp', 'boolean', 'category', 'text'] as const) {
      expect(await cells('a,b,c,d\n,"",NA,"NA"\n', decoding)).toEqual([
        [missing, missing, { missing: 1 }, { missing: 1 }],
      ]);
    }
  });

  test('are unparsable when empty is no missing token, but for categories and texts', async () => {
    const batch = await open('a,b\n,""\n');

    const read = (decoding: Decoding) => batchRows(batch, requests(['a', 'b'], decoding), []);

    expect((await read('number'))[0]!.cells).toEqual(['unparsable', 'unparsable']);
    expect((await read('boolean'))[0]!.cells).toEqual(['unparsable', 'unparsable']);
    expect((await read('category'))[0]!.cells).toEqual(['', '']);
    expect((await read('text'))[0]!.cells).toEqual(['', '']);
  });

  test('of every decoding are read by its grammar', async () => {
    expect(await cells('a,b,c,d\n1.5,"-0",1e309,x\n', 'number')).toEqual([
      [1.5, -0, 'unparsable', 'unparsable'],
    ]);
    expect(await cells('a,b,c,d\n12,"+3",1.0,1.5\n', 'integer')).toEqual([[12, 3, 1, 'unparsable']]);
    expect(await cells('a,b,c\n1970-01-02,"1970-01-01T00:00:01Z",1970-02-30\n', 'timestamp')).toEqual([
      [86_400_000, 1000, 'unparsable'],
    ]);
    expect(await cells('a,b,c,d\ntrue,"False",TRUE,yes\n', 'boolean')).toEqual([
      ['true', 'false', 'true', 'unparsable'],
    ]);
  });

  test('that are not UTF-8 are unparsable, and shown with replacement characters', async () => {
    const file = latin1('a,b\ncaf\xe9,x\ncafe,y\n');

    for (const decoding of ['category', 'text'] as const) {
      const read = await rows(file, decoding);

      expect(read.map((row) => row.cells)).toEqual([
        ['unparsable', 'x'],
        ['cafe', 'y'],
      ]);
      expect(read[0]!.raw).toEqual({ text: 'caf\uFFFD,x', cells: ['caf\uFFFD', 'x'] });
    }
  });

  test('of columns that the file has not are undefined, and may be asked for twice', async () => {
    const batch = await open('a,b\n1,2\n');

    const [row] = await batchRows(batch, [
      { name: 'b', decoding: 'number' },
      { name: 'z', decoding: 'number' },
      { name: 'b', decoding: 'category' },
    ]);

    expect(row!.cells).toEqual([2, 'no such column', '2']);
    expect(row!.raw.cells).toEqual(['2', undefined, '2']);
  });

  test('of a batch can be read again', async () => {
    const batch = await open('a\n1\n2\n');

    const once = await batchRows(batch, requests(['a']));
    const again = await batchRows(batch, requests(['a']));

    expect(again).toEqual(once);
    expect(once).toHaveLength(2);
  });
});

describe('limits', () => {
  const small = { ...readerLimits, windowBytes: 16, fieldBytes: 8, rowBytes: 64, quoteBytes: 128 };

  test('a field that is too large spoils its row alone', async () => {
    expect(await faults('a,b\n1,2\n123456789,2\n12345678,2\n', small)).toEqual([0, fault.tooLarge, 0]);
  });

  test('a row that is too large is skipped, whatever is in it', async () => {
    const large = `"${'x,\n'.repeat(30)}""",${'y'.repeat(200)},"z\n"`;

    const read = await rows(`a,b\n1,2\n${large}\n3,4\n`, 'text', small);

    expect(read.map((row) => row.fault)).toEqual([0, fault.tooLarge, 0]);
    expect(read[2]!.cells).toEqual(['3', '4']);
    expect(large.startsWith(read[1]!.raw.text)).toBe(true);
    expect(read[1]!.raw.text).toHaveLength(64);
  });

  test('a row that is too large may be the last, without a line end', async () => {
    expect(await faults(`a,b\n1,2\n${'x'.repeat(1000)}`, small)).toEqual([0, fault.tooLarge]);
  });

  test.each([
    ['to the end of the file', 100],
    ['past the largest quote', 100_000],
  ])('a quote that stays open %s refuses the file', async (_, length) => {
    const reading = rows(`a,b\n1,2\n3,"${'x\n'.repeat(length)}`, 'text', small);

    await expect(reading).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/row 2 /),
    });
  });

  test('a raw text is cut, and so are its cells', async () => {
    const [row] = await rows(`a,b\n${'é'.repeat(70_000)},1\n`);

    expect(row!.raw.text).toBe('é'.repeat(65_536));
    expect(row!.raw.cells).toEqual(['é'.repeat(65_536), '1']);
  });

  test('a dictionary is replaced between blocks when it is too long, and stays the same array until then', async () => {
    const count = 150_000;
    const batch = await open(`a\n${Array.from({ length: count }, (_, index) => `id${index}`).join('\n')}\n`);
    const dictionaries = new Set<readonly string[]>();
    let row = 0;

    for await (const block of batch.blocks(requests(['a'], 'category'), { missingTokens: [''] })) {
      const column = block.columns[0]!;
      if (column.type !== 'codes') throw new Error(column.type);
      dictionaries.add(column.dictionary);
      for (const code of column.codes)
        if (column.dictionary[code] !== `id${row++}`) throw new Error(`row ${row}`);
    }

    expect(row).toBe(count);
    expect(dictionaries.size).toBe(3);
    for (const dictionary of dictionaries)
      expect(dictionary.length).toBeLessThan(65_536 + readerLimits.rowsPerBlock + 1);
  });

  test('a reading that is given up gives its stream back', async () => {
    let closed = false;
    const bytes = bytesOf(`a\n${'1\n'.repeat(10_000)}`);
    const batch = await openCsv({
      ...memorySource(bytes),
      async *stream(from = 0) {
        try {
          yield bytes.subarray(from, 9000);
          yield bytes.subarray(9000);
        } finally {
          closed = true;
        }
      },
    });

    for await (const _ of batch.blocks(requests(['a']), { missingTokens: [] })) break;

    expect(closed).toBe(true);
  });
});
