import { expect, test } from '@jest/globals';
import { goldenNumber, isWithin, type Recipe, readGolden, realised, uniforms } from './golden.ts';

type Prng = {
  readonly splitmix64_uniform_first5: Readonly<Record<string, readonly number[]>>;
  readonly realise_first5: readonly {
    readonly recipe: Recipe;
    readonly first5: number[];
    readonly last: number;
  }[];
};

test('uniforms are splitmix64 to the last bit', () => {
  for (const [seed, first5] of Object.entries(readGolden<Prng>('prng').splitmix64_uniform_first5)) {
    const next = uniforms(seed);
    expect(first5.map(() => next())).toEqual(first5);
  }
});

test('recipes are realised to the last bit', () => {
  const recipes = readGolden<Prng>('prng').realise_first5;

  for (const { recipe, first5, last } of recipes) {
    const sample = realised(recipe);
    expect(Array.from(sample.slice(0, 5))).toEqual(first5);
    expect(sample.at(-1)).toBe(last);
  }
  expect(recipes).toHaveLength(6);
});

test('NaN, infinities and tolerances are compared as the golden files mean them', () => {
  expect(goldenNumber('-Infinity')).toBe(Number.NEGATIVE_INFINITY);
  expect(isWithin(Number.NaN, 'NaN', {})).toBe(true);
  expect(isWithin(Number.NaN, 1, { abs: 10 })).toBe(false);
  expect(isWithin(1, 'NaN', { abs: 10 })).toBe(false);
  expect(isWithin(1e300, 'Infinity', { rel: 1 })).toBe(false);
  expect(isWithin(1.01, 1, { rel: 0.02 })).toBe(true);
  expect(isWithin(1.01, 1, { rel: 0.002, abs: 0.002 })).toBe(false);
});
