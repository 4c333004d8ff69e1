import { expect, test } from '@jest/globals';
import { categoryRows } from '../../../../../lambdas/core/report/draw/draw-categories.ts';

const bins = (values: string[], complete = true) => ({ type: 'codes', values, complete }) as const;
const counted = (counts: number[], unseen: { value: string; count: number }[] = []) => {
  const strange = unseen.reduce((total, { count }) => total + count, 0);
  const count = counts.reduce((total, n) => total + n, strange);
  return { type: 'codes', count, bins: counts, unseen: { count: strange, kept: unseen } } as const;
};

test('a category that only the batch has is told as new', () => {
  const { rows, others } = categoryRows(
    bins(['a', 'b']),
    counted([3, 1]),
    counted([1, 1], [{ value: 'c', count: 2 }]),
  );

  expect(rows).toEqual([
    { name: 'a', reference: 0.75, current: 0.25, isUnseen: false },
    { name: 'b', reference: 0.25, current: 0.25, isUnseen: false },
    { name: 'c', reference: 0, current: 0.5, isUnseen: true },
  ]);
  expect(others).toBeUndefined();
});

test('twelve are drawn, the largest of either sample, and the rest is one', () => {
  const names = Array.from({ length: 30 }, (_, index) => `c${index}`);
  const even = new Array<number>(30).fill(1);
  const { rows, others } = categoryRows(
    bins(names),
    counted(even),
    counted(even.map((_, at) => (at === 29 ? 71 : 1))),
  );

  expect(rows).toHaveLength(12);
  expect(rows.map(({ name }) => name)).toContain('c29');
  expect(others).toMatchObject({
    categories: 18,
    reference: expect.closeTo(0.6, 9),
    current: expect.closeTo(0.18, 9),
  });
});

test('values that were counted but not kept are among the others', () => {
  const { rows, others } = categoryRows(
    bins(['a'], false),
    counted([5]),
    counted([5], [{ value: 'z', count: 5 }]),
  );

  expect(rows.map(({ name }) => name)).toEqual(['a']);
  expect(others).toMatchObject({ reference: 0, current: 0.5 });
});

test('a batch without values has none', () => {
  expect(categoryRows(bins(['a']), counted([1]), counted([0]))).toMatchObject({
    rows: [{ name: 'a', reference: 1, current: 0 }],
    others: undefined,
  });
});
