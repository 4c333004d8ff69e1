import type { Contract } from './contract.ts';
import { quoteFound, type Violation } from './violation.ts';

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

function missingColumn(name: string, columnNames: readonly string[]): Violation {
  const found = quoteFound(columnNames.join(', '));
  const similar = columnNames.find((other) => other.toLowerCase() === name.toLowerCase());
  const hint = similar === undefined ? '' : `; did ${quoteFound(similar)} mean it?`;
  return { code: 'missing-column', column: name, message: `the file has no such column${hint}`, found };
}
