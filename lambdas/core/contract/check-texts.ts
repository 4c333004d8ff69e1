import { type CodeColumn, cellState, type TextColumn } from '../block/column-block.ts';
import type { ColumnContract } from './contract.ts';
import { wholeText } from './row-schema.ts';

/** Whether each value of a dictionary is refused, found once a value: dictionaries grow, they never change. */
export interface CodeCache {
  dictionary: readonly string[];
  refused: number[];
}

/** Marks rows whose value is refused. */
export function checkCodes(
  cells: CodeColumn,
  refused: Uint8Array,
  refuseMissing: number,
  isValidText: (text: string) => boolean,
  cache: CodeCache,
) {
  const { codes, dictionary, states } = cells;
  if (cache.dictionary !== dictionary) Object.assign(cache, { dictionary, refused: [] });
  for (let code = cache.refused.length; code < dictionary.length; code++) {
    cache.refused.push(isValidText(dictionary[code]!) ? 0 : 1);
  }
  markCodes(codes, states, cache.refused, refused, refuseMissing);
}

function markCodes(
  codes: Uint32Array,
  states: Uint8Array,
  isRefused: readonly number[],
  refused: Uint8Array,
  refuseMissing: number,
) {
  const rows = refused.length;
  for (let row = 0; row < rows; row++) {
    const state = states[row]!;
    if (state === cellState.present) refused[row]! |= isRefused[codes[row]!]!;
    else if (state === cellState.unparsable || refuseMissing === 1) refused[row] = 1;
  }
}

/** Marks rows whose text is refused. */
export function checkTexts(
  cells: TextColumn,
  refused: Uint8Array,
  refuseMissing: number,
  isValidText: (text: string) => boolean,
) {
  for (let row = 0; row < refused.length; row++) {
    const state = cells.states[row]!;
    if (state === cellState.present) {
      if (!isValidText(cells.at(row))) refused[row] = 1;
    } else if (state === cellState.unparsable || refuseMissing === 1) {
      refused[row] = 1;
    }
  }
}

/** Whether a text keeps the settings of its column: the twin of zod's checks. */
export function compileText({ kind, values, pattern, maxLength }: ColumnContract): (text: string) => boolean {
  if (kind === 'boolean') return () => true;
  const allowed = values && new Set(values);
  const expression = pattern === undefined ? undefined : wholeText(pattern);
  return (text) =>
    (maxLength === undefined || isAtMost(text, maxLength)) &&
    (expression === undefined || expression.test(text)) &&
    (allowed === undefined || allowed.has(text));
}

/** As zod measures text: in code points, each of which is one or two code units. */
function isAtMost(text: string, maxLength: number): boolean {
  if (text.length <= maxLength) return true;
  if (text.length > 2 * maxLength) return false;
  let length = 0;
  for (const _ of text) length++;
  return length <= maxLength;
}
