import { cellState } from '../../core/block/column-block.ts';
import { type MissingTokens, missingState } from '../missing-tokens.ts';

/**
 * State of a null: missing, spelled as the empty text, or as the first token where that is none. Where a contract has no missing
 * token at all nothing can be counted as missing: a null is unparsable then.
 */
export function nullState({ emptyState, tokens }: MissingTokens): number {
  return emptyState || (tokens[0]?.state ?? cellState.unparsable);
}

const nan = new TextEncoder().encode('NaN');

/** State of a NaN: missing where `NaN` is a missing token. */
export function nanState(missing: MissingTokens): number {
  return missingState(missing, nan, 0, nan.length) || cellState.unparsable;
}
