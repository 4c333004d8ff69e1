import { describe, expect, test } from '@jest/globals';
import {
  type DriftMethod,
  distanceMethods,
  methodsOfKind,
  testMethods,
} from '../../../../../lambdas/core/contract/drift-methods.ts';
import { parseContract } from '../../../../../lambdas/core/contract/parse-contract.ts';
import { resultSchema } from '../../../../../lambdas/core/result/result-schema.ts';
import { distances, tests } from '../../../../../lambdas/core/signals/values/methods.ts';
import { seededRandom } from '../../../../support/random.ts';
import { compareColumn, many } from '../../drift/samples.ts';

const { normal, integer, uniform } = seededRandom(4_2026);
const reference = many(5000, normal);
const letters = many(5000, () => 'abcd'[integer(4)]!);

/** Enough rows that a test can show the smallest effect that matters, and stable can be said. */
const large = { numeric: many(20_000, normal), categorical: many(20_000, () => 'abcd'[integer(4)]!) };
const largeAgain = { numeric: many(20_000, normal), categorical: many(20_000, () => 'abcd'[integer(4)]!) };

const decided = (
  method: DriftMethod,
  kind: 'numeric' | 'categorical',
  current: readonly (number | string)[],
) => compareColumn(kind === 'numeric' ? reference : letters, current, { drift: { method } });

const onNumbers = methodsOfKind.numeric;
const onCategories = methodsOfKind.categorical;

/** Every test but that of spread sees a shift. */
const seesShift = onNumbers.filter((method) => method !== 'brown-forsythe');

describe('the table of methods', () => {
  test('has every method that a contract may name, under its own name and for the kinds it is said to have', () => {
    for (const [name, record] of [...Object.entries(tests), ...Object.entries(distances)]) {
      expect(record.method).toBe(name);
      expect([name, record.numbers !== undefined]).toEqual([name, onNumbers.includes(record.method)]);
      expect([name, record.codes !== undefined]).toEqual([name, onCategories.includes(record.method)]);
      expect(record.effect.minEffect).toBeLessThan(record.effect.criticalEffect);
    }
    expect([...Object.keys(tests), ...Object.keys(distances)].toSorted()).toEqual(
      [...testMethods, ...distanceMethods].toSorted(),
    );
  });
});

