import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { countListSchema } from '../../../../lambdas/core/columns/count-list.ts';

test('takes and refuses what a schema for each count does, and changes nothing', () => {
  const slow = z.array(z.int().min(0));
  const count = fc.oneof(
    fc.nat(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.constantFrom(-0, 2 ** 53, 1.5, '1', null),
  );
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.nat()), fc.array(count), fc.anything()), (value) => {
      expect(countListSchema.safeParse(value).success).toBe(slow.safeParse(value).success);
      if (slow.safeParse(value).success) expect(countListSchema.parse(value)).toEqual(value);
    }),
  );
});

test('refuses a list with a hole', () => {
  expect(countListSchema.safeParse(new Array(3)).success).toBe(false);
});
