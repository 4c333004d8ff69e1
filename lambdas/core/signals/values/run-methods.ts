import type { DistanceMethod, DriftMethod, TestMethod } from '../../contract/drift-methods.ts';
import type { NotComputable } from '../../stats/not-computable.ts';
import type { MeasuredDistance, MeasuredTest, MeasuredValues, Samples } from './measured.ts';
import type { DistanceRecord, FoundDistance, TestRecord } from './method.ts';
import { distances, tests } from './methods.ts';

/** Two samples of values of one kind: how methods are run on them, and which are where the contract names none. */
export interface Measurable {
  readonly samples: Samples;
  readonly runTest: (record: TestRecord) => MeasuredTest | NotComputable | undefined;
  readonly runDistance: (record: DistanceRecord) => FoundDistance | NotComputable | undefined;
  readonly defaultTest: TestMethod;
  /** Reported beside the test, whatever decides. */
  readonly beside: readonly DistanceMethod[];
}

/**
 * Runs the test that decides, and the distances beside it.
 *
 * A test that the contract names takes the place of the default one; a distance that it names decides with it. One that
 * can't be computed on these values, as a distance in robust scales of a constant, leaves the decision to the default.
 */
export function measurePair(pair: Measurable, chosen: DriftMethod | undefined): MeasuredValues {
  const named = chosen !== undefined && isTest(chosen) ? pair.runTest(tests[chosen]) : undefined;
  const test = named?.computable ? named : requireTest(pair);
  const extra = chosen === undefined || isTest(chosen) || pair.beside.includes(chosen) ? [] : [chosen];
  const measured = [...extra, ...pair.beside].flatMap((method) => measureDistance(pair, method));
  const decidedBy = measured.find(({ method }) => method === chosen);
  return { test, distances: measured, ...(decidedBy ? { decidedBy } : {}) };
}

function requireTest(pair: Measurable): MeasuredTest | NotComputable {
  const found = pair.runTest(tests[pair.defaultTest]);
  if (!found)
    throw new RangeError(`measurePair requires a default test for its values, found ${pair.defaultTest}`);
  return found;
}

function measureDistance(pair: Measurable, method: DistanceMethod): readonly MeasuredDistance[] {
  const found = pair.runDistance(distances[method]);
  if (!found?.computable || !Number.isFinite(found.distance)) return [];
  return [{ method, distance: found.distance, exact: found.exact, samples: pair.samples }];
}

const isTest = (method: DriftMethod): method is TestMethod => method in tests;
