import { cellState } from '../../core/block/column-block.ts';
import { type MissingTokens, missingState } from '../missing-tokens.ts';

/** State of a null: missing, spelled as the empty text, or as the first token where that is none. */
export function nullState({ emptyState }: MissingTokens): number {
  return emptyState || cellState.missing;
}

const nan = new TextEncoder().encode('NaN');

/** State of a NaN, in a column of any kind: missing where `NaN` is a missing token. */
export function nanState(missing: MissingTokens): number {
  return missingState(missing, nan, 0, nan.length) || cellState.unparsable;
}
