import { gTest as compare } from '../../../stats/tests/chi-square.ts';
import type { TestRecord } from '../method.ts';
import { pooledTest } from './chi-square.ts';
import { inRows } from './ks.ts';

/** The likelihood ratio test, on the same pooled table as chi-square. */
export const gTest: TestRecord = {
  method: 'g-test',
  effect: inRows,
  codes: (pair) => pooledTest(pair, 'g-test', compare),
};
