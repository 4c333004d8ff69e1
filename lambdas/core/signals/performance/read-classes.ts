import { type Column, cellState, numbersByCode } from '../../block/column-block.ts';

/**
 * Writes what each row of a column says: the code of its class, or its number where there are no classes; NaN where the row has no
 * value. A class that is not among them has the code behind the last one.
 */
export type ReadClasses = (column: Column | undefined, into: Float64Array, rows: number) => void;

/**
 * @param classes  as cells have them; numbers as JavaScript writes them
 * @param kind  whether classes are told apart, or the column holds numbers as such
 */
export function readClasses(classes: readonly string[], kind: 'classes' | 'numbers'): ReadClasses {
  const byText = new Map(classes.map((text, code) => [text, code]));
  const byNumber = new Map(classes.map((text, code) => [Number(text), code]));
  const other = classes.length;
  const codesOf = numbersByCode((value) => byText.get(value) ?? other);
  return (column, into, rows) => {
    if (column?.type === 'codes' && kind === 'classes')
      return ofCodes(into, codesOf(column.dictionary), column.codes, column.states, rows);
    if (column?.type === 'numbers' && kind === 'classes')
      return ofNumbers(into, byNumber, other, column.values, column.states, rows);
    if (column?.type === 'numbers') return copy(into, column.values, column.states, rows);
    into.fill(Number.NaN, 0, rows);
  };
}

function ofCodes(
  into: Float64Array,
  ofCode: readonly number[],
  codes: Uint32Array,
  states: Uint8Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++)
    into[row] = states[row] === cellState.present ? ofCode[codes[row]!]! : Number.NaN;
}

/** Neighbouring rows are often of one class: it is looked up where it changes. */
function ofNumbers(
  into: Float64Array,
  byNumber: ReadonlyMap<number, number>,
  other: number,
  values: Float64Array,
  states: Uint8Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++)
    into[row] = states[row] === cellState.present ? (byNumber.get(values[row]! + 0) ?? other) : Number.NaN;
}

function copy(into: Float64Array, values: Float64Array, states: Uint8Array, rows: number): void {
  for (let row = 0; row < rows; row++)
    into[row] = states[row] === cellState.present ? values[row]! : Number.NaN;
}
