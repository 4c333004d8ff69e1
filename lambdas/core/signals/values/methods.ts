import type { DistanceMethod, TestMethod } from '../../contract/drift-methods.ts';
import type { DistanceRecord, TestRecord } from './method.ts';
import { andersonDarling } from './methods/anderson-darling.ts';
import { brownForsythe } from './methods/brown-forsythe.ts';
import { chiSquare } from './methods/chi-square.ts';
import { cramerVonMises } from './methods/cramer-von-mises.ts';
import { cramersV } from './methods/cramers-v.ts';
import { gTest } from './methods/g-test.ts';
import { hellinger } from './methods/hellinger.ts';
import { jensenShannon } from './methods/jensen-shannon.ts';
import { ks } from './methods/ks.ts';
import { lInfinity } from './methods/l-infinity.ts';
import { mannWhitney } from './methods/mann-whitney.ts';
import { populationStability } from './methods/psi.ts';
import { variation } from './methods/total-variation.ts';
import { wasserstein } from './methods/wasserstein.ts';
import { welchT } from './methods/welch-t.ts';

/** All tests that a contract may name. The first that a column's values have is the default: it decides unless another is named. */
export const tests: Readonly<Record<TestMethod, TestRecord>> = {
  ks,
  'chi-square': chiSquare,
  'cramer-von-mises': cramerVonMises,
  'anderson-darling': andersonDarling,
  'mann-whitney': mannWhitney,
  'welch-t': welchT,
  'brown-forsythe': brownForsythe,
  'g-test': gTest,
};

/** All distances that a contract may name. */
export const distances: Readonly<Record<DistanceMethod, DistanceRecord>> = {
  wasserstein,
  'jensen-shannon': jensenShannon,
  psi: populationStability,
  hellinger,
  'total-variation': variation,
  'l-infinity': lInfinity,
  'cramers-v': cramersV,
};
