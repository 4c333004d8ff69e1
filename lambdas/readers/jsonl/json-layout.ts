import { columnStride } from '../cell-spans.ts';

/** What a cell of a JSON row is. Absent: the row has no such key. Broken: text with half a surrogate pair, or no cell at all. */
export const cellType = {
  absent: 0,
  null: 1,
  text: 2,
  number: 3,
  boolean: 4,
  nested: 5,
  broken: 6,
} as const;

/** Where the cells of a block's rows are, as the scanner found them. Written over by every block. */
export interface JsonLayout {
  /** The columns that are looked for, one a place: exact keys, or paths through objects with dots between the keys. */
  readonly names: readonly string[];
  readonly rowCapacity: number;
  /** See {@link columnStride}. */
  readonly stride: number;
  /** Cell of a row in a column, at `column * stride + row`; half-open, texts without quotes and escapes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** One of {@link cellType} a cell, at the same places. */
  readonly types: Uint8Array;
  /** Each row without what separates it from the next. */
  readonly rowStarts: Int32Array;
  readonly rowEnds: Int32Array;
  /** One of `rowFault` a row. */
  readonly faults: Uint8Array;
}

/** An empty layout. */
export function jsonLayout(names: readonly string[], rowCapacity: number): JsonLayout {
  const stride = columnStride(rowCapacity);
  const cells = names.length * stride;
  return {
    names,
    rowCapacity,
    stride,
    starts: new Int32Array(cells),
    ends: new Int32Array(cells),
    types: new Uint8Array(cells),
    rowStarts: new Int32Array(rowCapacity),
    rowEnds: new Int32Array(rowCapacity),
    faults: new Uint8Array(rowCapacity),
  };
}

/** Gives a row its fault, and takes its cells. */
export function markJsonFault(layout: JsonLayout, row: number, fault: number): void {
  layout.faults[row] = fault;
  for (let cell = row; cell < layout.types.length; cell += layout.stride) {
    layout.types[cell] = cellType.broken;
  }
}
