import { binary } from './binary.ts';

// Loops that take several rows at once, which JavaScript cannot: their sources are in simd/. They have a memory of their own, of one
// fixed size: who calls one copies what it reads into an area, and reads what it left before anything else is called.

interface Global {
  readonly value: number;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly values: Global;
  readonly sums: Global;
  readonly numbers: Global;
  readonly states: Global;
  readonly words: Global;
  readonly high: Global;
  readonly low: Global;
  readonly levels: Global;
  readonly levelSums: Global;
  readonly levelProducts: Global;
  readonly groupOfRow: Global;
  readonly groupSums: Global;
  readonly text: Global;
  readonly fieldEnds: Global;
  /** See simd/sum-distances.ts. @returns 1 where what it leaves is all of the sums */
  readonly sumDistances: (count: number, center: number, limit: number) => number;
  /** See simd/hash-rows.ts. */
  readonly wordsOfNumbers: (count: number, none: number) => void;
  /** See simd/hash-rows.ts. */
  readonly addWords: (count: number, seed: number) => void;
  /** See simd/multiply-levels.ts. */
  readonly multiplyLevels: (columns: number, rows: number) => void;
  /** See simd/multiply-levels.ts. @returns how many rows are of the group */
  readonly sumGroup: (group: number, columns: number, rows: number) => number;
  /** See simd/find-fields.ts. @returns how many ends it left */
  readonly findFields: (length: number, delimiter: number) => number;
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const kernels = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(binary, 'base64')))
  .exports as Exports;
const { buffer } = kernels.memory;

export const { sumDistances, wordsOfNumbers, addWords, multiplyLevels, sumGroup, findFields } = kernels;

/** Rows, or values, that one call takes at most. */
export const kernelRows = 4096;

/** Of {@link sumDistances}. */
export const distances = {
  /** What it reads, and room for one more. */
  values: new Float64Array(buffer, kernels.values.value, kernelRows + 1),
  /** What it leaves. */
  sums: new Float64Array(buffer, kernels.sums.value, 8),
} as const;

/** Of {@link wordsOfNumbers} and {@link addWords}, one a row. */
export const rowHashes = {
  numbers: new Float64Array(buffer, kernels.numbers.value, kernelRows),
  states: new Uint8Array(buffer, kernels.states.value, kernelRows),
  words: new Int32Array(buffer, kernels.words.value, kernelRows),
  high: new Int32Array(buffer, kernels.high.value, kernelRows),
  low: new Int32Array(buffer, kernels.low.value, kernelRows),
} as const;

/** Rows of each column that {@link multiplyLevels} and {@link sumGroup} take at most. */
export const levelRows = 1024;

/** Of so many rows they take a multiple. */
export const levelStep = 16;

/** Columns that it takes at most. */
export const levelColumns = 128;

/** Of {@link multiplyLevels} and {@link sumGroup}. */
export const levelProducts = {
  /** {@link levelRows} of each column, one column behind the other. */
  levels: new Int16Array(buffer, kernels.levels.value, levelColumns * levelRows),
  sums: new Float64Array(buffer, kernels.levelSums.value, levelColumns),
  /** Row by row of a square; only those on and above its diagonal. */
  products: new Float64Array(buffer, kernels.levelProducts.value, levelColumns ** 2),
  /** Of {@link sumGroup}: the group of each row. */
  groupOfRow: new Uint8Array(buffer, kernels.groupOfRow.value, levelRows),
  /** One a column. */
  groupSums: new Float64Array(buffer, kernels.groupSums.value, levelColumns),
} as const;

/** Bytes that {@link findFields} takes at most. */
export const fieldBytes = 32_768;

/** Of {@link findFields}. */
export const fields = {
  text: new Uint8Array(buffer, kernels.text.value, fieldBytes),
  ends: new Int32Array(buffer, kernels.fieldEnds.value, fieldBytes),
} as const;
