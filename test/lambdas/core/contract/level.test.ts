import { describe, expect, test } from '@jest/globals';
import { contractSchema } from '../../../../lambdas/core/contract/contract.ts';
import { levelOf } from '../../../../lambdas/core/contract/level.ts';

const dayMs = 86_400_000;
const columns = [{ name: 'age', kind: 'numeric' }];
const of = (settings: object, arrivals: readonly number[] = []) =>
  levelOf(contractSchema.parse({ schemaVersion: 1, columns, ...settings }), arrivals);
const daily = Array.from({ length: 20 }, (_, day) => day * dayMs);

describe('the share of undrifted batches that may raise an alarm', () => {
  test('is one a year of the batches that the contract says come', () => {
    expect(of({ cadence: { daily: '06:00' } }).alpha).toBeCloseTo(1 / 365.25, 10);
    expect(of({ cadence: { every: '1h' } }).alpha).toBeCloseTo(1 / 8766, 10);
    expect(of({ cadence: { daily: '06:00', weekdays: ['mon', 'fri'] } }).batchesPerYear).toBeCloseTo(
      104.36,
      2,
    );
  });

  test('is that of batches as they came where the contract does not say, in whatever order they are named', () => {
    expect(of({}, daily).alpha).toBeCloseTo(1 / 365.25, 10);
    expect(of({}, daily.toReversed())).toEqual(of({}, daily));
    expect(of({ drift: { falseAlarmsPerYear: 3 } }, daily).alpha).toBeCloseTo(3 / 365.25, 10);
  });

  test('is one in a hundred while nobody knows, and after a backlog that came in an hour', () => {
    expect(of({})).toEqual({ alpha: 0.01 });
    expect(of({}, daily.slice(0, 5))).toEqual({ alpha: 0.01 });
    expect(
      of(
        {},
        daily.map((ms) => ms / 1000),
      ),
    ).toEqual({ alpha: 0.01 });
  });

  test('is what the contract says whatever comes how often, and never more than one in twenty otherwise', () => {
    expect(of({ drift: { alpha: 0.02 }, cadence: { every: '1h' } }, daily)).toEqual({ alpha: 0.02 });
    expect(of({ drift: { falseAlarmsPerYear: 50 }, cadence: { every: '30d' } }).alpha).toBe(0.05);
  });
});
