import type { Drift, RollingDrift } from '../../result/result-schema.ts';
import { plainText } from '../../text/clean-text.ts';
import { formatCountOf } from '../../text/in-words.ts';
import { listNames } from '../../text/sentences.ts';

/** `the 7 batches before it`. */
export function recentBatches({ batches }: Pick<RollingDrift, 'batches'>): string {
  return batches === 1
    ? 'the batch before it'
    : `the ${formatCountOf(batches, 'batch', 'batches')} before it`;
}

/**
 * Whether what drifted is new, by the batches before: somebody who hears of drift decides by that where to look first.
 *
 * @returns undefined where the contract does not ask for the comparison
 */
export function noveltyOfDrift({ features, rolling }: Drift): string | undefined {
  if (!rolling) return undefined;
  const before = recentBatches(rolling);
  switch (rolling.status) {
    case 'stable':
      return `The change is not new: the batch is like ${before}.`;
    case 'inconclusive':
      return `Whether the change is new could not be told: ${plainText(rolling.reason, 200)}.`;
    case 'drifted': {
      const drifted = namesOf(features);
      const sudden = namesOf(rolling.features).filter((name) => drifted.includes(name));
      if (sudden.length > 0) return `The change is sudden: ${inWords(sudden)} from ${before}, too.`;
      return drifted.length > 0
        ? `The change is not new, but the batch differs from ${before} in other ways.`
        : `The batch differs from ${before}, too.`;
    }
    default:
      return rolling.status satisfies never;
  }
}

function namesOf(features: Drift['features']): readonly string[] {
  return features.flatMap(({ name, verdict }) => (verdict.status === 'drifted' ? [name] : []));
}

function inWords(names: readonly string[]): string {
  return `${listNames(names)} ${names.length === 1 ? 'differs' : 'differ'}`;
}
