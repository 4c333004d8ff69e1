import { expect, test } from '@jest/globals';
import { maskValues } from '../../../../../lambdas/core/contract/check/sensitive.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';

const contract = buildContract([
  { name: 'plan', kind: 'categorical' },
  { name: 'name', kind: 'categorical', sensitive: true },
]);

test('categories of a sensitive column get pseudonyms, the same ones in every pass, and others none', () => {
  const first = valuesOf([
    ['free', 'Ada'],
    ['team', 'Grace'],
    ['free', 'Ada'],
  ]);
  const second = valuesOf([['free', 'Grace']]);

  expect(first.map(([plan]) => plan)).toEqual(['free', 'team', 'free']);
  expect(first.map(([, name]) => name)).toEqual([
    expect.stringMatching(/^masked-[0-9a-f]{16}$/),
    second[0]![1],
    first[0]![1],
  ]);
  expect(first[0]![1]).not.toBe(first[1]![1]);
});

test('a contract without a sensitive column leaves blocks as they are', () => {
  const open = buildContract([{ name: 'plan', kind: 'categorical' }]);
  const block = buildBlock(open, [['free']]);

  expect(maskValues(open)(block)).toBe(block);
});

function valuesOf(rows: readonly (readonly string[])[]) {
  const { columns } = maskValues(contract)(buildBlock(contract, rows));
  return rows.map((_, row) =>
    columns.map((column) => (column?.type === 'codes' ? column.dictionary[column.codes[row]!] : undefined)),
  );
}
