import type { Column, ColumnBlock } from '../../lambdas/core/block/column-block.ts';

/** Columns of numbers or categories as one block; NaN and undefined are missing, spelled as the first missing token. */
export function buildSample(columns: readonly (readonly (number | string | undefined)[])[]): ColumnBlock {
  const rowCount = columns[0]?.length ?? 0;
  return {
    firstRow: 0,
    rowCount,
    columns: columns.map(sampleColumn),
    faults: new Uint8Array(rowCount),
    raw: (row) => {
      const cells = columns.map((column) => (isMissing(column[row]) ? '' : String(column[row])));
      return { text: cells.join(','), cells };
    },
  };
}

function sampleColumn(cells: readonly (number | string | undefined)[]): Column {
  const states = Uint8Array.from(cells, (cell) => (isMissing(cell) ? 2 : 0));
  const first = cells.find((cell) => !isMissing(cell));
  if (typeof first !== 'string') return { type: 'numbers', values: Float64Array.from(cells, Number), states };
  const dictionary = [...new Set(cells.filter((cell) => cell !== undefined).map(String))];
  const codeOf = new Map(dictionary.map((value, code) => [value, code]));
  return {
    type: 'codes',
    codes: Uint32Array.from(cells, (cell) => codeOf.get(String(cell)) ?? 0),
    dictionary,
    states,
  };
}

function isMissing(cell: number | string | undefined): boolean {
  return cell === undefined || Number.isNaN(cell);
}
