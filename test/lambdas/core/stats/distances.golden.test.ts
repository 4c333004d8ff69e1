import { describe, expect, test } from '@jest/globals';
import {
  jensenShannonDistance,
  totalVariation,
} from '../../../../lambdas/core/stats/distances/share-distances.ts';
import { binIndex } from '../../../support/bin-index.ts';
import {
  type GoldenNumber,
  type GoldenSample,
  goldenCases,
  goldenTally,
  goldenValues,
  type Tolerance,
} from '../../../support/golden.ts';

type DivergenceCase = {
  readonly id: string;
  readonly inputs: { readonly reference: number[]; readonly batch: number[] };
  readonly expected: {
    readonly js_distance_base2: GoldenNumber;
    readonly js_divergence_base2?: number;
    readonly total_variation?: number;
  };
  readonly tolerance: { readonly default: Tolerance };
};
type FromSamplesCase = {
  readonly id: string;
  readonly inputs: { readonly x: GoldenSample; readonly y: GoldenSample };
  readonly expected: Readonly<
    Record<
      string,
      {
        readonly edges: number[];
        readonly ref_counts: number[];
        readonly batch_counts: number[];
        readonly js_distance_base2: number;
      }
    >
  >;
  readonly tolerance: { readonly default: Tolerance };
};

/** Counts in bins [a, b), the outer ones open to both sides, by way of the cells between inner edges. */
function histogram(edges: readonly number[], sample: Float64Array): number[] {
  const inner = Float64Array.from(edges.slice(1, -1));
  const counts = new Array<number>(inner.length + 1).fill(0);
  for (const value of sample) counts[Math.ceil(binIndex(inner, value) / 2)]! += 1;
  return counts;
}

describe('distances agree with scipy', () => {
  test('on shares and counts given in full', () => {
    const tally = goldenTally();
    let refused = 0;

    for (const { id, inputs, expected, tolerance } of goldenCases<DivergenceCase>('divergences')) {
      const js = jensenShannonDistance(inputs.reference, inputs.batch);
      const tv = totalVariation(inputs.reference, inputs.batch);
      if (!js.computable || !tv.computable) {
        expect([js.computable, tv.computable, expected.js_distance_base2]).toEqual([false, false, 'NaN']);
        refused++;
        continue;
      }
      tally.compare(`${id} js`, js.distance, expected.js_distance_base2, tolerance.default);
      tally.compare(`${id} js squared`, js.distance ** 2, expected.js_divergence_base2!, {
        rel: 1e-9,
        abs: 1e-15,
      });
      tally.compare(`${id} tv`, tv.distance, expected.total_variation!, tolerance.default);
    }

    expect({ misses: tally.misses(), asserted: tally.asserted(), refused }).toEqual({
      misses: [],
      asserted: 48,
      refused: 1,
    });
  });

  test('on samples of up to 10,000 values, binned', () => {
    const tally = goldenTally();

    for (const { id, inputs, expected, tolerance } of goldenCases<FromSamplesCase>('binned_from_samples')) {
      const [x, y] = [goldenValues(inputs.x), goldenValues(inputs.y)];
      for (const [name, want] of Object.entries(expected)) {
        const [reference, batch] = [histogram(want.edges, x), histogram(want.edges, y)];
        expect({ id, name, reference, batch }).toEqual({
          id,
          name,
          reference: want.ref_counts,
          batch: want.batch_counts,
        });
        const js = jensenShannonDistance(reference, batch);
        if (!js.computable) throw new Error(`${id}: ${js.reason}`);
        tally.compare(`${id} ${name}`, js.distance, want.js_distance_base2, tolerance.default);
      }
    }

    expect({ misses: tally.misses(), asserted: tally.asserted() }).toEqual({ misses: [], asserted: 20 });
  });
});
