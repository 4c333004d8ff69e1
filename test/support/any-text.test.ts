import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from './any-text.ts';

test.each([{}, { maxLength: 8 }, { minLength: 3, maxLength: 300 }])(
  'text of %j is drawn as fast-check draws its binary strings',
  (lengths) => {
    const draws = { seed: 20261122, numRuns: 500 };

    expect(fc.sample(anyText(lengths), draws)).toEqual(
      fc.sample(fc.string({ unit: 'binary', ...lengths }), draws),
    );
  },
);
