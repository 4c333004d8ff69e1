import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  findLeaves,
  leavesOf,
  type Split,
  type Tree,
} from '../../../../../lambdas/core/signals/performance/tree.ts';
import { buildSample } from '../../../../support/build-sample.ts';

interface Branch {
  readonly condition: Pick<Split, 'column' | 'missingLeft'> & {
    readonly below?: number;
    readonly among?: string[];
  };
  readonly left: Branch | undefined;
  readonly right: Branch | undefined;
}

const condition: fc.Arbitrary<Branch['condition']> = fc.oneof(
  fc.record({
    column: fc.constantFrom(0, 1),
    below: fc.integer({ min: 0, max: 6 }),
    missingLeft: fc.boolean(),
  }),
  fc.record({ column: fc.constant(2), among: fc.subarray(['a', 'b', 'c']), missingLeft: fc.boolean() }),
);
const { branch } = fc.letrec<{ branch: Branch; child: Branch | undefined }>((tie) => ({
  branch: fc.record({ condition, left: tie('child'), right: tie('child') }),
  child: fc.option(tie('branch'), { maxDepth: 3, nil: undefined }),
}));
const number = fc.option(fc.integer({ min: -1, max: 7 }), { nil: undefined });
const row = fc.tuple(number, number, fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined }));
type Row = readonly [number | undefined, number | undefined, string | undefined];

function flatten(root: Branch): Tree {
  const splits: Split[] = [];
  const visit = (one: Branch | undefined, from: number): number => {
    if (!one) return from + 1;
    const to = visit(one.left, from);
    const end = visit(one.right, to);
    splits.push({ ...one.condition, from, to, end });
    return end;
  };
  visit(root, 0);
  return splits;
}

/** Walks the tree as one would by hand. */
function leafOf(root: Branch, cells: Row): number {
  const size = (one: Branch | undefined): number => (one ? size(one.left) + size(one.right) : 1);
  const goesLeft = ({ condition: { column, below, among, missingLeft } }: Branch): boolean => {
    const value = cells[column];
    if (value === undefined) return missingLeft;
    return below === undefined ? among!.includes(String(value)) : Number(value) < below;
  };
  let leaf = 0;
  let at: Branch | undefined = root;
  while (at) {
    const isLeft = goesLeft(at);
    if (!isLeft) leaf += size(at.left);
    at = isLeft ? at.left : at.right;
  }
  return leaf;
}

test('the leaf of a row is where a walk down the tree ends', () => {
  fc.assert(
    fc.property(branch, fc.array(row, { minLength: 1, maxLength: 40 }), (root, rows) => {
      const tree = flatten(root);
      // A column without any value is of numbers in a sample: as if the file had no such column.
      const block = buildSample(
        [0, 1, 2].map((column) =>
          rows.map((cells) => (column < 2 ? Number(cells[column] ?? Number.NaN) : cells[column])),
        ),
      );

      const leaves = findLeaves(tree)(block);

      expect([...leaves.subarray(0, rows.length)]).toEqual(rows.map((cells) => leafOf(root, cells)));
      expect(Math.max(...leaves)).toBeLessThan(leavesOf(tree));
    }),
    { numRuns: 200 },
  );
});

test.each([1, 8, 9, 31])('%i cuts of one column part its numbers as the cuts do', (count) => {
  const tree = Array.from({ length: count }, (_, cut) => ({
    column: 0,
    below: cut,
    missingLeft: false,
    from: cut,
    to: cut + 1,
    end: count + 1,
  }));
  const values = Array.from({ length: 2 * count + 3 }, (_, row) => row / 2 - 1);

  const leaves = findLeaves(tree)(buildSample([[...values, Number.NaN]]));

  const passed = values.map((value) => tree.filter(({ below }) => value >= below).length);
  expect([...leaves.subarray(0, values.length + 1)]).toEqual([...passed, count]);
});
