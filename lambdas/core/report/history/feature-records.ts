import * as z from 'zod';
import { severities } from '../../../severities.ts';
import type { FeatureDrift, Result } from '../../result/result-schema.ts';
import { standingOf } from '../../signals/feature-standing.ts';
import { largestEffect } from '../batch/largest-effect.ts';

/** Features of a batch that its record names: those that moved or could not be judged, what matters most first. */
const mostNamed = 200;

export const namedFeatureSchema = z.object({
  name: z.string(),
  status: z.enum(['drifted', 'inconclusive']),
  severity: z.enum(severities).optional(),
  /** Share of rows that moved; absent where it could not be measured. */
  effect: z.number().min(0).optional(),
});

type NamedFeature = z.infer<typeof namedFeatureSchema>;

/** Features that moved or could not be judged. */
export function namedFeatures({ features }: Result['drift']): NamedFeature[] {
  return features.flatMap((feature) => namedFeature(feature)).slice(0, mostNamed);
}

function namedFeature(feature: FeatureDrift): readonly NamedFeature[] {
  const { name, verdict } = feature;
  if (verdict.status === 'stable' || standingOf(feature) === 'apart') return [];
  const effect = largestEffect(feature)?.effect;
  return [
    {
      name,
      status: verdict.status,
      ...(verdict.status === 'drifted' ? { severity: verdict.severity } : {}),
      ...(effect === undefined ? {} : { effect }),
    },
  ];
}

/** Features of a batch whose movement its record has: those that came nearest to what is told, or went farthest beyond. */
const mostKept = 40;

/** A feature, the share of rows that moved, and the share up to which that is usual or too small to matter. */
export const featureEffectSchema = z.tuple([z.string(), z.number().min(0), z.number().min(0)]);

export type FeatureEffect = z.infer<typeof featureEffectSchema>;

/** How far each feature moved, the farthest first, measured by its limit; without those of which no share of rows is known. */
export function featureEffects({ features }: Result['drift']): FeatureEffect[] {
  return features
    .map(farthest)
    .filter((effect) => effect !== undefined)
    .toSorted((a, b) => timesLimit(b) - timesLimit(a))
    .slice(0, mostKept);
}

/** How many times its limit a feature moved. */
export function timesLimit([, moved, limit]: FeatureEffect): number {
  if (moved === 0) return 0;
  return limit === 0 ? Number.MAX_VALUE : moved / limit;
}

/** Of its tests and rates the one that came nearest to its own limit. */
function farthest({ name, measures, rates }: FeatureDrift): FeatureEffect | undefined {
  const tests = measures.flatMap((measure) =>
    'effect' in measure && (measure.unit ?? 'share of rows') === 'share of rows' ? [measure] : [],
  );
  const [first] = [...tests, ...rates]
    .map((one) => effectOf(name, one))
    .toSorted((a, b) => timesLimit(b) - timesLimit(a));
  return first;
}

/** Where what is usual decides, the effect is the one that was held against it. */
function effectOf(
  name: string,
  { effect, minEffect, usual }: Pick<FeatureDrift['rates'][number], 'effect' | 'minEffect' | 'usual'>,
): FeatureEffect {
  return usual && usual.upTo > minEffect
    ? [name, rounded(usual.today), rounded(Math.min(1, usual.upTo))]
    : [name, rounded(effect), rounded(minEffect)];
}

/** To a hundredth of a per cent: more is not drawn. */
function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
