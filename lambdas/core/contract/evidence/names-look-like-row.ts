import { parseBoolean, parseNumber, parseTimestamp } from '../../block/cell-grammar.ts';
import type { NamedEvidence } from './column-evidence.ts';

/**
 * Whether the names of the columns are rather the first row of a file without a header line: every column of numbers, times or
 * booleans has a name of that kind; where there is none of those, every name is also a value of its column. Years, and
 * numbers that count the columns, are names like others.
 */
export function namesLookLikeRow(columns: readonly NamedEvidence[]): boolean {
  const kinds = columns.flatMap((column) => {
    const parse = parserOf(column);
    return parse ? [{ name: column.name, parse }] : [];
  });
  if (kinds.length === 0) return columns.length > 0 && columns.every(isValueOfItself);
  const isLike = kinds.every(({ name, parse }) => parse(name) !== undefined);
  return isLike && !areYears(kinds.map(({ name }) => name)) && !areCounted(columns.map(({ name }) => name));
}

/** Of what most cells of a column are, where that is no text. */
function parserOf({ evidence: { cells, present } }: NamedEvidence) {
  const isMost = (count: number) => 2 * count > present;
  if (isMost(cells.numbers)) return parseNumber;
  if (isMost(cells.timestamps)) return parseTimestamp;
  return isMost(cells.booleans) ? (text: string) => parseBoolean(text) : undefined;
}

function isValueOfItself({ name, evidence: { distinct } }: NamedEvidence): boolean {
  return distinct.has(name);
}

function areYears(names: readonly string[]): boolean {
  return names.every((name) => /^(?:19|20)\d\d$/.test(name));
}

/** `0, 1, 2` or `1, 2, 3`, as pandas and R name columns that have no names. */
function areCounted(names: readonly string[]): boolean {
  return [0, 1].some((first) => names.every((name, index) => name === String(first + index)));
}
