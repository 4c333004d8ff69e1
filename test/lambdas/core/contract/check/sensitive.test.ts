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

test('very long categories are counted by short names, the same in every batch and no two alike', () => {
  // 6,000 of them took 41 s: all had the hash of their length.
  const open = buildContract([{ name: 'c', kind: 'categorical' }]);
  const mask = maskValues(open);
  const long = ['x'.repeat(20_000), `${'x'.repeat(19_999)}y`, 'x'.repeat(16_383)];
  const masked = () => {
    const [column] = mask(
      buildBlock(
        open,
        long.map((cell) => [cell]),
      ),
    ).columns;
    return column?.type === 'codes' ? column.dictionary : [];
  };

  const [first = '', second = '', third] = masked();

  expect(first).toMatch(/^x{100}… \(20000 characters, [0-9a-f]{16}\)$/);
  expect(second).not.toBe(first);
  expect(third).toBe(long[2]);
  expect(masked()).toEqual([first, second, third]);
});
