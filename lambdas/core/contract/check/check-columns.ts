import type { Contract } from '../contract.ts';
import { quoteFound, type Violation } from '../violation.ts';

/** Holds the column names of a file against the contract, before a row is read. */
export function checkColumns(contract: Contract, columnNames: readonly string[]): readonly Violation[] {
  const found = new Set(columnNames);
  const known = new Set(contract.columns.map(({ name }) => name));
  const missing = contract.columns.filter(({ name, required }) => required && !found.has(name));
  const extra =
    contract.batch.extraColumns === 'reject' ? columnNames.filter((name) => !known.has(name)) : [];
  return [
    ...missing.map(({ name }) => missingColumn(name, columnNames)),
    ...extra.map(
      (name): Violation => ({
        code: 'extra-column',
        column: name,
        message: 'the contract does not name this column and rejects extra ones',
      }),
    ),
  ];
}

/** What to tell of columns that the contract does not name, where it wants them told: a sentence, or none. */
export function extraColumnNotes(contract: Contract, columnNames: readonly string[]): readonly string[] {
  if (contract.batch.extraColumns !== 'warn') return [];
  const known = new Set(contract.columns.map(({ name }) => name));
  const extra = columnNames.filter((name) => !known.has(name));
  if (extra.length === 0) return [];
  const shown = extra.slice(0, maximumNamesTold).map((name) => JSON.stringify(quoteFound(name)));
  const more = extra.length > shown.length ? ` and ${extra.length - shown.length} more` : '';
  return [`columns that the contract does not name: ${shown.join(', ')}${more}`];
}

/** Names of extra columns in a note. */
const maximumNamesTold = 20;

function missingColumn(name: string, columnNames: readonly string[]): Violation {
  const found = quoteFound(columnNames.join(', '));
  return {
    code: 'missing-column',
    column: name,
    message: `the file has no such column${hintAt(name, columnNames)}`,
    found,
  };
}

/** What the owner may have meant: another spelling, or one of the columns of a group. */
function hintAt(name: string, columnNames: readonly string[]): string {
  const similar = columnNames.find((other) => other.toLowerCase() === name.toLowerCase());
  if (similar !== undefined) return `; did ${quoteFound(similar)} mean it?`;
  const nested = columnNames.find((other) => other.startsWith(`${name}.`));
  return nested === undefined ? '' : `: there it is a group of columns, ${quoteFound(nested)} among them`;
}
