import { columnStride } from '../cell-spans.ts';

/** What is to be scanned. */
export interface ScanInput {
  /** Bytes of the file at [begin, end), then `sentinelBytes` and as many bytes of scratch space again. */
  readonly bytes: Uint8Array;
  /** The same memory. */
  readonly view: DataView;
  readonly begin: number;
  readonly end: number;
  /** Whether the file ends with these bytes: then the last row needs no line end. */
  readonly final: boolean;
  readonly delimiter: number;
  /** A field with more bytes makes its row too large. */
  readonly fieldBytes: number;
}

/** Where the cells of a block's rows are, as the scanner found them. Written over by every block. */
export interface RowLayout {
  readonly columnCount: number;
  readonly rowCapacity: number;
  /** See {@link columnStride}. */
  readonly stride: number;
  /** Cell of a row in a column, at `column * stride + row`; half-open, without quotes and escapes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Each row with its quotes, without its line end. */
  readonly rowStarts: Int32Array;
  readonly rowEnds: Int32Array;
  /** One of `rowFault` a row. */
  readonly faults: Uint8Array;
}

/** An empty layout. */
export function rowLayout(columnCount: number, rowCapacity: number): RowLayout {
  const stride = columnStride(rowCapacity);
  return {
    columnCount,
    rowCapacity,
    stride,
    starts: new Int32Array(columnCount * stride),
    ends: new Int32Array(columnCount * stride),
    rowStarts: new Int32Array(rowCapacity),
    rowEnds: new Int32Array(rowCapacity),
    faults: new Uint8Array(rowCapacity),
  };
}

/** Gives a row its fault, and takes its cells: they are no values, not even empty ones. */
export function markFault(layout: RowLayout, row: number, fault: number): void {
  layout.faults[row] = fault;
  for (let slot = row; slot < layout.starts.length; slot += layout.stride) {
    layout.starts[slot] = 1;
    layout.ends[slot] = 0;
  }
}

/** Whether one of the cells that were found of a row has more bytes. */
export function hasLargeField(
  layout: RowLayout,
  row: number,
  fieldCount: number,
  fieldBytes: number,
): boolean {
  const columns = Math.min(fieldCount, layout.columnCount);
  for (let column = 0; column < columns; column++) {
    const slot = column * layout.stride + row;
    if (layout.ends[slot]! - layout.starts[slot]! > fieldBytes) return true;
  }
  return false;
}
