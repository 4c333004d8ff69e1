import { type Column, cellState, numbersByCode } from '../block/column-block.ts';
import { hashText, mixBits } from '../block/hash.ts';

/** A number for each row of a column; NaN where it has none. */
export type ReadNumbers = (column: Column | undefined, rows: number) => Float64Array;

/** Numbers as they are. */
export const readNumbers: ReadNumbers = (column, rows) => {
  const numbers = new Float64Array(rows).fill(Number.NaN);
  if (column?.type !== 'numbers') return numbers;
  const { values, states } = column;
  for (let row = 0; row < rows; row++) if (states[row] === cellState.present) numbers[row] = values[row]!;
  return numbers;
};

/** Gives every class a number, from 0 on, in the order in which they are met. */
export function classNumbers(known: readonly string[] = []) {
  const codes = new Map(known.map((name, code) => [name, code]));
  const codeOf = (name: string) => {
    const code = codes.get(name) ?? codes.size;
    codes.set(name, code);
    return code;
  };
  /** @returns what reads the classes of one column, block by block */
  const reader = (): ReadNumbers => {
    const codesOf = numbersByCode(codeOf);
    return (column, rows) => {
      const numbers = new Float64Array(rows).fill(Number.NaN);
      if (column?.type !== 'codes' && column?.type !== 'numbers') return numbers;
      const ofCode = column.type === 'codes' ? codesOf(column.dictionary) : [];
      for (let row = 0; row < rows; row++) {
        if (column.states[row] !== cellState.present) continue;
        numbers[row] =
          column.type === 'codes' ? ofCode[column.codes[row]!]! : codeOf(String(column.values[row]! + 0));
      }
      return numbers;
    };
  };
  return { reader, names: (): string[] => [...codes.keys()] };
}

/** What stands for a cell without a value. Missing is missing, however it is spelled. */
const missingWord = 1;
const unparsableWord = 2;

/**
 * 32 bits of each cell's value, not of how it is written: `1.50` and `1.5` are one. Two different values of a column have the same
 * with a chance of 2^-32.
 */
export type HashCells = (column: Column | undefined, rows: number) => Uint32Array;

/** One for each column, for what it keeps of its dictionary. */
export function hashCells(): HashCells {
  const wordsOf = numbersByCode(hashText);
  return (column, rows) => {
    const words = new Uint32Array(rows).fill(missingWord);
    if (!column || column.type === 'identities') return words;
    const ofCode = column.type === 'codes' ? wordsOf(column.dictionary) : [];
    const { states } = column;
    for (let row = 0; row < rows; row++) {
      if (states[row] === cellState.present) words[row] = wordOf(column, row, ofCode);
      else if (states[row] === cellState.unparsable) words[row] = unparsableWord;
    }
    return words;
  };
}

const bits = new Float64Array(1);
const halves = new Uint32Array(bits.buffer);

function wordOf(column: Column, row: number, ofCode: readonly number[]): number {
  switch (column.type) {
    case 'numbers':
      return wordOfNumber(column.values[row]!);
    case 'codes':
      return ofCode[column.codes[row]!]!;
    case 'texts':
      return hashText(column.at(row));
    case 'vectors': {
      const { dimension, values, lengths } = column;
      let word = lengths[row]!;
      for (let at = row * dimension; at < (row + 1) * dimension; at++)
        word = mixBits(word ^ wordOfNumber(values[at]!));
      return word;
    }
    case 'identities':
      return column.low[row]!;
    default:
      return column satisfies never;
  }
}

function wordOfNumber(value: number): number {
  bits[0] = value + 0;
  return mixBits(halves[0]! ^ mixBits(halves[1]!));
}
