import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idIndex } from '../../../../lambdas/core/labels/id-index.ts';
import {
  findLabels,
  type JoinedLabels,
  noLabels,
  withFile,
} from '../../../../lambdas/core/labels/joined-labels.ts';

const { NaN: none } = Number;

interface File {
  readonly receivedAt: string;
  readonly id: string;
  readonly labels: readonly number[];
}

/** Files with distinct ids, some of which arrived in one second. */
const files = (rows: number) =>
  fc
    .array(
      fc.record({
        day: fc.integer({ min: 1, max: 4 }),
        labels: fc.array(fc.constantFrom(none, none, 0, 1, 2), { minLength: rows, maxLength: rows }),
      }),
      { maxLength: 6 },
    )
    .map((all) =>
      all.map(
        ({ day, labels }, index): File => ({
          receivedAt: `2026-11-0${day}T00:00:00.000Z`,
          id: `f${index}`,
          labels,
        }),
      ),
    );

function join(joined: JoinedLabels, { receivedAt, id, labels }: File): JoinedLabels {
  const rows = labels.filter((label) => !Number.isNaN(label)).length;
  return withFile(joined, { receivedAt, id }, { labels: Float64Array.from(labels), rows });
}

const anyHistory = fc
  .integer({ min: 1, max: 8 })
  .chain((rows) =>
    files(rows).chain((all) =>
      fc.tuple(
        fc.constant(rows),
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }),
      ),
    ),
  );

describe('joined labels', () => {
  test('are the same whatever the order of the files, and however often each comes', () => {
    fc.assert(
      fc.property(anyHistory, ([rows, all, shuffled]) => {
        expect(shuffled.reduce(join, noLabels(rows))).toEqual(all.reduce(join, noLabels(rows)));
      }),
    );
  });

  test('are of each row the label that arrived last, of one instant that of the greater id', () => {
    fc.assert(
      fc.property(anyHistory, ([rows, all, shuffled]) => {
        const joined = shuffled.reduce(join, noLabels(rows));

        const byAge = all.toSorted((a, b) => (a.receivedAt + a.id < b.receivedAt + b.id ? -1 : 1));
        for (let row = 0; row < rows; row++) {
          const said = byAge.filter(({ labels }) => !Number.isNaN(labels[row]));
          const last = said.at(-1);
          expect(joined.labels[row]).toBe(last?.labels[row] ?? none);
          expect(joined.files[joined.from[row]! - 1]?.id).toBe(last?.id);
          expect(joined.contradicted[row]).toBe(
            new Set(said.map(({ labels }) => labels[row])).size > 1 ? 1 : 0,
          );
        }
      }),
    );
  });
});

test('an id that several rows have gives its label to each; a row without an id has none', () => {
  const index = idIndex({ low: Uint32Array.of(1, 2, 3), high: Uint32Array.of(9, 9, 9) });
  const seen = new Uint8Array(3);

  const rows = { low: Uint32Array.of(2, 0, 2, 4), high: Uint32Array.of(9, 0, 9, 9) };
  const found = findLabels(rows, index, Float64Array.of(5, 6, 7), seen);

  expect([...found.labels]).toEqual([6, none, 6, none]);
  expect(found.rows).toBe(2);
  expect([...seen]).toEqual([0, 1, 0]);
});
