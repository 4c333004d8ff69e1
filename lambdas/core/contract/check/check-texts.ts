import { areZero } from '../../block/all-zero.ts';
import { type CodeColumn, cellState, type NumbersByCode, type TextColumn } from '../../block/column-block.ts';
import type { ColumnContract } from '../contract.ts';
import { compilePattern } from '../pattern.ts';

/** Marks rows whose value is refused. @param isRefused  1 where a value is */
export function checkCodes(
  { codes, dictionary, states }: CodeColumn,
  refused: Uint8Array,
  refuseMissing: number,
  isRefused: NumbersByCode,
) {
  const marks = isRefused(dictionary);
  const rows = refused.length;
  // Most blocks have nothing to be refused; a dictionary is mostly far shorter than they.
  if (marks.length < rows && !marks.includes(1) && areZero(states, rows)) return;
  markCodes(codes, states, marks, refused, refuseMissing);
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
  const matches = pattern === undefined ? undefined : compilePattern(pattern);
  return (text) =>
    (maxLength === undefined || isAtMost(text, maxLength)) &&
    (matches === undefined || matches(text)) &&
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
