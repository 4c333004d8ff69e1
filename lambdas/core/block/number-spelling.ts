import { parseNumber } from './cell-grammar.ts';

/** How the numbers of text cells are written. */
export interface NumberSpelling {
  readonly decimal?: '.' | ',' | undefined;
  /** What stands between groups of digits; none where it is undefined. */
  readonly thousands?: ',' | '.' | "'" | ' ' | '_' | undefined;
}

/** Blanks and apostrophes of every kind that programs write between digits. */
const kindsOf: ReadonlyMap<string, string> = new Map([
  [' ', '[ \\u00a0\\u2009\\u202f]'],
  ["'", "['\\u2019]"],
  ['.', '\\.'],
]);

/**
 * What reads numbers that are written so: digits in groups of three (the leading ones of two, too, as in India) or in none, with the
 * decimal sign before a fraction. A text with other signs is no number, so that `1.5` is none where the decimal sign is a comma.
 *
 * @returns the double nearest to a text, or undefined when it is no finite number
 */
export function numberParser({
  decimal = '.',
  thousands,
}: NumberSpelling): (text: string) => number | undefined {
  if (decimal === '.' && thousands === undefined) return parseNumber;
  const point = decimal === '.' ? '\\.' : decimal;
  const group = thousands === undefined ? undefined : (kindsOf.get(thousands) ?? thousands);
  const whole = group === undefined ? '[0-9]+' : `[0-9]{1,3}(?:${group}[0-9]{2,3})*${group}[0-9]{3}|[0-9]+`;
  const pattern = new RegExp(`^([+-]?)(${whole}|)(?:${point}([0-9]*))?((?:[eE][+-]?[0-9]+)?)$`);
  const groups = group === undefined ? undefined : new RegExp(group, 'g');
  return (text) => {
    const [, sign = '', digits = '', fraction = '', exponent = ''] = pattern.exec(text) ?? [];
    if (digits === '' && fraction === '') return undefined;
    return parseNumber(`${sign}${groups ? digits.replace(groups, '') : digits}.${fraction}${exponent}`);
  };
}
