import { expect, test } from '@jest/globals';
import { hashIds } from '../../../../../lambdas/core/signals/performance/scored-rows.ts';
import { buildColumn } from '../../../../support/build-block.ts';

const spelled = { missingTokens: ['', 'NA'] };
const ids = ['7', 'NA', '12', '', '7'];

test('an id has the same hash whatever kind of column it is in, and none where it is missing', () => {
  const [ofTexts, ofCodes, ofNumbers] = (['text', 'category', 'integer'] as const).map((decoding) =>
    hashIds(buildColumn(decoding, ids, spelled), ids.length),
  );

  expect(ofCodes).toEqual(ofTexts);
  expect(ofNumbers).toEqual(ofTexts);
  expect([...ofTexts!.present]).toEqual([1, 0, 1, 0, 1]);
});

test('no two of a hundred thousand ids have one hash', () => {
  const many = Array.from({ length: 100_000 }, (_, row) => `customer-${row}`);
  const column = {
    type: 'codes',
    dictionary: many,
    codes: Uint32Array.from(many.keys()),
    states: new Uint8Array(many.length),
  } as const;
  const { high, low } = hashIds(column, many.length);

  expect(new Set(Array.from(high, (word, row) => word * 2 ** 32 + low[row]!)).size).toBe(many.length);
  expect(new Set(high).size).toBeGreaterThan(many.length - 10);
  expect(new Set(low).size).toBeGreaterThan(many.length - 10);
});
