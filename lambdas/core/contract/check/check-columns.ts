import { parseNumber } from '../../block/cell-grammar.ts';
import { alikeName } from '../alike-names.ts';
import type { Contract } from '../contract.ts';
import { quoteFound, type Violation } from '../violation.ts';
import type { Cells } from './read-cell.ts';

/**
 * Holds the column names of a file against the contract, before a row is read.
 *
 * @param cells  only files with types of their own have groups of columns
 */
export function checkColumns(
  contract: Contract,
  columnNames: readonly string[],
  cells: Cells = 'typed',
): readonly Violation[] {
  const found = new Set(columnNames);
  const known = new Set(contract.columns.map(({ name }) => name));
  const missing = contract.columns.filter((column) => isRequired(column) && !found.has(column.name));
  const extra =
    contract.batch.extraColumns === 'reject' ? columnNames.filter((name) => !known.has(name)) : [];
  return [
    ...missing.map(({ name }) => missingColumn(name, columnNames, cells)),
    ...extra.map(
      (name): Violation => ({
        code: 'extra-column',
        column: name,
        message: 'the contract does not name this column and rejects extra ones',
      }),
    ),
  ];
}

/** Labels come later, in files of their own or never: a batch may lack them unless the contract says that it may not. */
function isRequired({ required, role }: Contract['columns'][number]): boolean {
  return required ?? role !== 'label';
}

/** What to tell of columns that the contract does not name, where it wants them told: a sentence, or none. */
export function extraColumnNotes(contract: Contract, columnNames: readonly string[]): readonly string[] {
  if (contract.batch.extraColumns !== 'warn') return [];
  const known = new Set(contract.columns.map(({ name }) => name));
  const extra = columnNames.filter((name) => !known.has(name));
  if (extra.length === 0) return [];
  return [`columns that the contract does not name: ${namesInWords(extra)}`];
}

/** Which columns of the contract that need not be there are not: a sentence, or none. */
export function absentColumnNotes(contract: Contract, columnNames: readonly string[]): readonly string[] {
  const found = new Set(columnNames);
  // Labels may come later, in files of their own.
  const absent = contract.columns
    .filter(({ name, role }) => role !== 'label' && !found.has(name))
    .map(({ name }) => name);
  if (absent.length === 0) return [];
  return [`columns that the contract names and the file does not have: ${namesInWords(absent)}`];
}

function namesInWords(names: readonly string[]): string {
  const shown = names.slice(0, maximumNamesTold).map((name) => JSON.stringify(quoteFound(name)));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return `${shown.join(', ')}${more}`;
}

/** Names of columns in a note. */
const maximumNamesTold = 20;

function missingColumn(name: string, columnNames: readonly string[], cells: Cells): Violation {
  const found = quoteFound(columnNames.join(', '));
  return {
    code: 'missing-column',
    column: name,
    message: `the file has no such column${hintAt(name, columnNames, cells)}`,
    found,
  };
}

/** What the owner may have meant: another spelling, a header line, or one of the columns of a group. */
function hintAt(name: string, columnNames: readonly string[], cells: Cells): string {
  if (lacksHeader(columnNames)) {
    return ': all names in the file are numbers; has it a header line?';
  }
  if (columnNames[0]?.startsWith('#')) {
    return ': the first line of the file begins with #; if such lines are comments, the contract says so by csv.comment';
  }
  const lower = columnNames.find((other) => other.toLowerCase() === name.toLowerCase());
  if (lower !== undefined) return `; did ${quoteFound(lower)} mean it?`;
  const alike = columnNames.find((other) => plainName(other) === plainName(name));
  if (alike !== undefined) {
    return `; did ${quoteFound(alike)} mean it? It is written with other characters, which look the same`;
  }
  const nested = cells === 'typed' ? columnNames.find((other) => other.startsWith(`${name}.`)) : undefined;
  return nested === undefined ? '' : `: there it is a group of columns, ${quoteFound(nested)} among them`;
}

/** Whether the names of a file are rather its first row: all are numbers. */
export function lacksHeader(columnNames: readonly string[]): boolean {
  return columnNames.every((name) => parseNumber(name) !== undefined);
}

/** What is alike for a reader in a hurry: letters of other widths, capitals. */
function plainName(name: string): string {
  return alikeName(name.normalize('NFKC')).toLowerCase();
}
