import { parseNumber } from '../../block/cell-grammar.ts';
import type { NearNumbers } from './column-evidence.ts';

/** Longer texts are no numbers, however they are written. */
const mostCharacters = 40;

/** Signs of currencies and of shares before and behind numbers. */
const units = /^(?:\p{Sc}|[A-Z]{3} ?)?\s?([+-]?[\d.,]+)\s?(?:\p{Sc}|%| ?[A-Z]{3})?$/u;

/** What keeps a text from being a number, where little does. */
export function nearNumber(text: string): keyof NearNumbers | undefined {
  if (text.length > mostCharacters || !/\d/.test(text)) return undefined;
  if (parseNumber(text) !== undefined) return 'texts';
  if (parseNumber(text.trim()) !== undefined) return 'blanks';
  if (isSeparated(text)) return 'separators';
  const [, bare] = units.exec(text) ?? [];
  const isOfUnit =
    bare !== undefined && bare !== text && (parseNumber(bare) !== undefined || isSeparated(bare));
  return isOfUnit ? 'units' : undefined;
}

function isSeparated(text: string): boolean {
  return (
    /^[+-]?\d{1,3}(?:[,'\u2019\u00a0\u202f ]\d{2,3})*[,'\u2019\u00a0\u202f ]\d{3}(?:\.\d+)?$/.test(text) ||
    /^[+-]?\d{1,3}(?:[.'\u2019\u00a0\u202f ]\d{3})*(?:,\d+)?$/.test(text) ||
    /^[+-]?\d+,\d+$/.test(text)
  );
}
