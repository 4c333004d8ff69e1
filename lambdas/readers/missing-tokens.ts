import { cellState, maximumMissingTokens } from '../core/block/column-block.ts';
import { equalBytes } from './bytes.ts';

/** The contract's missing tokens, ready to be compared with bytes. */
export interface MissingTokens {
  /** One a byte: whether a token begins with it. */
  readonly begins: Uint8Array;
  /** State of a cell without text, or 0 when the empty text is no token. */
  readonly emptyState: number;
  /** States of numbers that are not finite, each 0 where `Infinity`, `-Infinity` or `NaN` is no token; and whether one is. */
  readonly infinite: {
    readonly positive: number;
    readonly negative: number;
    readonly nan: number;
    readonly any: boolean;
  };
  readonly tokens: readonly { readonly bytes: Uint8Array; readonly state: number }[];
}

/**
 * Prepares missing tokens. A token that is listed twice counts as its first.
 *
 * @throws RangeError when there are more tokens than a state can tell apart
 */
export function missingTokens(texts: readonly string[]): MissingTokens {
  if (texts.length > maximumMissingTokens) {
    throw new RangeError(
      `missingTokens needs at most ${maximumMissingTokens} missing tokens, found ${texts.length}`,
    );
  }
  const tokens = texts.map((text, index) => ({
    bytes: new TextEncoder().encode(text),
    state: cellState.missing + index,
  }));
  const begins = new Uint8Array(256);
  for (const { bytes } of tokens) if (bytes.length > 0) begins[bytes[0]!] = 1;
  const stateOf = (text: string) => (texts.includes(text) ? cellState.missing + texts.indexOf(text) : 0);
  const [positive, negative, nan] = [stateOf('Infinity'), stateOf('-Infinity'), stateOf('NaN')];
  const infinite = { positive, negative, nan, any: positive + negative + nan > 0 };
  return { begins, tokens, emptyState: stateOf(''), infinite };
}

/**
 * State of the cell at [from, to) if it is a missing token: compared exactly, on the text without its quotes, so that `"NA"` is
 * as missing as `NA`.
 *
 * @returns 2 + the token's index, or 0 for a cell that is none
 */
export function missingState(missing: MissingTokens, bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length <= 0) return length === 0 ? missing.emptyState : 0;
  if (missing.begins[bytes[from]!] === 0) return 0;
  for (let index = 0; index < missing.tokens.length; index++) {
    const token = missing.tokens[index]!;
    if (token.bytes.length === length && equalBytes(bytes, from, token.bytes)) return token.state;
  }
  return 0;
}

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
