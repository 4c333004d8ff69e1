import { type ColumnBlock, cellState, numbersByCode } from '../../block/column-block.ts';
import type { SegmentPlan } from './plan.ts';

/** In place of a segment: the row is in none. */
export const noSegment = 255;

/** The segment of each row of a block, {@link noSegment} where it is in none; overwritten by the next. */
export type LocateRows = (block: ColumnBlock) => Uint8Array;

/** Prepares the look-up of a plan's segments: refused rows have one too, as long as their value can be read. */
export function locateRows({ column, segments }: SegmentPlan): LocateRows {
  const segmentOfValue = new Map(segments.map(({ value }, segment) => [value, segment]));
  const segmentsOf = numbersByCode((value) => segmentOfValue.get(value) ?? noSegment);
  let ofRow = new Uint8Array(0);

  return (block) => {
    if (ofRow.length < block.rowCount) ofRow = new Uint8Array(block.rowCount);
    const cells = block.columns[column];
    if (cells?.type === 'codes')
      locate(ofRow, segmentsOf(cells.dictionary), cells.codes, cells.states, block.rowCount);
    else ofRow.fill(noSegment, 0, block.rowCount);
    return ofRow;
  };
}

/** A function of its own, so that its variables stay in registers. */
function locate(
  ofRow: Uint8Array,
  ofCode: readonly number[],
  codes: Uint32Array,
  states: Uint8Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++)
    ofRow[row] = states[row] === cellState.present ? ofCode[codes[row]!]! : noSegment;
}
