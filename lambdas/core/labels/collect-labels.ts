import {
  type Column,
  type ColumnBlock,
  cellState,
  type IdentityColumn,
  type NumbersByCode,
  numbersByCode,
  rowFault,
} from '../block/column-block.ts';
import { idIndex } from './id-index.ts';
import type { LabelCounts, LabelRecord } from './label-record.ts';

/** The most labels of one file: of so many the record and its index take 140 MB. */
export const maximumLabels = 5_000_000;

/** The most different labels that are texts: more are no classes. */
export const maximumLabelTexts = 1_000;

/** Running {@link LabelRecord}. */
export interface LabelCollector {
  /** @param block  the label's column, then the identity of the id */
  add(block: ColumnBlock): void;
  /** What there is too much of to go on. */
  excess(): 'labels' | 'texts' | undefined;
  record(): LabelRecord;
  counts(): LabelCounts;
}

/** Collects labels by id, row by row: of an id that comes again the last label counts. */
export function collectLabels(): LabelCollector {
  const index = idIndex();
  const texts = new Map<string, number>();
  const counts = { rows: 0, withoutId: 0, withoutLabel: 0, unreadable: 0, repeated: 0, conflicting: 0 };
  let values = new Float64Array(1024);
  let size = 0;
  let areTexts = false;

  function put({ low, high }: IdentityColumn, row: number, value: number): void {
    const place = index.add(low[row]!, high[row]!);
    if (place < size) {
      if (values[place] === value) counts.repeated++;
      else counts.conflicting++;
    } else {
      if (size === values.length) values = longer(values);
      size++;
    }
    values[place] = value;
  }

  const codesOf = numbersByCode((text) => {
    const code = texts.get(text) ?? texts.size;
    texts.set(text, code);
    return code;
  });

  return {
    add(block) {
      const [label, id] = block.columns;
      const read = valuesOf(label, codesOf);
      areTexts ||= label?.type === 'codes';
      for (let row = 0; row < block.rowCount; row++) {
        counts.rows++;
        if (block.faults[row] !== rowFault.none) counts.unreadable++;
        else if (id?.type !== 'identities' || id.states[row] !== cellState.present) counts.withoutId++;
        else if (!label || label.states[row]! >= cellState.missing) counts.withoutLabel++;
        else if (!read || label.states[row] !== cellState.present) counts.unreadable++;
        else put(id, row, read(row));
      }
    },
    excess: () => (size > maximumLabels ? 'labels' : texts.size > maximumLabelTexts ? 'texts' : undefined),
    record: () => ({
      ...index.ids(),
      values: values.subarray(0, size),
      ...(areTexts ? { texts: [...texts.keys()] } : {}),
    }),
    counts: () => counts,
  };
}

/** Reads a row's label as a number; undefined where the column has none. */
function valuesOf(column: Column | undefined, codesOf: NumbersByCode): ((row: number) => number) | undefined {
  switch (column?.type) {
    case 'numbers': {
      const { values } = column;
      // 0 and -0 are one label.
      return (row) => values[row]! + 0;
    }
    case 'codes': {
      const { codes } = column;
      const known = codesOf(column.dictionary);
      return (row) => known[codes[row]!]!;
    }
    default:
      return undefined;
  }
}

function longer(array: Float64Array): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(2 * array.length);
  copy.set(array);
  return copy;
}
