import type { CodeColumn, ColumnBlock, RawCell, RawRow } from '../../block/column-block.ts';
import { fnvStart, fnvStep } from '../../block/hash.ts';
import type { Contract } from '../contract.ts';

/** What stands in place of a value that must not be shown. */
export const maskedValue = '(masked)';

/** Whether rows of the contract must not be shown as they are. */
export function hasSensitive({ columns }: Contract): boolean {
  return columns.some(({ sensitive }) => sensitive);
}

/** What of a refused row may be kept. */
export type ShownRow =
  | { readonly text: string }
  | {
      /** By the name of the column, sensitive ones masked; only the contract's columns, for what others hold is unknown. */
      readonly cells: Readonly<Record<string, RawCell>>;
    };

/**
 * A refused row as it may be kept: its own text; or, where the contract has a sensitive column, its cells by name without
 * those. A row that could not be split has none then.
 *
 * @param isSplit  whether the row could be split into cells
 */
export function shownRow(contract: Contract, { text, cells }: RawRow, isSplit: boolean): ShownRow {
  if (!hasSensitive(contract)) return { text };
  const named = contract.columns.map(({ name, sensitive }, index): [string, RawCell] => {
    const cell = cells[index];
    const isShown = !sensitive || cell === undefined || cell === null || cell === '';
    return [name, isShown ? cell : maskedValue];
  });
  return { cells: Object.fromEntries(isSplit ? named.filter(([, cell]) => cell !== undefined) : []) };
}

/**
 * A block with pseudonyms in place of the categories of sensitive columns: what is counted from it on (profiles, and so
 * results, alerts and reports) has never seen a value. The same value has the same pseudonym in every batch, so that
 * drift shows. Very long categories have short names, too: see {@link mostCounted}.
 */
export type MaskValues = (block: ColumnBlock) => ColumnBlock;

/** Prepares the masking of a contract's columns, for one pass. */
export function maskValues({ columns }: Contract): MaskValues {
  const masks = columns.map(({ sensitive }) => renameCodes(sensitive ? pseudonym : shortName));
  return (block) => {
    const renamed = block.columns.map((column, index) =>
      column?.type === 'codes' ? masks[index]?.(column) : column,
    );
    return renamed.every((column, index) => column === block.columns[index])
      ? block
      : { ...block, columns: renamed };
  };
}

/** Dictionaries grow, and are looked at once a value; one in which no value gets another name stays as it is. */
function renameCodes(nameOf: (value: string) => string): (column: CodeColumn) => CodeColumn {
  let source: readonly string[] = [];
  let names: string[] = [];
  let isOther = false;
  return (column) => {
    if (source !== column.dictionary) {
      source = column.dictionary;
      names = [];
      isOther = false;
    }
    for (let code = names.length; code < source.length; code++) {
      const name = nameOf(source[code]!);
      isOther ||= name !== source[code];
      names.push(name);
    }
    return isOther ? { ...column, dictionary: names } : column;
  };
}

/** V8 tells longer texts apart by their length alone when it looks them up (String::kMaxHashCalcLength): thousands would take minutes. */
export const mostCounted = 16_383;

/** Characters of a very long category that its name begins with. */
const shownOfLong = 100;

function shortName(text: string): string {
  if (text.length <= mostCounted) return text;
  return `${text.slice(0, shownOfLong)}… (${text.length} characters, ${hashInText(text)})`;
}

function pseudonym(text: string): string {
  return `masked-${hashInText(text)}`;
}

/** 64 bits of FNV-1a in two lanes. Who knows all values that there can be can still find out which is meant. */
function hashInText(text: string): string {
  let a = fnvStart;
  let b = 0x050c5d1f;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = fnvStep(a, unit);
    b = fnvStep(b, unit + index) ^ (b >>> 15);
  }
  return `${hexadecimal(a)}${hexadecimal(b)}`;
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
