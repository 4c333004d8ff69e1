import { expect, test } from '@jest/globals';
import { columnStride } from '../../../lambdas/readers/cell-spans.ts';

test.each([1, 15, 16, 17, 32, 1_000, 2_048, 4_096])(
  'columns of %i rows stand an odd number of lines apart',
  (rows) => {
    const stride = columnStride(rows);

    expect(stride).toBeGreaterThanOrEqual(rows);
    expect(stride - rows).toBeLessThan(32);
    expect((stride / 16) % 2).toBe(1);
  },
);
