import { expect, test } from '@jest/globals';
import { driftConfidence } from '../../../../lambdas/core/alert/batch/drift-confidence.ts';
import type { FeatureDrift } from '../../../../lambdas/core/result/result-schema.ts';
import { summariseFeatures } from '../../../../lambdas/core/signals/summarise-features.ts';
import { buildDrift, buildFeature, buildResult } from '../../../support/build-result.ts';

const samples = { reference: 4000, current: 2000 };

/** A feature of which a shift is told from some share of rows on, be it for the test or for what is usual. */
function toldFrom(
  name: string,
  resolution: number,
  { usualUpTo, ...rest }: Partial<FeatureDrift> & { readonly usualUpTo?: number } = {},
): FeatureDrift {
  return buildFeature({
    name,
    resolution: { effect: resolution, unit: 'share of rows' },
    measures: [
      {
        method: 'ks',
        statistic: 0.02,
        pValue: 0.5,
        qValue: 0.9,
        effect: 0.02,
        minEffect: 0.03,
        resolution,
        alpha: 0.005,
        exact: true,
        samples,
        ...(usualUpTo === undefined ? {} : { usual: { upTo: usualUpTo, today: 0.02, blocks: 24 } }),
      },
    ],
    ...rest,
  });
}

function summed(features: readonly FeatureDrift[]) {
  return summariseFeatures({ features, criticalShare: 0.5, criticalColumns: new Set() });
}

// "A shift of 43.8 % of the rows would have been seen" stood in stable batches whose tests had seen a tenth of that: it was usual.
test.each([
  [
    'what would have been seen',
    [toldFrom('a', 0.12, { usualUpTo: 0.05 }), toldFrom('b', 0.08)],
    'none of 2 features drifted; a shift of 12 % of the rows would have been seen',
    'Of 5 batches in which 12 % of the rows of a feature had moved, 4 or more would have shown it.',
  ],
  [
    'what is usual, where more would have been seen than is told',
    [toldFrom('a', 0.12), toldFrom('b', 0.438, { usualUpTo: 0.438 })],
    'none of 2 features drifted; a shift of more than 43.8 % of the rows would have been told, as up to that is usual for b',
    'Up to 43.8 % of the rows of b move when all is well: only more is told.',
  ],
  [
    'what moved, where that was no more than is usual',
    [
      toldFrom('a', 0.12),
      toldFrom('b', 0.3, {
        usualUpTo: 0.3,
        verdict: { status: 'stable', reason: 'moved', asUsual: [{ kind: 'distribution' }] },
      }),
    ],
    'none of 2 features drifted; b moved, but no more than is usual; a shift of more than 30 % of the rows would have been told, as up to that is usual for b',
    'Up to 30 % of the rows of b move when all is well: only more is told.',
  ],
])('a stable batch says %s', (_, features, reason, sentence) => {
  const drift = summed(features);

  expect(drift.status).toBe('stable');
  expect(drift.reason).toBe(reason);
  expect(
    driftConfidence(buildResult({ drift: buildDrift({ ...drift, features: [...features] }) })),
  ).toContain(sentence);
});

// As good as everything is usual of a batch of one row: the source was blamed, and a longer reference asked for.
test('a batch of one row has too few rows, however its source differs', () => {
  const verdict = {
    status: 'inconclusive',
    reason: 'no drift seen, but 1 row can only show a shift of 100 % of the rows or more',
  } as const;
  const one = toldFrom('a', 1, { usualUpTo: 1.2, verdict });
  const features = [
    {
      ...one,
      measures: one.measures.map((measure) => ({ ...measure, samples: { reference: 4000, current: 1 } })),
    },
  ];

  expect(summed(features).reason).toBe('no drift seen, but 1 row can only show a shift of 100 % of the rows');
});
