import { type CodeColumn, cellState } from '../../block/column-block.ts';
import { countCodes } from './add-codes.ts';
import { addList } from './add-lists.ts';
import { addInfinite } from './add-numbers.ts';
import { addText } from './add-texts.ts';
import { type Found, skipped } from './found.ts';
import type { BlockCells } from './reading.ts';

/** Every cell by all decodings that may hold it. */
export function addEverything(found: Found, { columns, rows, raw }: BlockCells): boolean {
  const [codes, texts, vectors] = [columns.get('category'), columns.get('text'), columns.get('vector')];
  if (codes?.type !== 'codes' || texts?.type !== 'texts' || vectors?.type !== 'vectors') return false;
  const typed = (['number', 'boolean', 'timestamp'] as const).map((decoding) => columns.get(decoding));
  const [numbers, booleans, timestamps] = typed.map((column) => column?.states);
  const values = columns.get('number');
  if (values?.type === 'numbers') found.numbers.add(values.values, values.states);
  const { counts, tally } = found;
  for (let row = 0; row < rows; row++) {
    const state = codes.states[row]!;
    const ofVector = vectors.states[row]!;
    if (state >= cellState.missing) tally[state]!++;
    else if (ofVector >= cellState.missing) tally[ofVector]!++;
    else if (ofVector === cellState.present) addList(found, vectors.lengths[row]!, 1);
    else if (numbers?.[row] === cellState.present) counts.numbers++;
    else if (booleans?.[row] === cellState.present) counts.booleans++;
    else if (timestamps?.[row] === cellState.present) counts.timestamps++;
    else if (texts.states[row] === cellState.present && (state !== cellState.present || !found.isText))
      addLongText(found, texts.at(row), state !== cellState.present);
    else if (state !== cellState.present) {
      const cell = raw(row);
      if (typeof cell === 'number') addInfinite(found, cell);
      else counts.others++;
    }
  }
  countCodes(found, withoutLists(codes, vectors.states));
  return true;
}

/** Lists that were counted as such are no texts as well. */
function withoutLists(column: CodeColumn, vectors: Uint8Array): CodeColumn {
  if (!vectors.includes(cellState.present)) return column;
  const states = column.states.map((state, row) => (vectors[row] === cellState.present ? skipped : state));
  return { ...column, states };
}

function addLongText(found: Found, text: string, isLong: boolean): void {
  found.long ||= isLong;
  found.byTexts = true;
  addText(found, text, 1);
}
