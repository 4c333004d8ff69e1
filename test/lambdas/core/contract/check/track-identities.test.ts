import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identitySet } from '../../../../../lambdas/core/contract/check/identity-set.ts';
import { trackIdentities } from '../../../../../lambdas/core/contract/check/track-identities.ts';
import { identityHash } from '../../../../../lambdas/readers/identity-hash.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';

const contract = buildContract([
  { name: 'age', kind: 'numeric', nullable: true },
  { name: 'id', kind: 'text', unique: true, nullable: true },
]);

test('the rows that repeat an earlier one are those that a set of texts finds, however they are cut into blocks', () => {
  const anyIds = fc.array(
    fc.oneof(fc.constantFrom('', 'NA', 'a', 'b', '1', '01'), fc.string({ maxLength: 2 })),
    {
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(anyIds, fc.nat(), (ids, at) => {
      const seen = new Set<string>();
      const expected = ids.map((id) => {
        const isRepeated = seen.has(id) && !contract.missingTokens.includes(id);
        seen.add(id);
        return Number(isRepeated);
      });
      const split = ids.length === 0 ? 0 : at % ids.length;
      const tracker = trackIdentities(contract);

      const found = [ids.slice(0, split), ids.slice(split)].flatMap((part) => {
        const block = buildBlock(
          contract,
          part.map((id) => ['1', id]),
        );
        const refused = new Uint8Array(part.length);
        if (part.length > 0) tracker.check(block, refused);
        expect(part.map((_, row) => tracker.repeatedColumns(row).length)).toEqual([...refused]);
        return [...refused];
      });

      expect(found).toEqual(expected);
    }),
    { numRuns: 200, seed: 12 },
  );
});

test('beyond the values that fit the rest is held against those kept, and that is said', () => {
  const tracker = trackIdentities(contract, 2);
  const refused = new Uint8Array(5);

  tracker.check(
    buildBlock(
      contract,
      ['a', 'b', 'c', 'c', 'a'].map((id) => ['1', id]),
    ),
    refused,
  );

  expect([...refused]).toEqual([0, 0, 0, 0, 1]);
  expect(tracker.notes()).toEqual([
    'values of "id" were searched for duplicates of the first 2 different ones only: there are more than fit into memory',
  ]);
});

test('many identifiers of each usual form have as many hashes', () => {
  const forms: readonly ((n: number) => string)[] = [
    (n) => String(9_007_199_254_740_992n + BigInt(n)),
    (n) => `user-${n.toString(36)}`,
    (n) => `${(n * 7919) % 1_000_003}.${n}`,
  ];
  const count = 150_000;
  const bytes = new Uint8Array(64);
  const encoder = new TextEncoder();

  const repeated = forms.map((form) => {
    const hash = identityHash(1);
    const set = identitySet(count);
    let collisions = 0;
    for (let n = 0; n < count; n++) {
      hash.write(bytes, 0, encoder.encodeInto(form(n), bytes).written, 0);
      if (set.add(hash.low[0]!, hash.high[0]!)) collisions++;
    }
    return collisions;
  });

  expect(repeated).toEqual([0, 0, 0]);
});

test('of a hash every bit is set about half of the time, whatever little changes', () => {
  const hash = identityHash(1);
  const ones = new Float64Array(64);
  const count = 20_000;
  for (let n = 0; n < count; n++) {
    const bytes = new TextEncoder().encode(String(n));
    hash.write(bytes, 0, bytes.length, 0);
    for (let bit = 0; bit < 32; bit++) {
      ones[bit]! += (hash.low[0]! >>> bit) & 1;
      ones[bit + 32]! += (hash.high[0]! >>> bit) & 1;
    }
  }

  // Six standard deviations of a fair coin.
  const slack = 6 * Math.sqrt(count / 4);
  expect(Math.min(...ones)).toBeGreaterThan(count / 2 - slack);
  expect(Math.max(...ones)).toBeLessThan(count / 2 + slack);
});
