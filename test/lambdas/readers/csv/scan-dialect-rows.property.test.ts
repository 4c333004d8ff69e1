import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sentinelBytes } from '../../../../lambdas/readers/byte-window.ts';
import { slackBytes } from '../../../../lambdas/readers/cell-spans.ts';
import type { Dialect } from '../../../../lambdas/readers/csv/dialect.ts';
import { rowLayout, type ScanInput } from '../../../../lambdas/readers/csv/row-layout.ts';
import { scanDialectRows } from '../../../../lambdas/readers/csv/scan-dialect-rows.ts';
import { scanRows } from '../../../../lambdas/readers/csv/scan-rows.ts';
import { rowSkipper } from '../../../../lambdas/readers/csv/skip-row.ts';
import { splitRecord } from '../../../../lambdas/readers/csv/split-record.ts';

const columnCount = 3;
const anyText = fc
  .array(fc.constantFrom('a', ',', '"', '\\', '\n', '\r', ' ', '\t', '#', 'é', '""', '\\"'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

function scan(text: string, final: boolean, dialect: Dialect | undefined) {
  const bytes = new TextEncoder().encode(text);
  const memory = new Uint8Array((bytes.length + sentinelBytes) * 2 + slackBytes);
  memory.set(bytes);
  const input: ScanInput = {
    bytes: memory,
    view: new DataView(memory.buffer),
    begin: 0,
    end: bytes.length,
    final,
    delimiter: dialect?.delimiter ?? 0x2c,
    fieldBytes: 12,
  };
  const layout = rowLayout(columnCount, 8);
  const scanned = dialect ? scanDialectRows(input, dialect, layout) : scanRows(input, layout);
  const rows = Array.from({ length: scanned.rowCount }, (_, row) => ({
    fault: layout.faults[row],
    from: layout.rowStarts[row],
    to: layout.rowEnds[row],
    cells: Array.from({ length: columnCount }, (_, column) => {
      const slot = column * layout.stride + row;
      return Buffer.from(memory.subarray(layout.starts[slot], layout.ends[slot])).toString();
    }),
  }));
  return { ...scanned, rows };
}

const escaping: Dialect = { delimiter: 0x2c, escaper: 0x5c };

describe('the scanner of any dialect', () => {
  test('finds in RFC 4180 what its scanner finds', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, final) => {
        expect(scan(text, final, { delimiter: 0x2c })).toEqual(scan(text, final, undefined));
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  test('reads cells as they were before quotes and backslashes were written behind backslashes', () => {
    const cell = fc
      .array(fc.constantFrom('a', ',', '"', '\\', ' ', 'N', 'é', '\n'), { maxLength: 5 })
      .map((all) => all.join(''));
    const written = fc.tuple(cell, fc.constantFrom('quoted', 'plain')).map(([text, way]) => ({
      text,
      written: way === 'quoted' ? `"${text.replace(/["\\]/g, '\\$&')}"` : text.replace(/["\\,\n]/g, '\\$&'),
    }));
    fc.assert(
      fc.property(fc.array(fc.tuple(written, written, written), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows.map((cells) => `${cells.map((cell) => cell.written).join(',')}\n`).join('');

        const { rows: read } = scan(text, false, escaping);

        expect(read.map(({ cells }) => cells)).toEqual(rows.map((cells) => cells.map((cell) => cell.text)));
      }),
      { numRuns: 1_000, seed: 4 },
    );
  });

  test('ends a row where the others do', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [row] = scan(text, true, escaping).rows;
        fc.pre(row !== undefined);
        const bytes = Buffer.from(text);
        const from = row?.from ?? 0;

        expect(splitRecord(bytes, from, escaping).end).toBe(row?.to);
        const skipped = rowSkipper(escaping).skip(bytes, from, bytes.length);
        expect(skipped < 0 ? bytes.length : skipped).toBe(row?.to);
      }),
      { numRuns: 1_000, seed: 5 },
    );
  });

  test('leaves out blanks around cells and quotes, and lines that are comments', () => {
    const dialect = { delimiter: 0x2c, trim: true, comment: 0x23 };

    expect(
      scan('# a\n a ,\t"b, ",\n#\n"x" , y z ,1 \n', false, dialect).rows.map(({ cells }) => cells),
    ).toEqual([
      ['a', 'b, ', ''],
      ['x', 'y z', '1'],
    ]);
  });
});