describe('a method that the contract names', () => {
  test.each(seesShift)('%s finds a shift by one standard deviation critical', (method) => {
    const { verdict, measures } = decided(
      method,
      'numeric',
      many(3000, () => normal() + 1),
    );

    expect(verdict).toMatchObject({ status: 'drifted', severity: 'critical' });
    expect(measures.map((measure) => measure.method)).toContain(method);
  });

  test.each(onNumbers)('%s is stable without drift', (method) => {
    const { verdict } = compareColumn(large.numeric, largeAgain.numeric, { drift: { method } });

    expect(verdict.status).toBe('stable');
  });

  test.each(onNumbers)('%s does not alarm for one absurd value in 5,000', (method) => {
    const { verdict } = decided(method, 'numeric', [...many(4999, normal), 1e6]);

    expect(verdict.status).not.toBe('drifted');
  });

  test.each(onNumbers)('%s never calls a batch of five rows stable', (method) => {
    expect(decided(method, 'numeric', many(5, normal)).verdict.status).toBe('inconclusive');
  });

  test('brown-forsythe does not call heavy tails stable, of which it can tell nothing', () => {
    // Its power was that of a normal: a single outlier of 491,022 in 3,000 rows of the reference hid any change, and the column was
    // stable. Beyond the reference's values such a one in a batch lies at most one scale beyond the last, and hides nothing.
    const cauchy = () => Math.tan(Math.PI * (uniform() - 0.5));
    const drift = { method: 'brown-forsythe' as const };
    const verdictOf = (before: readonly number[], now: readonly number[]) =>
      compareColumn(before, now, { drift }).verdict.status;

    expect(verdictOf([491_022, ...many(3000, normal)], many(3000, normal))).toBe('inconclusive');
    expect(verdictOf(many(3000, cauchy), many(3000, cauchy))).toBe('inconclusive');
    expect(verdictOf(many(3000, normal), many(3000, normal))).toBe('stable');
  });

  test('brown-forsythe sees spread, and no shift', () => {
    const wide = decided(
      'brown-forsythe',
      'numeric',
      many(3000, () => 1.3 * normal()),
    );
    const shifted = decided(
      'brown-forsythe',
      'numeric',
      many(3000, () => normal() + 0.5),
    );

    expect(wide.verdict).toMatchObject({ status: 'drifted' });
    expect(shifted.verdict.status).not.toBe('drifted');
  });

  test.each(onCategories)('%s finds a quarter of the rows in another category', (method) => {
    const moved = many(3000, () => (integer(4) === 0 ? 'a' : 'abcd'[integer(4)]!));
    const { verdict, measures } = decided(method, 'categorical', moved);

    expect(verdict.status).toBe('drifted');
    expect(measures.map((measure) => measure.method)).toContain(method);
  });

  test.each(onCategories)('%s is stable without drift', (method) => {
    const { verdict } = compareColumn(large.categorical, largeAgain.categorical, { drift: { method } });

    expect(verdict.status).toBe('stable');
  });

  test('a distance never alarms without a significant test', () => {
    // Forty rows on 20 bins: Jensen-Shannon is above 0.1 without any drift.
    const { verdict, measures } = decided('jensen-shannon', 'numeric', many(40, normal));

    expect(measures.find(({ method }) => method === 'jensen-shannon')).toMatchObject({ minEffect: 0.1 });
    expect(measures[1]).toMatchObject({ method: 'jensen-shannon', distance: expect.any(Number) });
    expect(verdict.status).toBe('inconclusive');
  });

  test('a shift that is significant but below the distance named is too small to matter', () => {
    const { verdict } = decided(
      'psi',
      'numeric',
      many(5000, () => normal() + 0.15),
    );

    expect(verdict).toMatchObject({
      status: 'stable',
      reason: expect.stringMatching(/^a real change too small to matter \(psi 0\.0/),
    });
  });

  test('thresholds of the column are in the unit of the method it names', () => {
    const shifted = many(3000, () => normal() + 0.3);
    const of = (minEffect: number) =>
      compareColumn(reference, shifted, { drift: { method: 'wasserstein', minEffect } }).verdict.status;

    expect([of(0.2), of(0.4)]).toEqual(['drifted', 'stable']);
  });

  test('what can not be computed leaves the decision to the default test, at the default thresholds', () => {
    const constant = many(1000, () => 5);
    const { verdict, measures } = compareColumn(
      constant,
      many(1000, () => 7),
      { drift: { method: 'wasserstein', minEffect: 3 } },
    );

    expect(measures[0]).toMatchObject({ method: 'ks', minEffect: 0.03 });
    expect(verdict).toMatchObject({ status: 'drifted', severity: 'critical' });
  });

  test.each(['cramer-von-mises', 'anderson-darling', 'mann-whitney', 'welch-t'] as const)(
    '%s of a constant that became another is judged, not passed over',
    (method) => {
      const { verdict } = compareColumn(
        many(1000, () => 5),
        many(1000, () => 7),
        { drift: { method } },
      );

      expect(verdict.status).toBe('drifted');
    },
  );
});

describe('what is stated of a measure', () => {
  test('all that the schema has, for a test and for a distance that decides', () => {
    const feature = compareColumn(
      reference,
      many(900, () => normal() + 1),
      { drift: { method: 'psi' } },
    );
    const samples = { reference: 5000, current: 900 };

    expect(resultSchema.shape.drift.shape.features.element.parse(feature)).toEqual(feature);
    expect(feature.measures).toMatchObject([
      {
        method: 'ks',
        correction: 'benjamini-hochberg',
        unit: 'share of rows',
        minEffect: 0.03,
        exact: true,
        samples,
      },
      { method: 'jensen-shannon', unit: 'none', exact: false, samples },
      { method: 'wasserstein', unit: 'robust scales', exact: false, samples },
      { method: 'psi', unit: 'none', minEffect: 0.1, exact: false, samples },
    ]);
  });
});

describe('a contract', () => {
  test.each([
    ['numeric', 'chi-square'],
    ['categorical', 'ks'],
    ['text', 'psi'],
  ])('of kind %s can not name %s', (kind, method) => {
    const text = JSON.stringify({ schemaVersion: 1, columns: [{ name: 'x', kind, drift: { method } }] });

    expect(JSON.stringify(parseContract(text))).toContain('drift.method');
  });
});
