import { formatCount, formatCountOf, numberInWords, percent } from '../text/in-words.ts';
import type { HoldoutRun } from './run-schema.ts';

/** A run in one fact: `3 of 200 predictions moved, accuracy fell from 91 % to 87 %`. */
export function holdoutFact({ ids, inputs, predictions, score }: HoldoutRun): string {
  if (ids.both === 0) return 'no id of the baseline is in it';
  const moved =
    predictions.moved === 0
      ? `all ${formatCountOf(ids.both, 'prediction')} are the same`
      : `${formatCount(predictions.moved)} of ${formatCountOf(ids.both, 'prediction')} moved`;
  const changed = inputs.changed > 0 ? `, inputs of ${formatCountOf(inputs.changed, 'id')} changed` : '';
  const scored = score && score.baseline !== score.current ? `, ${scoreInWords(score)}` : '';
  return `${moved}${changed}${scored}`;
}

/** `accuracy fell from 91 % to 87 %`. */
export function scoreInWords({
  metric,
  baseline,
  current,
}: Pick<NonNullable<HoldoutRun['score']>, 'metric' | 'baseline' | 'current'>): string {
  const [name, inUnit] =
    metric === 'mae' ? (['mean absolute error', numberInWords] as const) : (['accuracy', percent] as const);
  const verb = current > baseline ? 'rose' : 'fell';
  return current === baseline
    ? `${name} stayed at ${inUnit(current)}`
    : `${name} ${verb} from ${inUnit(baseline)} to ${inUnit(current)}`;
}
