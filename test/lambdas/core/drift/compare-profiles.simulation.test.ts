import { describe, expect, test } from '@jest/globals';
import { many } from './samples.ts';
import { type Draw, mixture, normal, simulate } from './simulate.ts';

// Bounds are what a rate of 1 in 100 exceeds less than once in a thousand times; seeds are fixed, the bench counts more.
describe('without drift', () => {
  test('at most 3 of 40 batches of twenty columns of every shape raise an alarm', () => {
    const drifts = simulate({
      seed: 1,
      columns: mixture,
      references: 4,
      referenceRows: 1000,
      batches: 10,
      batchRows: 200,
    });

    expect(alarms(drifts)).toBeLessThanOrEqual(3);
  });

  test('at most 6 of 150 batches of a column with hundreds of rare categories raise an alarm', () => {
    // Rare categories were pooled with their neighbours in the reference's order, those of the batch alone at the end: 203 of
    // 300. And a reference has no value that it has not, so that any new one was a rate that rose from nought.
    const rare: Draw = (random) => `v${Math.floor(500 * random.uniform() ** 3)}`;

    const drifts = simulate({
      seed: 2,
      columns: [rare],
      references: 15,
      referenceRows: 2000,
      batches: 10,
      batchRows: 500,
    });

    expect(alarms(drifts)).toBeLessThanOrEqual(6);
  });

  // Of thousands of categories a batch has many that its reference has not, by chance: beyond 256 they were one column that the
  // reference had no row of, and every batch was critical.
  test.each([
    ['thousands', 5000, 2000],
    ['tens of thousands', 50_000, 6000],
    ['more than are kept', 200_000, 12_000],
  ])(
    'none of 12 batches of a column with %s of categories raises an alarm',
    (_, categories, referenceRows) => {
      const even: Draw = (random) => `v${random.integer(categories)}`;
      const steep: Draw = (random) => `v${Math.floor(categories ** random.uniform())}`;

      const drifts = simulate({
        seed: categories,
        columns: [even, steep],
        references: 3,
        referenceRows,
        batches: 4,
        batchRows: 800,
      });

      expect(alarms(drifts)).toBe(0);
    },
  );
});

test.each<[string, Draw, number]>([
  ['a mean 0.25 standard deviations higher', (random) => random.normal() + 0.25, 1000],
  ['a standard deviation 1.3 times as large', (random) => 1.3 * random.normal(), 2000],
  ['2 % of missing values', (random) => (random.uniform() < 0.02 ? undefined : random.normal()), 1000],
])('%s in one of four columns is caught and named in all of 10 batches', (_, changed, batchRows) => {
  const drifts = simulate({
    seed: 3,
    columns: many(4, () => normal),
    changed: { 0: changed },
    references: 2,
    referenceRows: 3000,
    batches: 5,
    batchRows,
  });

  const named = drifts.filter(
    ({ features: [first] }) => first?.name === 'x0' && first.verdict.status === 'drifted',
  );
  expect(named).toHaveLength(10);
});

function alarms(drifts: ReturnType<typeof simulate>): number {
  return drifts.filter(({ status }) => status === 'drifted').length;
}
