import { expect, test } from '@jest/globals';
import type { NumberBins } from '../../../../../lambdas/core/columns/reference-bins.ts';
import {
  type BlockEffects,
  learnUsual,
  type WholeReference,
} from '../../../../../lambdas/core/signals/usual/learn.ts';

const bins: NumberBins = { type: 'numbers', cuts: [1, 2, 3], exact: true, center: 2 };

const column = {
  cells: { present: 4000, unparsable: 0, missing: [400] },
  values: { type: 'numbers', bins: [0, 2000, 0, 1000, 0, 1000, 0], count: 4000 },
};

const reference = {
  yardstick: { columns: [{ bins }, { bins }] },
  coarse: [bins, bins],
  profile: { columns: [column, column], rows: { read: 4400, accepted: 4400, quarantined: 0 } },
} as unknown as WholeReference;

/** Ten blocks of 440 rows, in which most rows of the first column move and few of the second. */
const blocks = Array.from(
  { length: 10 },
  (_, block): BlockEffects => ({
    rows: 440,
    rowsTogether: 440,
    columns: [{ moved: 0.7 + block / 100 }, { moved: 0.05 + block / 100, missing: 0.01 }],
    pairs: [],
    wavesWithout: (columns) => (columns.has(0) ? 0.2 : 2),
  }),
);

test('columns whose values are those of one block are left out where all columns are looked at together', () => {
  const usual = learnUsual(reference, { unit: 'day' }, blocks);

  expect(usual).toMatchObject({ status: 'known', wavesWithout: [0], waves: { blocks: 10 } });
  expect(usual.status === 'known' && usual.waves!.sum).toBeCloseTo(2, 12);
});

test('of batches after the reference none is: each of them was measured when it came', () => {
  const usual = learnUsual(reference, { unit: 'batch' }, blocks);

  expect(usual).toMatchObject({ status: 'known', wavesWithout: [] });
  expect(usual.status === 'known' && usual.waves!.sum).toBeCloseTo(20, 12);
});

test('what sampling alone makes of effects is learned with them, and what is below it counts as one', () => {
  const usual = learnUsual(reference, { unit: 'day' }, blocks);
  const { missing, moved } = (usual.status === 'known' ? usual.columns[1] : undefined) ?? {};

  // p (1 - p) (1/440 + 1/4400) of p = 1/11.
  expect(missing?.sampling).toBeCloseTo((1 / 11) * (10 / 11) * (1 / 440 + 1 / 4400), 12);
  expect(missing?.offset).toBeCloseTo(Math.sqrt(missing!.sampling), 12);
  // Half of the rows have one value: at least 1/4n.
  expect(moved!.sampling).toBeGreaterThan(0.9 * 0.25 * (1 / 400 + 1 / 4000));
});
