import { type ColumnBlock, cellState, rowFault } from '../block/column-block.ts';
import type { Contract } from '../contract/contract.ts';
import type { HoldoutColumns } from './columns.ts';
import { classNumbers, hashCells, readNumbers } from './read-cells.ts';
import { rowIndex } from './row-index.ts';

/** Rows of a holdout set at most. */
export const maximumRows = 1_000_000;

/** Values of inputs that are kept of a baseline, 4 bytes each: 80 MB. */
export const maximumInputs = 20_000_000;

/** Rows of a holdout set that can't be compared, and all of them. */
export interface RowCounts {
  readonly rows: number;
  /** Broken, or without an id. */
  readonly unusable: number;
  /** Rows whose id an earlier row has: the first one counts. */
  readonly repeated: number;
}

/** The first scores of a holdout set: of every row its id, its inputs and what was said of it; no value of a row but these. */
export interface Baseline extends RowCounts {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly prediction: Float64Array;
  readonly label: Float64Array;
  readonly confidence: Float64Array;
  /** Row after row, a word for each input. */
  readonly inputs: Uint32Array;
  readonly inputNames: readonly string[];
  readonly predicts: HoldoutColumns['predicts'];
  /** By number; empty where numbers are predicted. */
  readonly classes: readonly string[];
}

/** The rows of one block as they are compared. */
export interface ReadRows {
  readonly rows: number;
  /** 1 where the row is to be left out. */
  readonly unusable: Uint8Array;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly prediction: Float64Array;
  readonly label: Float64Array;
  readonly confidence: Float64Array;
  /** One list of words for each input. */
  readonly inputs: readonly Uint32Array[];
}

/** One row of a run and the row of the baseline that has its id. */
export interface Pair {
  readonly rows: ReadRows;
  /** Of the run, in its block. */
  readonly row: number;
  /** Of the baseline. */
  readonly of: number;
  readonly isSameInput: boolean;
}

/** Reads blocks as rows of a holdout set. @param known  classes of the baseline */
export function holdoutReader(columns: HoldoutColumns, known: readonly string[] = []) {
  const classes = classNumbers(known);
  const isNumber = columns.predicts === 'numbers';
  const [prediction, label] = [0, 1].map(() => (isNumber ? readNumbers : classes.reader()));
  const hashes = columns.inputs.map(() => hashCells());
  const read = (block: ColumnBlock): ReadRows => {
    const { rowCount: rows } = block;
    const at = (place: number | undefined) => (place === undefined ? undefined : block.columns[place]);
    const id = at(columns.identity);
    const unusable = new Uint8Array(rows);
    for (let row = 0; row < rows; row++)
      unusable[row] = Number(block.faults[row] !== rowFault.none || id?.states[row] !== cellState.present);
    // A reader writes its next block into the same arrays.
    const isThere = id?.type === 'identities';
    return {
      rows,
      unusable,
      low: isThere ? id.low.slice(0, rows) : new Uint32Array(rows),
      high: isThere ? id.high.slice(0, rows) : new Uint32Array(rows),
      prediction: prediction!(at(columns.prediction), rows),
      label: label!(at(columns.label), rows),
      confidence: readNumbers(at(columns.confidence), rows),
      inputs: columns.inputs.map((place, index) => hashes[index]!(at(place), rows)),
    };
  };
  return { read, classes: () => (isNumber ? [] : classes.names()) };
}

/** Collects a baseline, block by block. */
export function collectBaseline(contract: Contract, columns: HoldoutColumns) {
  const reader = holdoutReader(columns);
  const blocks: ReadRows[] = [];
  let rows = 0;
  return {
    add(block: ColumnBlock): void {
      blocks.push(reader.read(block));
      rows += block.rowCount;
    },
    /** Whether there are more rows or inputs than are compared. */
    isTooLarge: () => rows > maximumRows || rows * columns.inputs.length > maximumInputs,
    baseline(): Baseline {
      const inputNames = columns.inputs.map((place) => contract.columns[place]!.name);
      const all = concatenated(blocks, columns.inputs.length);
      return { ...all, rows, inputNames, predicts: columns.predicts, classes: reader.classes() };
    },
  };
}

/** Blocks in one, without rows that are left out and ids that were there before. */
function concatenated(blocks: readonly ReadRows[], width: number) {
  const join = <List extends Uint32Array | Float64Array>(into: List, of: (block: ReadRows) => List): List => {
    let at = 0;
    for (const block of blocks) {
      const list = of(block);
      for (let row = 0; row < block.rows; row++) if (block.unusable[row] === 0) into[at++] = list[row]!;
    }
    return into;
  };
  const usable = blocks.reduce((sum, { unusable }) => unusable.reduce((n, one) => n + 1 - one, sum), 0);
  const all = blocks.reduce((sum, { rows }) => sum + rows, 0);
  const low = join(new Uint32Array(usable), (block) => block.low);
  const high = join(new Uint32Array(usable), (block) => block.high);
  const inputs = new Uint32Array(usable * width);
  for (let input = 0; input < width; input++) {
    const words = join(new Uint32Array(usable), (block) => block.inputs[input]!);
    for (let row = 0; row < usable; row++) inputs[row * width + input] = words[row]!;
  }
  const index = rowIndex(low, high);
  let repeated = 0;
  for (let row = 0; row < usable; row++) if (index.find(low[row]!, high[row]!) !== row) repeated++;
  return {
    unusable: all - usable,
    repeated,
    low,
    high,
    prediction: join(new Float64Array(usable), (block) => block.prediction),
    label: join(new Float64Array(usable), (block) => block.label),
    confidence: join(new Float64Array(usable), (block) => block.confidence),
    inputs,
  };
}
