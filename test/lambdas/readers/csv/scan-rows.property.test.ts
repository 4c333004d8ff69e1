import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { slackBytes } from '../../../../lambdas/readers/cell-spans.ts';
import { rowLayout } from '../../../../lambdas/readers/csv/row-layout.ts';
import { scanRows } from '../../../../lambdas/readers/csv/scan-rows.ts';

const columns = 3;
const plain = fc.array(
  fc.nat(40).map((length) => 'x'.repeat(length)),
  { minLength: columns, maxLength: columns },
);
const odd = fc.constantFrom(['"a,\nb"', 'c', 'd'], ['a', 'b'], ['a', 'b', 'c', 'd'], ['a', 'b', 'c\r'], ['']);
/** Now and then a row that is not plain, or longer than what is scanned at once. */
const anyRow = fc.oneof({ weight: 200, arbitrary: plain }, odd, fc.constant(['a', 'y'.repeat(40_000), 'b']));

test('rows are found as they are split one by one, whatever stands between plain ones', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 4000, size: 'max' }), fc.boolean(), (rows, isFinal) => {
      const lines = rows.map((cells) => `${cells.join(',')}\n`);
      const text = Buffer.from(lines.join(''));
      const bytes = new Uint8Array(2 * (text.length + slackBytes));
      bytes.set(text);
      const layout = rowLayout(columns, 5000);
      const view = new DataView(bytes.buffer);
      const setting = { begin: 0, end: text.length, final: isFinal, delimiter: 44, fieldBytes: 1_048_576 };

      const { rowCount, consumed } = scanRows({ bytes, view, ...setting }, layout);

      const found = Array.from({ length: rowCount }, (_, row) =>
        layout.faults[row] !== 0
          ? 'fault'
          : Array.from({ length: columns }, (_, column) => {
              const at = column * layout.stride + row;
              return text.toString('latin1', layout.starts[at], layout.ends[at]);
            }),
      );
      expect(found).toEqual(rows.filter((cells) => cells.join() !== '').map(cellsOf));
      expect(consumed).toBe(text.length);
    }),
    { numRuns: 25, seed: 58 },
  );
});

function cellsOf(cells: readonly string[]): readonly string[] | 'fault' {
  return cells.length === columns ? cells.map((cell) => cell.replaceAll('"', '').trimEnd()) : 'fault';
}
