import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decoding } from '../../../../lambdas/core/block/column-request.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { openJsonl } from '../../../../lambdas/readers/jsonl/open-jsonl.ts';
import { readerLimits } from '../../../../lambdas/readers/limits.ts';
import { batchRows, piecewise } from '../batch-rows.ts';

const names = ['a', 'b', 'a.b', 'né', 'c', '__proto__', 'd.e.f'];
const decodings = ['number', 'integer', 'category', 'text', 'boolean', 'timestamp'] as const;

/** Rows are few: memory for a megabyte of them would take most of the time. */
const plain = { ...readerLimits, windowBytes: 8_192 };

/** So small that every file has many windows, and some rows are too large for one. */
const small = { ...readerLimits, rowsPerBlock: 3, windowBytes: 48, fieldBytes: 60, rowBytes: 192 };

const scalar = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e21, 1e-7, 2 ** 53 + 2),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('', 'NA', '5', 'true', '2024-01-01', '2024-01-01T00:00:00Z'),
  fc.string({ unit: fc.constantFrom(...'"\\/\n\t a1é\u{1f600}\ud800{}[],:'), maxLength: 12 }),
);
const value = fc.oneof(
  { arbitrary: scalar, weight: 8 },
  { arbitrary: fc.array(scalar, { maxLength: 3 }), weight: 1 },
  { arbitrary: fc.dictionary(fc.constantFrom('b', 'e', 'x', '"'), scalar, { maxKeys: 2 }), weight: 1 },
);

/** An object as its keys and values: a key may come twice. */
const entries = fc.array(fc.tuple(fc.constantFrom(...names, 'other', 'd', 'x"y'), value), { maxLength: 7 });
const alike = fc
  .array(fc.constantFrom(...names, 'other'), { maxLength: 6 })
  .chain((keys) => fc.array(fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), value)))));
const table = fc.oneof(fc.array(entries, { maxLength: 12 }), alike);

type Entries = readonly (readonly [string, unknown])[];

function write(row: Entries, key: (text: string) => string, gap: string): string {
  const pairs = row.map(([name, cell]) => `${key(name)}:${gap}${JSON.stringify(cell)}`);
  return `{${gap}${pairs.join(`,${gap}`)}${gap}}`;
}

const plainKey = (text: string) => JSON.stringify(text);
/** The same key, such that the row is left to `JSON.parse`. */
const escapedKey = (text: string) =>
  `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;

async function contentOf(text: string, decoding: Decoding, sizes: readonly number[], limits = plain) {
  try {
    const batch = await openJsonl(piecewise(new TextEncoder().encode(text), sizes), limits);
    const columns = names.map((name) => ({ name, decoding }));
    return (await batchRows(batch, columns, ['', 'NA'])).map(({ fault, cells, raw }) => ({
      fault,
      cells,
      raw: raw.cells,
    }));
  } catch (error) {
    return String(error);
  }
}

test('a row is read alike from its bytes and by JSON.parse', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(...decodings),
      fc.constantFrom('', ' '),
      async (rows, decoding, gap) => {
        const [plain, escaped] = [plainKey, escapedKey].map((key) =>
          rows.map((row) => write(row, key, gap)).join('\n'),
        );

        expect(await contentOf(plain!, decoding, [1_000])).toEqual(
          await contentOf(escaped!, decoding, [1_000]),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('lines and a list of the same rows are the same', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(...decodings), async (rows, decoding) => {
      fc.pre(rows.length > 0);
      const lines = rows.map((row) => write(row, plainKey, '')).join('\n');
      const list = `[${rows.map((row) => write(row, plainKey, '\n ')).join(',\n')}\n]`;

      expect(await contentOf(list, decoding, [7])).toEqual(await contentOf(lines, decoding, [1_000]));
    }),
    { numRuns: 300 },
  );
});

const noise = fc.string({ unit: fc.constantFrom(...'"{}[]:,\\\n\r t1-.eE é'), maxLength: 60 });

test('how the bytes are cut into pieces does not matter, and nothing hangs', async () => {
  const lines = fc
    .array(fc.tuple(noise, entries, fc.nat(9)), { maxLength: 10 })
    .map((parts) => parts.map(([odd, row, pick]) => (pick < 3 ? odd : write(row, plainKey, ' '))).join('\n'));
  await fc.assert(
    fc.asyncProperty(
      lines,
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      async (text, isList, sizes) => {
        const file = isList ? `[{"a":1},${text}]` : `{"a":1}\n${text}`;

        expect(await contentOf(file, 'category', sizes, small)).toEqual(
          await contentOf(file, 'category', [file.length * 4], small),
        );
      },
    ),
    { numRuns: 600 },
  );
});

test('a row is malformed exactly when JSON.parse gives no object', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        noise,
        noise.map((text) => `{"a":${text}}`),
      ),
      async (text) => {
        const line = text.replaceAll('\n', ' ');
        fc.pre(/[^ \r\t]/.test(line));

        const source = memorySource(new TextEncoder().encode(`{"a":1}\n${line}`));
        const batch = await openJsonl(source, plain);
        const [, row] = await batchRows(batch, [{ name: 'a', decoding: 'category' }]);

        expect(row?.fault).toBe(isObject(line) ? 0 : 2);
      },
    ),
    { numRuns: 1_000 },
  );
});

function isObject(text: string): boolean {
  try {
    const parsed = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
