import { type BooleanSpellings, defaultBooleans } from '../core/block/cell-grammar.ts';
import { equalBytes } from './bytes.ts';

/** The dictionary of every boolean column. */
export const booleanDictionary: readonly string[] = ['false', 'true'];

/** Spellings of booleans, ready to be compared with bytes. */
export type BooleanBytes = readonly { readonly bytes: Uint8Array; readonly code: number }[];

/** Prepares spellings of booleans; a text that is listed twice counts as its first. */
export function booleanBytes(spellings: BooleanSpellings = defaultBooleans): BooleanBytes {
  const encoder = new TextEncoder();
  return [
    ...spellings.true.map((text) => ({ bytes: encoder.encode(text), code: 1 })),
    ...spellings.false.map((text) => ({ bytes: encoder.encode(text), code: 0 })),
  ];
}

/** @returns the code in {@link booleanDictionary} of the boolean at [from, to), or -1 */
export function decodeBoolean(spellings: BooleanBytes, bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  for (let index = 0; index < spellings.length; index++) {
    const spelling = spellings[index]!;
    if (spelling.bytes.length === length && equalBytes(bytes, from, spelling.bytes)) return spelling.code;
  }
  return -1;
}
