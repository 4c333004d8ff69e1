import type { Drift, FeatureDrift } from '../result/result-schema.ts';
import { formatCountOf, percent } from '../text/in-words.ts';
import { isHidden } from './usual/hides.ts';

/** Features named one by one where a batch could not tell. */
const mostNamed = 3;

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

/** `; wind could only have shown a shift of 31 % of the rows`, for the features of a batch that could not tell. */
export function untoldInWords(features: readonly FeatureDrift[]): string {
  const named = features.slice(0, mostNamed).map(({ name }) => name);
  const more = features.length - named.length;
  const names = [...named, ...(more > 0 ? [`${more} more`] : [])];
  const list = names.length === 1 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const shares = features.flatMap(shareShown);
  return shares.length === 0
    ? `${list} could not be judged`
    : `${list} could only have shown a shift of ${percent(Math.max(...shares))} of the rows`;
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
