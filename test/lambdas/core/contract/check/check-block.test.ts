import { expect, test } from '@jest/globals';
import { type ColumnBlock, rowFault } from '../../../../../lambdas/core/block/column-block.ts';
import { compileCheck } from '../../../../../lambdas/core/contract/check/check-block.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';

test('what is known of a dictionary serves the values that it grows by, and no other dictionary', () => {
  const contract = buildContract([{ name: 'a', kind: 'categorical', values: ['x', 'y'] }]);
  const check = compileCheck(contract);
  const dictionary = ['x', 'no'];

  const first = check(withCodes(dictionary, [0, 1]));
  dictionary.push('y');
  const grown = check(withCodes(dictionary, [1, 2]));
  const other = check(withCodes(['no', 'x'], [0, 1]));

  expect([...first, ...grown, ...other]).toEqual([0, 1, 1, 0, 1, 0]);
});

test('a row that could not be split is refused, whatever its cells', () => {
  const contract = buildContract([{ name: 'a', kind: 'text', nullable: true }]);
  const faults = Uint8Array.of(rowFault.none, rowFault.ragged, rowFault.malformed, rowFault.tooLarge);

  const refused = compileCheck(contract)(buildBlock(contract, [['x'], ['x'], ['x'], ['x']], { faults }));

  expect([...refused]).toEqual([0, 1, 1, 1]);
});

test('the longest text is measured in characters, as zod does, not in code units', () => {
  // 💧 is one character of two UTF-16 code units. The check once counted units and refused what the schema accepts.
  const contract = buildContract([{ name: 'a', kind: 'text', maxLength: 2 }]);

  const refused = compileCheck(contract)(buildBlock(contract, [['💧💧'], ['💧💧💧'], ['aaa']]));

  expect([...refused]).toEqual([0, 1, 1]);
});

function withCodes(dictionary: readonly string[], codes: readonly number[]): ColumnBlock {
  return {
    firstRow: 0,
    rowCount: codes.length,
    columns: [
      { type: 'codes', codes: Uint32Array.from(codes), dictionary, states: new Uint8Array(codes.length) },
    ],
    faults: new Uint8Array(codes.length),
    raw: () => ({ text: '', cells: [] }),
  };
}
