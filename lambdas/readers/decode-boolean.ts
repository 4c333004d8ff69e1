import { parseBoolean } from '../core/block/cell-grammar.ts';
import { equalBytes } from './equal-bytes.ts';

/** The dictionary of every boolean column. */
export const booleanDictionary: readonly string[] = ['false', 'true'];

const SPELLINGS = ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map((text) => ({
  bytes: new TextEncoder().encode(text),
  code: parseBoolean(text) === 'true' ? 1 : 0,
}));

/** @returns the code in {@link booleanDictionary} of the boolean at [from, to), or -1 */
export function decodeBoolean(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length !== 4 && length !== 5) return -1;
  for (let index = 0; index < SPELLINGS.length; index++) {
    const spelling = SPELLINGS[index]!;
    if (spelling.bytes.length === length && equalBytes(bytes, from, spelling.bytes)) return spelling.code;
  }
  return -1;
}
