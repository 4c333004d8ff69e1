import { parseNumber } from '../../block/cell-grammar.ts';
import { type NumberSpelling, numberParser } from '../../block/number-spelling.ts';

/** Ways to write numbers, the likeliest first; the first of two that read as many cells is taken. */
const spellings: readonly NumberSpelling[] = [
  { thousands: ',' },
  { decimal: ',' },
  { decimal: ',', thousands: '.' },
  { thousands: "'" },
  { thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { decimal: ',', thousands: "'" },
];

/** A column is one of numbers where at least this share of its cells are some, so that codes and pairs of numbers are none. */
const shareOfNumbers = 0.9;

/** Of all cells that a way reads at least this share must be written in it: a single cell is an oddity. */
const shareOfSpelled = 0.005;

/** How often each text stands in a column, blanks around it and empty ones as they are. */
export type CellTexts = ReadonlyMap<string, number>;

/** Whether numbers of a file have blanks around them. */
export function isPadded(columns: readonly CellTexts[]): boolean {
  return columns.some((texts) => {
    const cells = [...texts];
    if (cells.every(([text]) => text === text.trim())) return false;
    const { read, gained } = readBy((text) => parseNumber(text.trim()), [cells], parseNumber);
    return gained > 1 && gained >= shareOfPadded * read;
  });
}

/** Fewer are oddities, and taken for missing. */
const shareOfPadded = 0.01;

/**
 * How the numbers of a file are written, where a way other than the usual one reads more cells as numbers, and loses none of those
 * that are some already.
 *
 * @param columns    what its first rows showed, as texts
 * @param delimiter  a file whose cells are separated by commas has a comma for thousands rather than for decimals
 * @returns nothing where they are written as usual
 */
export function findNumberSpelling(columns: readonly CellTexts[], delimiter: string): NumberSpelling {
  const likeliest = delimiter === ',' ? spellings : [...spellings.slice(1), ...spellings.slice(0, 1)];
  const cells = columns.map((texts) => [...texts].map(([text, times]) => [text.trim(), times] as const));
  // Most files have no cell that another way would read: then all others need not be looked at, once more for each way.
  const odd = cells.flat().filter(([text]) => parseNumber(text) === undefined);
  const possible = likeliest
    .map((spelling) => ({ spelling, parse: numberParser(spelling) }))
    .filter(({ parse }) => odd.some(([text]) => parse(text) !== undefined));
  if (possible.length === 0) return {};
  const usual = readBy(parseNumber, cells, parseNumber);
  const found = possible
    .map(({ spelling, parse }) => ({ spelling, ...readBy(parse, cells, parseNumber) }))
    .filter(({ lost, gained, read }) => lost === 0 && gained > 1 && gained >= shareOfSpelled * read)
    .reduce<{ readonly spelling?: NumberSpelling; readonly read: number }>(
      (best, next) => (next.read > best.read ? next : best),
      usual,
    );
  return found.spelling ?? {};
}

type Parse = (text: string) => number | undefined;

/** Counts cells: how many are numbers of columns of such, how many of those are none by `usual`, and how many are lost. */
function readBy(parse: Parse, columns: readonly (readonly (readonly [string, number])[])[], usual: Parse) {
  let [read, gained, lost] = [0, 0, 0];
  for (const cells of columns) {
    const all = countOf(cells, (text) => text.trim() !== '');
    const own = countOf(cells, (text) => parse(text) !== undefined);
    const isOfNumbers = own >= shareOfNumbers * all;
    if (isOfNumbers) read += own;
    if (isOfNumbers)
      gained += countOf(cells, (text) => parse(text) !== undefined && usual(text) === undefined);
    lost += countOf(cells, (text) => usual(text) !== undefined && parse(text) === undefined);
  }
  return { read, gained, lost };
}

function countOf(cells: readonly (readonly [string, number])[], matches: (text: string) => boolean): number {
  return cells.reduce((sum, [text, times]) => sum + (matches(text) ? times : 0), 0);
}
