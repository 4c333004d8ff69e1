import { expect, test } from '@jest/globals';
import { measurePairs } from '../../../../../lambdas/core/signals/together/measure-pairs.ts';
import {
  compareTogetherWith,
  fixByReference,
  profileTogether,
} from '../../../../support/build-association.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { readGolden } from '../../../../support/golden.ts';

interface Golden {
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
  readonly kind: readonly (string | null)[];
  readonly pairs: readonly {
    readonly columns: readonly string[];
    readonly rows: number;
    readonly coefficient: number;
  }[];
}

test("coefficients are scipy's to 0.0002, with ties, missing values and categories", () => {
  const { columns, kind, pairs } = readGolden<Golden>('pairwise-correlation');
  const names = [...Object.keys(columns), 'kind'];
  const contract = buildContract(
    names.map((name) => ({ name, kind: name === 'kind' ? 'categorical' : 'numeric', nullable: true })),
  );
  const sample = buildSample(
    [...Object.values(columns), kind].map((cells) => cells.map((cell) => cell ?? undefined)),
  );

  const fixed = fixByReference(contract, sample);
  const measured = measurePairs(compareTogetherWith(fixed, profileTogether(fixed, sample), sample), 20);

  const found = new Map(
    measured.map((pair) => {
      const variables = pair.columns.map((column, side) =>
        pair.categories[side] === undefined ? names[column] : `${names[column]} = ${pair.categories[side]}`,
      );
      return [variables.join(), pair];
    }),
  );
  expect(found.size).toBe(pairs.length);
  for (const { columns: variables, rows, coefficient } of pairs) {
    const pair = found.get(variables.join());
    expect(pair?.samples).toEqual({ reference: rows, current: rows });
    expect(Math.abs((pair?.reference ?? 9) - coefficient)).toBeLessThan(2e-4);
    expect(pair).toMatchObject({ current: pair?.reference, effect: 0, pValue: 1 });
  }
});
