import { type CodeColumn, cellState } from '../../block/column-block.ts';
import { addValue } from './add-texts.ts';
import type { Found } from './found.ts';
import type { BlockCells } from './reading.ts';
import { tallyStates } from './tally-states.ts';

/** Texts by their codes. Typed ones must be texts indeed. */
export function addCategories(found: Found, { columns }: BlockCells): boolean {
  const column = columns.get('category');
  const texts = columns.get('text');
  if (column?.type !== 'codes' || tallyStates(found, column.states) > 0) return false;
  if (texts?.states.includes(cellState.unparsable)) return false;
  found.areTexts = true;
  countCodes(found, column);
  return true;
}

/** Values are looked at when the dictionary is replaced: each once, however often it was seen. */
export function countCodes(found: Found, { codes, states, dictionary }: CodeColumn): void {
  found.byTexts = true;
  const { pending } = found;
  if (pending.dictionary !== dictionary) foldCodes(found);
  pending.dictionary = dictionary;
  if (pending.counts.length < dictionary.length) {
    const larger = new Float64Array(2 * dictionary.length);
    larger.set(pending.counts);
    pending.counts = larger;
  }
  addCodes(pending.counts, codes, states);
}

function addCodes(counts: Float64Array, codes: Uint32Array, states: Uint8Array): void {
  const rows = states.length;
  for (let row = 0; row < rows; row++) if (states[row] === cellState.present) counts[codes[row]!]!++;
}

/** Looks at each value of the last dictionary. */
export function foldCodes(found: Found): void {
  const { dictionary, counts } = found.pending;
  for (let code = 0; code < dictionary.length; code++)
    if (counts[code]! > 0) addValue(found, dictionary[code]!, counts[code]!);
  found.pending.dictionary = [];
  counts.fill(0);
}
