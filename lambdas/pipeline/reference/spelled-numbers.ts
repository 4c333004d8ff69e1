import type { ColumnBlock } from '../../core/block/column-block.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';

/** How the numbers of columns are written, by the names of the columns. */
export interface SpelledNumbers {
  /** With a point or an exponent, `5.0` or `5e0`: a program that writes so has fractions in mind. */
  readonly fractions: ReadonlySet<string>;
  /** Whole, with zeros before them, `01234`: codes, and no amounts. */
  readonly codes: ReadonlySet<string>;
}

/** Rows of a block that are looked at. */
const spelledRows = 1_000;

/**
 * Looks how numbers are written, which their values no longer tell. Parquet has no such thing.
 *
 * @param block   the first one of the file
 * @param decimal  what stands before a fraction where cells are text
 * @param places  which of its columns is read for each name
 */
export function spelledNumbers(
  block: ColumnBlock,
  places: ReadonlyMap<string, number>,
  { format }: Pick<OpenBatch, 'format'>,
  decimal: '.' | ',' = '.',
): SpelledNumbers {
  const rows = Array.from({ length: Math.min(spelledRows, block.rowCount) }, (_, row) => block.raw(row));
  if (format === 'parquet') return { fractions: new Set(), codes: new Set() };
  if (format === 'jsonl') return { fractions: fractionsInJson(rows, places), codes: new Set() };
  const named = (pattern: RegExp) => {
    const found = [...places].filter(([, place]) =>
      rows.some(({ cells }) => isSpelled(cells[place], pattern)),
    );
    return new Set(found.map(([name]) => name));
  };
  return {
    fractions: named(decimal === '.' ? /^[+-]?\d+(?:\.\d*(?:[eE].*)?|[eE].*)$/ : /^[+-]?\d[^,]*,\d*$/),
    codes: named(/^0\d+$/),
  };
}

function isSpelled(cell: unknown, pattern: RegExp): boolean {
  return typeof cell === 'string' && pattern.test(cell);
}

/** By the last key before a number: that of an object within a row counts for all of that name. */
function fractionsInJson(
  rows: readonly { readonly text: string }[],
  places: ReadonlyMap<string, number>,
): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { text } of rows)
    for (const [, key = ''] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*-?\d+(?:\.\d|[eE])/g)) keys.add(key);
  return new Set([...places.keys()].filter((name) => keys.has(name.split('.').at(-1) ?? name)));
}
