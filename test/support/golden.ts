import { readFileSync } from 'node:fs';

// Taken out of Math once: inside Jest's module scope every look-up of a global is slow, and these run 40 million times.
const { imul, floor } = Math;

/** A number as golden files write it: JSON has no NaN, no infinities and no negative zero. */
export type GoldenNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

/** Pass when the difference is at most `abs`, or at most `rel` times the wanted number. */
export type Tolerance = { readonly abs?: number; readonly rel?: number };

/** A recipe for a sample, spelled out in test/golden/prng.json. */
export type Recipe = {
  readonly prng: 'splitmix64';
  readonly seed: string;
  readonly n: number;
  readonly dist: 'uniform' | 'ih12' | 'pareto1' | 'square' | 'int' | 'mix2' | 'const';
  readonly loc?: number;
  readonly scale?: number;
  readonly decimals?: number | null;
  readonly k?: number;
  readonly w?: number;
  readonly loc2?: number;
  readonly scale2?: number;
};

/** A sample in full, with null for missing values, or the recipe that makes it. */
export type GoldenSample =
  | readonly (GoldenNumber | null)[]
  | { readonly recipe: Recipe; readonly first5?: number[] };

/** The cases of a golden file, typed by the test that reads it. */
export function goldenCases<Case>(name: string): readonly Case[] {
  return readGolden<{ readonly cases: readonly Case[] }>(name).cases;
}

/** A golden file as it is. */
export function readGolden<File>(name: string): File {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as File;
}

/** The number that a golden file means. */
export const goldenNumber = (value: GoldenNumber): number => Number(value);

/** Whether a number is the wanted one within the tolerance; NaN is only NaN, an infinity only itself. */
export function isWithin(got: number, want: GoldenNumber, tolerance: Tolerance): boolean {
  const wanted = goldenNumber(want);
  if (Object.is(got, wanted) || got === wanted) return true;
  const gap = Math.abs(got - wanted);
  if (!Number.isFinite(gap)) return false;
  return gap <= (tolerance.abs ?? 0) || gap <= (tolerance.rel ?? 0) * Math.abs(wanted);
}

/** Gathers what was compared in a golden file, so that a test can state how much it asserted and fail with all misses. */
export function goldenTally(): {
  readonly compare: (id: string, got: number, want: GoldenNumber, tolerance: Tolerance) => void;
  readonly asserted: () => number;
  readonly misses: () => readonly string[];
} {
  const misses: string[] = [];
  let asserted = 0;
  return {
    compare: (id, got, want, tolerance) => {
      asserted++;
      if (!isWithin(got, want, tolerance)) misses.push(`${id}: got ${got}, want ${want}`);
    },
    asserted: () => asserted,
    misses: () => misses,
  };
}

/** The values of a sample, missing and NaN left out, as scipy's expected results are after dropping. */
export function goldenValues(sample: GoldenSample): Float64Array {
  if ('recipe' in sample) return realised(sample.recipe);
  return Float64Array.from(sample.filter((value) => value !== null).map(goldenNumber)).filter(
    (value) => !Number.isNaN(value),
  );
}

/** The sample that a recipe makes, in order, to the last bit. */
export function realised(recipe: Recipe): Float64Array {
  const next = uniforms(recipe.seed);
  const { loc = 0, scale = 1, decimals = null } = recipe;
  const centred = () => {
    let total = 0;
    for (let i = 0; i < 12; i++) total += next();
    return total - 6;
  };
  const mixture = () => {
    const chosen = next() < (recipe.w ?? 0);
    const z = centred();
    return chosen ? (recipe.loc2 ?? 0) + (recipe.scale2 ?? 1) * z : loc + scale * z;
  };
  const draw = {
    uniform: () => loc + scale * next(),
    ih12: () => loc + scale * centred(),
    pareto1: () => loc + scale * (1 / (1 - next())),
    square: () => {
      const u = next();
      return loc + scale * (u * u);
    },
    int: () => loc + scale * floor(next() * (recipe.k ?? 1)),
    mix2: mixture,
    const: () => loc,
  }[recipe.dist];
  const power = decimals === null ? 0 : 10 ** decimals;
  const sample = new Float64Array(recipe.n);
  for (let i = 0; i < recipe.n; i++) {
    const value = draw();
    sample[i] = decimals === null ? value : floor(value * power + 0.5) / power;
  }
  return sample;
}

/** Splitmix64 in two 32-bit halves, some thirty times faster than with BigInt; gives (next >> 11) / 2^53. */
export function uniforms(seed: string): () => number {
  const start = BigInt(seed);
  let high = Number(start >> 32n);
  let low = Number(start & 0xffffffffn);
  return () => {
    const carried = low + 0x7f4a7c15;
    high = (high + 0x9e3779b9 + (carried > 0xffffffff ? 1 : 0)) >>> 0;
    low = carried >>> 0;
    const a = (high ^ (high >>> 30)) >>> 0;
    const b = (low ^ ((high << 2) | (low >>> 30))) >>> 0;
    const c = highProduct(a, b, 0xbf58476d, 0x1ce4e5b9);
    const d = imul(b, 0x1ce4e5b9) >>> 0;
    const e = (c ^ (c >>> 27)) >>> 0;
    const f = (d ^ ((c << 5) | (d >>> 27))) >>> 0;
    const g = highProduct(e, f, 0x94d049bb, 0x133111eb);
    const h = imul(f, 0x133111eb) >>> 0;
    const top = (g ^ (g >>> 31)) >>> 0;
    const bottom = (h ^ ((g << 1) | (h >>> 31))) >>> 0;
    return (top * 2 ** 21 + (bottom >>> 11)) / 2 ** 53;
  };
}

/** The upper half of the product of two 64-bit numbers modulo 2^64. */
function highProduct(aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  const a0 = aLow & 0xffff;
  const a1 = aLow >>> 16;
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  const second = a0 * b1;
  const third = a1 * b0;
  const middle = ((a0 * b0) >>> 16) + (second & 0xffff) + (third & 0xffff);
  const carried = a1 * b1 + (second >>> 16) + (third >>> 16) + (middle >>> 16);
  return (carried + imul(aHigh, bLow) + imul(aLow, bHigh)) >>> 0;
}
