import { rowFault } from '../../core/block/column-block.ts';
import { markFault, type RowLayout } from './row-layout.ts';

/**
 * Makes the rows malformed that have a NUL byte in them: no text has one, so the row is damaged.
 *
 * @param bytes  ends with the layout's last row
 * @param from   where its first row begins
 */
export function markNulRows(bytes: Buffer, from: number, layout: RowLayout): void {
  let row = 0;
  for (let nul = bytes.indexOf(0, from); nul >= 0; nul = bytes.indexOf(0, layout.rowEnds[row]!)) {
    while (layout.rowEnds[row]! <= nul) row++;
    markFault(layout, row, rowFault.malformed);
  }
}
