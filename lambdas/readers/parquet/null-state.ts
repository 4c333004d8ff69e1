import { cellState } from '../../core/block/column-block.ts';
import { type MissingTokens, missingState } from '../missing-tokens.ts';

/** State of a null: missing, spelled as the empty text, or as the first token where that is none. */
export function nullState({ emptyState }: MissingTokens): number {
  return emptyState || cellState.missing;
}

/** State of a number that is not finite, in a column of any kind: missing where `NaN`, `Infinity` or `-Infinity` is a missing token. */
export function notFiniteState(missing: MissingTokens): (value: number) => number {
  const [nan, infinity, minusInfinity] = ['NaN', 'Infinity', '-Infinity'].map((name) => {
    const bytes = new TextEncoder().encode(name);
    return missingState(missing, bytes, 0, bytes.length) || cellState.unparsable;
  });
  return (value) => (Number.isNaN(value) ? nan! : value > 0 ? infinity! : minusInfinity!);
}
