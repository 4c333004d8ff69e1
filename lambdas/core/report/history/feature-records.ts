import * as z from 'zod';
import { severities } from '../../../severities.ts';
import { rateNames } from '../../result/change-schema.ts';
import type { FeatureDrift, Result } from '../../result/result-schema.ts';
import { standingOf } from '../../signals/feature-standing.ts';
import { heldAgainst, largestEffect } from '../batch/largest-effect.ts';

/** Features of a batch that its record names: those that moved or could not be judged, what matters most first. */
const mostNamed = 200;

export const namedFeatureSchema = z.object({
  name: z.string(),
  status: z.enum(['drifted', 'usual', 'inconclusive']),
  severity: z.enum(severities).optional(),
  /** Share of rows that moved; absent where it could not be measured. */
  effect: z.number().min(0).optional(),
});

export type NamedFeature = z.infer<typeof namedFeatureSchema>;

/** Features that moved or could not be judged. */
export function namedFeatures({ features }: Result['drift']): NamedFeature[] {
  return features.flatMap((feature) => namedFeature(feature)).slice(0, mostNamed);
}

function namedFeature(feature: FeatureDrift): readonly NamedFeature[] {
  const { name, verdict } = feature;
  const standing = standingOf(feature);
  if (standing === 'stable' || standing === 'apart') return [];
  const effect = largestEffect(feature)?.effect;
  return [
    {
      name,
      status: standing === 'undecided' ? 'inconclusive' : standing,
      ...(verdict.status === 'drifted' ? { severity: verdict.severity } : {}),
      ...(effect === undefined ? {} : { effect }),
    },
  ];
}

/** Movements that a record has of a batch: those that came nearest to what is told, or went farthest beyond. */
const mostKept = 60;

/** What of a feature moved: its values, or the rate of some of its cells. */
const movedParts = ['values', ...rateNames] as const;
export type MovedPart = (typeof movedParts)[number];

/** A feature, what of it moved, the share of rows that did, and the share up to which that is usual or too small to matter. */
export const featureEffectSchema = z.tuple([
  z.string(),
  z.enum(movedParts),
  z.number().min(0),
  z.number().min(0),
]);

export type FeatureEffect = z.infer<typeof featureEffectSchema>;

/** How far features moved, the farthest first, measured by its limit. A rate that did not change is left out. */
export function featureEffects({ features }: Result['drift']): FeatureEffect[] {
  return features
    .flatMap(effectsOf)
    .toSorted((a, b) => timesLimit(b) - timesLimit(a))
    .slice(0, mostKept);
}

/** How many times its limit something moved. */
export function timesLimit([, , moved, limit]: FeatureEffect): number {
  if (moved === 0) return 0;
  return limit === 0 ? Number.MAX_VALUE : moved / limit;
}

function effectsOf({ name, measures, rates }: FeatureDrift): readonly FeatureEffect[] {
  const [values] = measures
    .flatMap((measure) => ('effect' in measure && (measure.unit ?? rows) === rows ? [measure] : []))
    .map((test) => effectOf(name, 'values', test))
    .toSorted((a, b) => timesLimit(b) - timesLimit(a));
  const others = rates.map((rate) => effectOf(name, rate.name, rate)).filter(([, , moved]) => moved > 0);
  return [...(values ? [values] : []), ...others];
}

/** The unit of what is drawn. */
const rows = 'share of rows';

function effectOf(name: string, part: MovedPart, measured: Parameters<typeof heldAgainst>[0]): FeatureEffect {
  const { effect, minEffect } = heldAgainst(measured);
  return [name, part, rounded(effect), rounded(minEffect)];
}

/** To a hundredth of a per cent: more is not drawn. */
function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
