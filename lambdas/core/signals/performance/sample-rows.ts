import { type CodeColumn, type Column, type ColumnBlock, cellState } from '../../block/column-block.ts';
import { mixBits } from '../../block/hash.ts';

/** Rows of a reference that a tree is grown from, at most. */
const mostRows = 65_536;

/** Cells of all sampled rows together: 32 MiB of numbers. */
const mostCells = 4_194_304;

/** Seed of the choice of rows: one for all, so that the same reference gives the same plan. */
const sampleSeed = 20_261_114;

/** A sample of rows, by the columns that were asked for; undefined where the file has none of the name. */
export interface SampledRows {
  readonly rows: number;
  readonly columns: ReadonlyMap<number, Column>;
}

/** Takes a sample of rows as they pass. */
export interface RowSampler {
  /** @param refused  1 where the row broke the contract: it is not taken */
  add(block: ColumnBlock, refused: Uint8Array): void;
  sample(): SampledRows;
}

/**
 * Takes all rows of a small reference, and of a large one those whose hash is below a limit that falls as the sample fills: the same
 * rows however the file is cut into blocks, in memory that does not grow with it. The hash is of the row's number.
 *
 * @param places  of the columns that are kept: numbers and categories, others are left out
 */
export function sampleRows(places: readonly number[]): RowSampler {
  const capacity = Math.max(1000, Math.min(mostRows, Math.floor(mostCells / Math.max(1, places.length))));
  const hashes = new Uint32Array(capacity);
  const columns = new Map<number, Sampled>();
  let [rows, limit] = [0, 2 ** 32];

  function halve(): void {
    limit /= 2;
    let kept = 0;
    for (let row = 0; row < rows; row++) {
      if (hashes[row]! >= limit) continue;
      for (const column of columns.values()) column.move(row, kept);
      hashes[kept++] = hashes[row]!;
    }
    rows = kept;
  }

  return {
    add(block, refused) {
      for (const place of places) startColumn(columns, place, block.columns[place], capacity);
      for (let row = 0; row < block.rowCount; row++) {
        const hash = mixBits((block.firstRow + row) ^ sampleSeed) >>> 0;
        if (hash >= limit || refused[row] !== 0) continue;
        while (rows === capacity) halve();
        if (hash >= limit) continue;
        hashes[rows] = hash;
        for (const [place, column] of columns) column.take(block.columns[place], row, rows);
        rows++;
      }
    },
    sample: () => ({ rows, columns: new Map(Array.from(columns, ([place, { column }]) => [place, column])) }),
  };
}

interface Sampled {
  readonly column: Column;
  take(from: Column | undefined, row: number, into: number): void;
  move(from: number, into: number): void;
}

function startColumn(
  columns: Map<number, Sampled>,
  place: number,
  column: Column | undefined,
  capacity: number,
): void {
  if (columns.has(place) || !column) return;
  if (column.type === 'numbers') columns.set(place, sampledNumbers(capacity));
  if (column.type === 'codes') columns.set(place, sampledCodes(capacity));
}

function sampledNumbers(capacity: number): Sampled {
  const [values, states] = [new Float64Array(capacity), new Uint8Array(capacity)];
  return {
    column: { type: 'numbers', values, states },
    take(from, row, into) {
      const isOne = from?.type === 'numbers';
      values[into] = isOne ? from.values[row]! : 0;
      states[into] = isOne ? from.states[row]! : cellState.missing;
    },
    move(from, into) {
      values[into] = values[from]!;
      states[into] = states[from]!;
    },
  };
}

/** Dictionaries of readers begin anew when they get too long: the sample has one of its own. */
function sampledCodes(capacity: number): Sampled {
  const [codes, states] = [new Uint32Array(capacity), new Uint8Array(capacity)];
  const dictionary: string[] = [];
  const codeOf = new Map<string, number>();
  const known = (text: string): number => {
    const code = codeOf.get(text);
    if (code !== undefined) return code;
    codeOf.set(text, dictionary.length);
    return dictionary.push(text) - 1;
  };
  const column: CodeColumn = { type: 'codes', codes, dictionary, states };
  return {
    column,
    take(from, row, into) {
      const isOne = from?.type === 'codes';
      const state = isOne ? from.states[row]! : cellState.missing;
      states[into] = state;
      codes[into] = isOne && state === cellState.present ? known(from.dictionary[from.codes[row]!]!) : 0;
    },
    move(from, into) {
      codes[into] = codes[from]!;
      states[into] = states[from]!;
    },
  };
}
