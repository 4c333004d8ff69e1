import {
  parseBoolean,
  parseInteger,
  parseNumber,
  parseTimestamp,
  parseVector,
} from '../block/cell-grammar.ts';
import { type CodeColumn, type Column, cellState, maximumDimension } from '../block/column-block.ts';
import type { Decoding } from '../block/column-request.ts';

/** What a column of a reference showed: its texts, or what JavaScript writes for cells with types of their own. */
export interface ColumnEvidence {
  readonly present: number;
  readonly missing: number;
  /** Whether every present cell reads as such; all true where no cell is present. */
  readonly reads: {
    readonly integer: boolean;
    readonly number: boolean;
    readonly boolean: boolean;
    readonly timestamp: boolean;
  };
  /** Of the numbers or timestamps (milliseconds since 1970 UTC); undefined where there are none. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** The commonest length of the lists of numbers; undefined where a present cell is none. */
  readonly dimension: number | undefined;
  /** Cells that are lists of that length. */
  readonly ofDimension: number;
  /** Of the longest text, in characters (Unicode code points). */
  readonly longest: number;
  /** Distinct values, at most {@link maximumDistinctKept} of them. */
  readonly distinct: ReadonlySet<string>;
  /** Whether no value was seen twice, as far as they were kept. */
  readonly unique: boolean;
}

/** Distinct values of a column that inference looks at. */
export const maximumDistinctKept = 100_000;

/** What cells with types of their own are asked to be as well: a text that looks like a number is none. */
export const typedDecodings = [
  'number',
  'boolean',
  'timestamp',
  'vector',
] as const satisfies readonly Decoding[];

/** A running {@link ColumnEvidence}. */
export interface EvidenceCollector {
  /**
   * @param column  the cells as categories
   * @param typed  where cells have types of their own, the same cells as each of {@link typedDecodings}
   */
  add(column: CodeColumn, typed?: readonly Column[]): void;
  evidence(): ColumnEvidence;
}

/** Gathers what a column shows, block by block; in memory are at most {@link maximumDistinctKept} of its values. */
export function collectEvidence(): EvidenceCollector {
  const distinct = new Set<string>();
  const reads = { integer: true, number: true, boolean: true, timestamp: true };
  let present = 0;
  let missing = 0;
  let unique = true;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let longest = 0;
  let counts = new Uint32Array(0);
  const lists = countLengths();

  function look(text: string) {
    if (text.length > longest) longest = Math.max(longest, [...text].length);
    const number = reads.number ? parseNumber(text) : undefined;
    const timestamp = reads.timestamp ? parseTimestamp(text) : undefined;
    reads.number &&= number !== undefined;
    reads.integer &&= parseInteger(text) !== undefined;
    reads.boolean &&= parseBoolean(text) !== undefined;
    reads.timestamp &&= timestamp !== undefined;
    const value = number ?? timestamp;
    if (value === undefined) return;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  function count({ codes, states, dictionary }: CodeColumn) {
    if (counts.length < dictionary.length) counts = new Uint32Array(2 * dictionary.length);
    counts.fill(0, 0, dictionary.length);
    for (let row = 0; row < states.length; row++) {
      const state = states[row]!;
      if (state === cellState.present) counts[codes[row]!]!++;
      else if (state >= cellState.missing) missing++;
    }
  }

  /** Holds what the texts look like against what the cells are; times of their own are no texts at all. */
  function countTyped(column: CodeColumn, [numbers, booleans, timestamps, vectors]: readonly Column[]) {
    for (let row = 0; row < column.states.length; row++) {
      const isTime = timestamps?.states[row] === cellState.present;
      if (column.states[row] === cellState.present) {
        reads.number &&= numbers?.states[row] === cellState.present;
        reads.boolean &&= booleans?.states[row] === cellState.present;
        reads.timestamp &&= isTime;
        lists.add(1, () => undefined);
      } else if (isTime) {
        present++;
        reads.number = false;
        reads.boolean = false;
        lists.add(1, () => undefined);
      } else if (vectors?.type === 'vectors' && vectors.states[row] === cellState.present) {
        present++;
        lists.add(1, () => vectors.lengths[row]);
        Object.assign(reads, { number: false, boolean: false, timestamp: false });
      }
    }
    reads.integer &&= reads.number;
  }

  return {
    add(column, typed) {
      count(column);
      if (typed) countTyped(column, typed);
      for (const [code, text] of column.dictionary.entries()) {
        const times = counts[code]!;
        if (times === 0) continue;
        present += times;
        lists.add(times, () => parseVector(text)?.length);
        if (times > 1 || distinct.has(text)) unique = false;
        if (distinct.has(text)) continue;
        if (distinct.size < maximumDistinctKept) distinct.add(text);
        look(text);
      }
    },
    evidence: () => ({
      present,
      missing,
      reads: { ...reads },
      min: Number.isFinite(min) ? min : undefined,
      max: Number.isFinite(max) ? max : undefined,
      ...lists.commonest(),
      longest,
      distinct,
      unique,
    }),
  };
}

/** Counts cells by how many numbers they list; lengths are asked for only while all cells are lists. */
function countLengths() {
  const cellsOf = new Map<number, number>();
  let areLists = true;
  return {
    add(cells: number, lengthOf: () => number | undefined) {
      const length = areLists ? lengthOf() : undefined;
      areLists = length !== undefined;
      if (length !== undefined) cellsOf.set(length, (cellsOf.get(length) ?? 0) + cells);
    },
    commonest(): Pick<ColumnEvidence, 'dimension' | 'ofDimension'> {
      const lengths = [...cellsOf].filter(([length]) => length > 0 && length <= maximumDimension);
      const [commonest] = lengths.sort(([, a], [, b]) => b - a);
      return areLists && commonest
        ? { dimension: commonest[0], ofDimension: commonest[1] }
        : { dimension: undefined, ofDimension: 0 };
    },
  };
}
