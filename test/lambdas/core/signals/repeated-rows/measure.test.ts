import { describe, expect, test } from '@jest/globals';
import { correctTests } from '../../../../../lambdas/core/signals/correct.ts';
import { compareRepeatedRows } from '../../../../../lambdas/core/signals/repeated-rows/measure.ts';
import { accumulateRepeatedRows } from '../../../../../lambdas/core/signals/repeated-rows/state.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { type Random, seededRandom } from '../../../../support/random.ts';
import { many } from '../../drift/samples.ts';

type Columns = readonly (readonly (number | string)[])[];

function stateOf(columns: Columns) {
  const accumulator = accumulateRepeatedRows(columns.length);
  accumulator.add(buildSample(columns), new Uint8Array(columns[0]!.length));
  return accumulator.repeatedRows();
}

function compare(reference: Columns, current: Columns) {
  const { tests, tell } = compareRepeatedRows(stateOf(reference), stateOf(current));
  return tell(correctTests(tests, 0.01));
}

/** Rows that say much: hardly any comes twice. */
const wide = ({ normal, integer }: Random, rows: number): Columns => [
  many(rows, () => normal()),
  many(rows, () => 'abcdefgh'[integer(8)]!),
];

/** Rows that say little: they repeat themselves, the more the more there are. */
const narrow = ({ integer, uniform }: Random, rows: number): Columns => [
  many(rows, () => integer(30)),
  many(rows, () => 'abcdefgh'[Math.floor(8 * uniform() ** 2)]!),
  many(rows, () => integer(12)),
];

/** The same columns with the first rows once more. */
const copied = (columns: Columns, rows: number): Columns =>
  columns.map((column) => [...column, ...column.slice(0, rows)]);

describe('rows that come more than once', () => {
  test('are told in words and as data where a part of a batch was delivered twice', () => {
    const random = seededRandom(1);
    const found = compare(wide(random, 5000), copied(wide(random, 1000), 50));

    expect(found).toMatchObject({
      signal: 'repeated-rows',
      reference: 0,
      current: 0.05,
      verdict: {
        status: 'drifted',
        severity: 'warning',
        reason: expect.stringMatching(
          /^rows that come more than once rose from 0 % to 5 % of the different ones \(5 % of the different rows, q < 0\.0001\)$/,
        ),
        changes: [{ kind: 'repeated-rows', from: 0, to: 0.05 }],
      },
    });
  });

  test('are critical where the whole batch came twice, of whatever rows', () => {
    const random = seededRandom(2);
    for (const draw of [wide, narrow]) {
      const found = compare(draw(random, 5000), copied(draw(random, 1000), 1000));
      expect(found?.verdict).toMatchObject({ status: 'drifted', severity: 'critical' });
    }
  });

  test('are no news where they become fewer', () => {
    const random = seededRandom(3);
    const found = compare(copied(wide(random, 2000), 1000), wide(random, 2000));

    expect(found).toMatchObject({ effect: 0, pValue: 1, verdict: { status: 'stable' } });
  });

  test('that are one row over and over count once: that is a matter of its values', () => {
    const random = seededRandom(4);
    const stuck = wide(random, 500).map((column) => [...column, ...many(500, () => column[0]!)]);

    expect(compare(wide(random, 5000), stuck)?.verdict.status).toBe('stable');
  });

  test('say nothing of less than two rows', () => {
    expect(compare([[1]], [[1]])).toBeUndefined();
    expect(compare([[1, 1, 2]], [[1]])).toBeUndefined();
  });

  test.each([
    ['say much', wide],
    ['say little', narrow],
  ])('raise no alarm by themselves, whatever the sizes: rows that %s', (_, draw) => {
    const random = seededRandom(20_261_130);
    const alarms = [
      [300, 300],
      [500, 6000],
      [6000, 500],
      [6000, 6000],
    ].map(([before, now]) =>
      many(15, () => compare(draw(random, before!), draw(random, now!))?.verdict.status).filter(
        (status) => status === 'drifted',
      ),
    );

    expect(alarms.flat()).toEqual([]);
  });
});
