import { expect, test } from '@jest/globals';
import { batchFact } from '../../../../lambdas/core/alert/batch/batch-fact.ts';
import {
  batchFindings,
  combinedFact,
  environmentFindings,
} from '../../../../lambdas/core/findings/environment-findings.ts';
import type { FeatureDrift, Result } from '../../../../lambdas/core/result/result-schema.ts';
import { becameInWords } from '../../../../lambdas/core/signals/representation/became.ts';
import { buildDrift, buildFeature, buildResult } from '../../../support/build-result.ts';

type Trait = NonNullable<FeatureDrift['representation']>[number];

function trait(name: Trait['name'], reference: number, current: number, more: Partial<Trait> = {}): Trait {
  return {
    name,
    reference,
    current,
    pValue: 1e-9,
    qValue: 1e-8,
    effect: Math.abs(current - reference),
    minEffect: 0.05,
    alpha: 0.001,
    samples: { reference: 1000, current: 1000 },
    verdict: { status: 'drifted', severity: 'warning', reason: `${name} changed`, changes: [] },
    ...more,
  };
}

/** One that is there, and that nothing was decided about. */
function unjudged(name: Trait['name'], reference: number, current: number, token?: string): Trait {
  const { verdict: _, ...rest } = trait(name, reference, current, token === undefined ? {} : { token });
  return rest;
}

const nanToEmpty = [
  unjudged('missing-token', 1, 0, 'NaN'),
  trait('missing-token', 0, 1, { token: '' }),
  trait('integers', 1, 0.4),
];

function resultOf(columns: readonly string[], changes: Result['environmentChanges']): Result {
  const features = columns.map((name) => buildFeature({ name, representation: nanToEmpty }));
  const status = columns.length > 0 ? ('drifted' as const) : ('stable' as const);
  return buildResult({ drift: buildDrift({ status, features }), environmentChanges: changes });
}

const pandas: Result['environmentChanges'][number] = {
  kind: 'version',
  name: 'pandas',
  change: 'upgraded',
  step: 'minor',
  from: '2.0.3',
  to: '2.1.0',
  sources: ['file'],
};
const dtype = { kind: 'dtype' as const, column: 'income', from: 'int64', to: 'float64' };

test('versions and writing that change together are one finding, in the place of that of the column', () => {
  expect(batchFindings(resultOf(['income'], [pandas]))).toEqual([
    {
      severity: 'warning',
      sentence: 'pandas 2.0.3 → 2.1.0, and income: "NaN" became empty, integers became floats',
    },
  ]);
});

test('the types that pandas held are said with the column', () => {
  const [finding] = batchFindings(resultOf(['income'], [dtype, pandas]));

  expect(finding?.sentence).toMatch(/integers became floats \(int64 → float64 in pandas\)$/);
});

test('of many columns some are named and the others counted', () => {
  const names = Array.from({ length: 8 }, (_, index) => `c${index}`);
  const [finding, ...others] = batchFindings(resultOf(names, [pandas]));

  expect(others).toEqual([]);
  expect(finding?.sentence).toMatch(/c4: .*; and 3 more columns$/);
  expect(combinedFact(resultOf(names, [pandas]))).toBe(
    'pandas 2.0.3 → 2.1.0, and 8 columns are written differently',
  );
});

test('a column that drifted too keeps the finding of its values', () => {
  const { drift, ...result } = resultOf(['income'], [pandas]);
  const moved = {
    status: 'drifted' as const,
    severity: 'critical' as const,
    reason: 'median fell',
    changes: [],
  };
  const features = drift.features.map((feature) => ({ ...feature, verdict: moved }));

  expect(batchFindings({ ...result, drift: { ...drift, features } })).toEqual([
    { severity: 'critical', column: 'income', sentence: 'median fell' },
    { severity: 'warning', sentence: expect.stringMatching(/^pandas 2\.0\.3 → 2\.1\.0, and income: /) },
  ]);
});

test('either of them alone is said by itself', () => {
  expect(batchFindings(resultOf([], [dtype, pandas]))).toEqual([
    { severity: 'info', sentence: 'not the versions that wrote the reference: pandas 2.0.3 → 2.1.0' },
    { severity: 'info', sentence: 'other types in pandas: income int64 → float64' },
  ]);
  expect(batchFindings(resultOf(['income'], []))).toEqual([
    { severity: 'warning', column: 'income', sentence: 'missing-token changed; integers changed' },
  ]);
  expect(environmentFindings([])).toEqual([]);
});

test.each([
  [[trait('integers', 0.3, 1)], ['floats became integers']],
  [[trait('float32', 0.02, 1)], ['floats were rounded to 32 bits']],
  [[trait('float32', 1, 0.02)], ['floats of 32 bits became more precise']],
  [[trait('decimals', 0, 0.9, { mostDecimals: { reference: 1, current: 15 } })], ['1 decimal became 15']],
  [
    [trait('zeros', 0, 0.2), trait('negatives', 0, 0.1)],
    ['zeros appeared', 'negative values appeared'],
  ],
  [[trait('missing-token', 0, 1, { token: 'NULL' })], ['missing values are now "NULL"']],
  [[unjudged('zeros', 0.1, 0.2)], []],
])('how a column is written, in a few words', (traits, words) => {
  expect(becameInWords(traits)).toEqual(words);
});

test('values that came between those of the reference are part of it, where precision changed', () => {
  const { drift, ...result } = resultOf(['income'], [pandas]);
  const between = { kind: 'between' as const, low: 11.1, high: 11.7, from: 0, to: 0.06 };
  const moved = (changes: (typeof between | { kind: 'distribution' })[]) => ({
    ...result,
    drift: {
      ...drift,
      features: drift.features.map((feature) => ({
        ...feature,
        verdict: {
          status: 'drifted' as const,
          severity: 'warning' as const,
          reason: 'values between',
          changes,
        },
      })),
    },
  });

  expect(batchFindings(moved([between]))).toHaveLength(1);
  expect(batchFindings(moved([between, { kind: 'distribution' }]))).toHaveLength(2);
  expect(batchFact('drift', moved([between]))).toBe(
    'pandas 2.0.3 → 2.1.0, and income is written differently',
  );
});
