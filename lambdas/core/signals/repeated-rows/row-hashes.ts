import { addWords, rowHashes, wordsOfNumbers } from '../../../simd/kernels.ts';
import { type CodeColumn, type Column, type ColumnBlock, cellState } from '../../block/column-block.ts';
import { hashText, mixBits } from '../../block/hash.ts';

/** Takes the rows [from, to) of a block, at most `kernelRows`, into hashes: see {@link smallHashes}. */
export type HashRows = (block: ColumnBlock, from: number, to: number) => void;

/** @param columns  how many of a block's columns make a row @param except  place of one that makes no row another */
export function compileRowHashes(columns: number, except: number | undefined): HashRows {
  const places = Array.from({ length: columns }, (_, place) => place).filter((place) => place !== except);
  const hashColumns = places.map((place) => ({ place, seed: mixBits(place + 1), wordsOf: compileWords() }));
  return (block, from, to) => {
    rowHashes.high.fill(0, 0, to - from);
    rowHashes.low.fill(0, 0, to - from);
    for (const { place, seed, wordsOf } of hashColumns) {
      const column = block.columns[place];
      if (!column) continue;
      wordsOf(column, from, to);
      addWords(to - from, seed);
    }
  };
}

/** The hashes of those rows that are accepted, whole numbers below 2^48, up to one. */
export function smallHashes(refused: Uint8Array, highest: number): Float64Array {
  const small = new Float64Array(refused.length);
  return small.subarray(0, findSmall(rowHashes.high, rowHashes.low, refused, highest, small));
}

function findSmall(
  high: Int32Array,
  low: Int32Array,
  refused: Uint8Array,
  highest: number,
  into: Float64Array,
): number {
  const rows = refused.length;
  let found = 0;
  for (let row = 0; row < rows; row++) {
    const hash = (mixBits(high[row]!) >>> 0) * 65_536 + (low[row]! >>> 16);
    if (hash <= highest && refused[row] === 0) into[found++] = hash;
  }
  return found;
}

/** Cells that are missing are alike, however they are spelled, and so are those that cannot be read. */
const noValue = 0x2545f491;

/** Leaves what the cells of a column say in `rowHashes.words`. */
type WordsOf = (column: Column, from: number, to: number) => void;

function compileWords(): WordsOf {
  const hashesOf = hashesOfCodes();
  return (column, from, to) => {
    switch (column.type) {
      case 'numbers':
        rowHashes.numbers.set(column.values.subarray(from, to));
        rowHashes.states.set(column.states.subarray(from, to));
        return wordsOfNumbers(to - from, noValue);
      case 'codes':
        return wordsOfCodes(column, hashesOf(column.dictionary), rowHashes.words, from, to);
      case 'identities':
        return wordsOf(column, from, to, (row) => column.low[row]! ^ highWord(column.high[row]!));
      case 'texts':
        return wordsOf(column, from, to, (row) => hashText(column.at(row)));
      case 'vectors':
        return wordsOf(column, from, to, compileVectorWord(column));
      default:
        return column satisfies never;
    }
  };
}

function wordsOf({ states }: Column, from: number, to: number, wordOf: (row: number) => number): void {
  for (let row = from; row < to; row++)
    rowHashes.words[row - from] = states[row] === cellState.present ? wordOf(row) : noValue;
}

function highWord(word: number): number {
  return Math.imul(word, 0x27d4eb2f);
}

/** The hash of each value of a dictionary, by its code: each made once, as dictionaries grow. */
function hashesOfCodes(): (dictionary: readonly string[]) => Int32Array {
  let known: readonly string[] | undefined;
  let hashes = new Int32Array(0);
  let count = 0;
  return (dictionary) => {
    if (dictionary !== known) count = 0;
    known = dictionary;
    if (hashes.length < dictionary.length) {
      const more = new Int32Array(2 * dictionary.length);
      more.set(hashes.subarray(0, count));
      hashes = more;
    }
    for (; count < dictionary.length; count++) hashes[count] = hashText(dictionary[count]!);
    return hashes;
  };
}

function wordsOfCodes(
  { codes, states }: CodeColumn,
  hashes: Int32Array,
  words: Int32Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++)
    words[row - from] = states[row] === cellState.present ? hashes[codes[row]!]! : noValue;
}

/** Of the numbers of a vector of the column's length; of another length that alone. */
function compileVectorWord({
  values,
  lengths,
  dimension,
}: Extract<Column, { readonly type: 'vectors' }>): (row: number) => number {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const bitsOf = (at: number) => (values[at] === 0 ? 0 : highWord(words[2 * at]!) ^ words[2 * at + 1]!);
  return (row) => {
    let word = lengths[row]!;
    const from = dimension * row;
    const to = word === dimension ? from + dimension : from;
    for (let at = from; at < to; at++) word = Math.imul(word ^ bitsOf(at), 0x01000193);
    return word;
  };
}
