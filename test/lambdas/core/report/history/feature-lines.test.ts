import { describe, expect, test } from '@jest/globals';
import { featureLines } from '../../../../../lambdas/core/report/history/feature-lines.ts';
import {
  type FeatureEffect,
  featureEffects,
} from '../../../../../lambdas/core/report/history/feature-records.ts';
import { buildDrift, buildFeature } from '../../../../support/build-result.ts';
import { buildRecord } from '../histories.ts';

const features = { compared: 2, drifted: 0, inconclusive: 0, named: [] };

/** A record for each batch, with what each moved. */
const records = (...batches: FeatureEffect[][]) =>
  batches.map((effects) => buildRecord({ features: { ...features, effects: [...effects] } }));

const draw = (...batches: FeatureEffect[][]) => featureLines(records(...batches))?.markup;

describe('the line of a feature', () => {
  test('has a point a batch, and a band up to what is usual in each', () => {
    const page = draw([['wind', 'values', 0.05, 0.1]], [['wind', 'values', 0.2, 0.1]]);

    expect(page).toContain('<path class="usual-band" d="M0,100V52.8h10V100zM10,100V52.8h10V100z"/>');
    expect(page).toContain('<path class="moved" d="M5,76.4L15,5.7"/>');
    expect(page).toContain('Last 20 %, at most 20 %; band to 10 %.');
  });

  test('is broken where nothing is known of a batch, and a stroke where that is so on both sides', () => {
    const page = draw(
      [['wind', 'values', 0.05, 0.1]],
      [['wind', 'values', 0.05, 0.1]],
      [],
      [['wind', 'values', 0.05, 0.1]],
    );

    expect(page).toMatch(/class="moved" d="M5,[\d.]+L15,[\d.]+M32,[\d.]+h6"/);
  });

  test('has a dot where the feature drifted, in the colour of how bad it was', () => {
    const [record] = records([['wind', 'values', 0.3, 0.1]]);
    const named = [{ name: 'wind', status: 'drifted', severity: 'critical' }] as const;

    expect(
      featureLines([{ ...record!, features: { ...record!.features, named: [...named] } }])?.markup,
    ).toMatch(/class="dot critical" d="M5,/);
  });
});

test('nine features are drawn at most, those that drifted first, then those that went farthest by their limit', () => {
  const calm = Array.from(
    { length: 12 },
    (_, index): FeatureEffect => [`f${index}`, 'values', 0.09 + index / 100, 0.2],
  );
  const headings = Array.from((draw(calm) ?? '').matchAll(/<h3>(.*?)<\/h3>/g), ([, name]) => name);

  expect(headings).toHaveLength(9);
  expect(headings[0]).toContain('f11');
});

test('a line is of what of a feature most rows moved in beyond their limit; a rate that is not recorded did not change', () => {
  const page = draw(
    [['wind', 'values', 0.02, 0.1]],
    [
      ['wind', 'missing', 0.05, 0.01],
      ['wind', 'values', 0.06, 0.1],
    ],
  );

  expect(page).toContain('<span class="kind">missing</span>');
  expect(page).toContain('Last 5 %, at most 5 %; band to 1 %.');
  expect(page).toContain('d="M5,100L15,');
});

test('where all is calm only the three that came nearest to their limits are drawn', () => {
  const calm = Array.from({ length: 12 }, (_, index): FeatureEffect => [`f${index}`, 'values', 0.01, 0.2]);

  expect(draw(calm)?.match(/<h3>/g)).toHaveLength(3);
});

test('nothing is drawn where no batch was compared', () => {
  expect(featureLines([buildRecord()])).toBeUndefined();
});

describe('how far a feature moved', () => {
  const rate = {
    ...{ name: 'missing' as const, reference: 0, current: 0.02, pValue: 1, qValue: 1, alpha: 0.01 },
    ...{ effect: 0.02, minEffect: 0.01, samples: { reference: 100, current: 100 } },
    verdict: { status: 'stable' as const, reason: '' },
  };

  test('is that of its values, and of each rate that changed', () => {
    const feature = buildFeature({ name: 'wind', rates: [rate] });

    expect(featureEffects(buildDrift({ features: [feature] }))).toEqual([['wind', 'missing', 0.02, 0.01]]);
  });

  test('is held against what is usual, where that is more than what matters', () => {
    const usual = { upTo: 0.12345, today: 0.06, blocks: 20 };
    const feature = buildFeature({ name: 'wind', measures: [], rates: [{ ...rate, usual }] });

    expect(featureEffects(buildDrift({ features: [feature] }))).toEqual([['wind', 'missing', 0.06, 0.1235]]);
  });

  test('is kept of the sixty that came nearest to their limits', () => {
    const many = Array.from({ length: 80 }, (_, index) =>
      buildFeature({ name: `f${index}`, measures: [], rates: [{ ...rate, effect: index / 1000 }] }),
    );
    const kept = featureEffects(buildDrift({ features: many }));

    expect(kept).toHaveLength(60);
    expect(kept[0]![0]).toBe('f79');
  });
});
