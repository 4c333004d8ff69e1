import type { Drift, FeatureDrift } from '../result/result-schema.ts';
import { formatCountOf, percent } from '../text/in-words.ts';
import { listNames } from '../text/sentences.ts';
import { isHidden } from './usual/hides.ts';

/**
 * What a batch without drift would have shown: the largest resolution of its stable features. Only of features whose effect is a
 * share of rows: that is what they have in common.
 */
export function resolutionOf(stable: readonly FeatureDrift[]): Drift['resolution'] {
  const shares = stable.flatMap(shareShown);
  return shares.length === 0 ? undefined : { effect: Math.max(...shares), unit: 'share of rows' };
}

/**
 * Whether so large a shift of a feature is usual: a test of it would have seen less, which is not told.
 *
 * @returns the first such feature, by name; undefined where the resolution is that of a test
 */
export function usualUpTo(
  features: readonly FeatureDrift[],
  resolution: NonNullable<Drift['resolution']>,
): string | undefined {
  const isUsual = ({ measures }: FeatureDrift) =>
    measures.some((measure) => 'usual' in measure && measure.usual?.upTo === resolution.effect);
  return features.find((feature) => shareShown(feature)[0] === resolution.effect && isUsual(feature))?.name;
}

/** `fare and tip moved, but no more than is usual`. @param features  that did, at least one */
export function movedAsUsual(features: readonly FeatureDrift[]): string {
  return `${namesOf(features)} moved, but no more than is usual`;
}

/**
 * `wind could only have shown a shift of 31 % of the rows`, for the features of a batch that could not tell; of those that differ
 * from batch to batch by most of their rows, no change stands out.
 */
export function untoldInWords(features: readonly FeatureDrift[]): string {
  const { hidden = [], others = [] } = Object.groupBy(features, (one) =>
    isHidden(one) ? 'hidden' : 'others',
  );
  const shares = others.flatMap(shareShown);
  const told =
    shares.length === 0
      ? 'could not be judged'
      : `could only have shown a shift of ${percent(Math.max(...shares))} of the rows`;
  return [
    ...(others.length > 0 ? [`${namesOf(others)} ${told}`] : []),
    ...(hidden.length > 0
      ? [
          `${namesOf(hidden)} ${hidden.length === 1 ? 'differs' : 'differ'} so much from batch to batch that no change stands out`,
        ]
      : []),
  ].join('; ');
}

function namesOf(features: readonly FeatureDrift[]): string {
  return listNames(features.map(({ name }) => name));
}

/** `no drift seen, but 50 rows can only show a shift of 45 % of the rows`, for a batch most of whose features could not tell. */
export function tooFewInWords(features: readonly FeatureDrift[]): string {
  const hidden = features.filter(isHidden);
  if (2 * hidden.length > features.length)
    return `no drift seen, but batches of this source differ so much when all is well that no change of ${formatCountOf(hidden.length, 'feature')} stands out; a reference of more and shorter stretches, or reference.blocks, may tell more`;
  const shares = features.flatMap(shareShown);
  const sizes = features.flatMap(({ measures }) => measures.flatMap(({ samples }) => samples ?? []));
  if (shares.length === 0 || sizes.length === 0) return `no drift seen, but ${untoldInWords(features)}`;
  const [least, most] = [Math.min(...shares), Math.max(...shares)].map(percent);
  const ofReference = sizes.every(({ reference, current }) => reference < current);
  const rows = Math.max(...sizes.map(({ reference, current }) => Math.min(reference, current)));
  const counted = `${ofReference ? 'a reference of ' : ''}${formatCountOf(rows, 'row')}`;
  const range = least === most ? `${most} of the rows` : `${least} to ${most} of the rows, by feature`;
  return `no drift seen, but ${counted} can only show a shift of ${range}`;
}

function shareShown({ resolution }: FeatureDrift): readonly number[] {
  return resolution?.unit === 'share of rows' ? [resolution.effect] : [];
}
