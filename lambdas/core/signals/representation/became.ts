import type { RepresentationDrift } from '../../result/result-schema.ts';
import { inDecimals } from './words.ts';

type Traits = readonly RepresentationDrift[];

/**
 * How the writing of a column changed, in a few words each: `"NaN" became empty`, `integers became floats`. What was judged is
 * told; a spelling of missing values that went is named with the one that came for it.
 *
 * @param traits  of one feature
 */
export function becameInWords(traits: Traits): readonly string[] {
  const changed = traits.filter(({ verdict }) => verdict?.status === 'drifted');
  return changed.map((trait) => traitBecame(trait, traits));
}

function traitBecame(trait: RepresentationDrift, all: Traits): string {
  const { name, reference, current, token = '', mostDecimals } = trait;
  const isLost = current < reference;
  switch (name) {
    case 'integers':
      return isLost ? 'integers became floats' : 'floats became integers';
    case 'float32':
      return isLost ? 'floats of 32 bits became more precise' : 'floats were rounded to 32 bits';
    case 'decimals':
      return `${inDecimals(mostDecimals?.reference ?? 0)} became ${mostDecimals?.current ?? 0}`;
    case 'zeros':
      return 'zeros appeared';
    case 'negatives':
      return 'negative values appeared';
    case 'infinities':
      return 'infinite values appeared';
    case 'missing-token': {
      const before = replacedToken(all);
      return before === undefined
        ? `missing values are now ${spelled(token)}`
        : `${spelled(before)} became ${spelled(token)}`;
    }
    default:
      return name satisfies never;
  }
}

/** The spelling of missing values whose share fell most; undefined where the reference had none to speak of. */
function replacedToken(traits: Traits): string | undefined {
  const [most] = traits
    .filter(({ name, reference, current }) => name === 'missing-token' && reference > current)
    .toSorted((a, b) => b.reference - b.current - (a.reference - a.current));
  return most?.token;
}

function spelled(token: string): string {
  return token === '' ? 'empty' : `"${token}"`;
}
