import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openCsv } from '../../../../lambdas/readers/csv/open-csv.ts';
import { readerLimits } from '../../../../lambdas/readers/limits.ts';
import { batchRows, piecewise, requests } from '../batch-rows.ts';

/** So small that every file has many windows, and some rows are too large for one. */
const small = {
  ...readerLimits,
  rowsPerBlock: 3,
  windowBytes: 24,
  fieldBytes: 40,
  rowBytes: 96,
  quoteBytes: 200,
};

const names = ['a', 'b', 'c'];
const decodings = ['text', 'category', 'number'] as const;
const columns = names.map((name, index) => ({ name, decoding: decodings[index]! }));

/** Anything that means something to CSV, well-formed or not. */
const anything = fc.string({ unit: fc.constantFrom(...'",;\r\n\n a1é\u{1f600}'), maxLength: 120 });
const rowsAlmost = fc
  .array(fc.tuple(anything, fc.constantFrom('1,2,3\n', '"x""y","p\nq",7\r\n', '\n', 'NA,,1e5\n')), {
    maxLength: 12,
  })
  .map((parts) => parts.map(([odd, good]) => (odd.length % 3 === 0 ? odd : '') + good).join(''));

async function contentOf(bytes: Uint8Array, sizes: readonly number[]) {
  try {
    const batch = await openCsv(piecewise(bytes, sizes), small);
    return await batchRows(batch, columns, ['', 'NA']);
  } catch (error) {
    return String(error);
  }
}

test('how the bytes are cut into pieces does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsAlmost,
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      async (text, sizes) => {
        const bytes = new TextEncoder().encode(`a,b,c\n${text}`);

        expect(await contentOf(bytes, sizes)).toEqual(await contentOf(bytes, [bytes.length]));
      },
    ),
    { numRuns: 800 },
  );
});

/** RFC 4180 a character at a time, on a string. Field by field: text, and whether something follows its closing quote. */
function splitSlowly(text: string, delimiter: string) {
  const rows: { fields: string[]; malformed: boolean }[] = [];
  let rest = text;
  while (rest !== '') {
    if (/^[\r\n]/.test(rest)) {
      rest = rest.slice(1);
      continue;
    }
    const row = { fields: [] as string[], malformed: false };
    for (let more = true; more; ) {
      const quoted = /^"((?:[^"]|"")*)"(?!")/.exec(rest);
      if (!quoted && rest.startsWith('"')) return { rows, open: true };
      rest = rest.slice(quoted?.[0].length ?? 0);
      const plainLength = [...rest].findIndex((character) => [delimiter, '\r', '\n'].includes(character));
      const plain = plainLength < 0 ? rest : [...rest].slice(0, plainLength).join('');
      rest = rest.slice(plain.length);
      row.fields.push((quoted?.[1] ?? '').replaceAll('""', '"') + plain);
      row.malformed ||= quoted !== null && plain !== '';
      more = rest.startsWith(delimiter);
      if (more) rest = rest.slice(1);
    }
    rows.push(row);
  }
  return { rows, open: false };
}

test('anything is read as a simple splitter of strings reads it', async () => {
  const limits = { ...readerLimits, rowsPerBlock: 4, windowBytes: 32 };
  await fc.assert(
    fc.asyncProperty(rowsAlmost, fc.constantFrom(',', ';', '\t', '|'), async (odd, delimiter) => {
      const text = odd.replaceAll(',', delimiter);
      const bytes = new TextEncoder().encode(`${names.join(delimiter)}\n${text}`);
      const expected = splitSlowly(text, delimiter);

      const endsWithDelimiter = expected.rows.every(
        ({ fields, malformed }) => fields.length === names.length + 1 && fields.at(-1) === '' && !malformed,
      );
      const width = names.length + (endsWithDelimiter ? 1 : 0);

      const csv = { delimiter, escape: '"', trim: false };
      const reading = openCsv(memorySource(bytes, 7), limits, csv).then((batch) =>
        batchRows(batch, requests(names), []),
      );

      if (expected.open) return expect(reading).rejects.toMatchObject({ code: 'unreadable' });
      const read = await reading;
      expect(read.map((row) => row.fault)).toEqual(
        expected.rows.map(({ fields, malformed }) => (malformed ? 2 : fields.length === width ? 0 : 1)),
      );
      expect(read.map((row) => row.raw.cells)).toEqual(
        expected.rows.map(({ fields }) => names.map((_, at) => fields[at])),
      );
      for (const row of read) if (row.fault === 0) expect(row.cells).toEqual(row.raw.cells);
    }),
    { numRuns: 1500 },
  );
});

/** Writes a cell with quotes where it needs them, and sometimes where not. */
function write(text: string, eager: boolean, delimiter: string): string {
  const needed = text.includes(delimiter) || /["\r\n]/.test(text);
  return needed || eager ? `"${text.replaceAll('"', '""')}"` : text;
}

test('a table that was written is read as it was', async () => {
  const cell = fc.string({
    unit: fc.oneof(fc.constantFrom(...'",;\t|\r\n '), fc.constantFrom(...'abé数\u{1f600}')),
    maxLength: 9,
  });
  const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      async (cells, delimiter, lineEnd, eager) => {
        const lines = [names, ...cells].map((row) =>
          row.map((text) => write(text, eager, delimiter)).join(delimiter),
        );
        const bytes = new TextEncoder().encode(lines.join(lineEnd));

        const batch = await openCsv(memorySource(bytes, 11), {
          ...readerLimits,
          rowsPerBlock: 7,
          windowBytes: 64,
        });

        for (const decoding of ['text', 'category'] as const) {
          const read = await batchRows(batch, requests(names, decoding), []);
          expect(read.map((row) => row.cells)).toEqual(cells);
        }
      },
    ),
    { numRuns: 400 },
  );
});
