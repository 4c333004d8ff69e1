import { alikeName } from '../core/contract/alike-names.ts';
import type { OpenBatch } from './batch-reader.ts';

/**
 * A batch whose columns are called as the contract calls them, where their names differ only in characters that nobody sees:
 * how accents are composed, of which kind blanks are, characters without width.
 *
 * @param known  the names of the contract's columns
 */
export function withKnownNames(batch: OpenBatch, known: readonly string[]): OpenBatch {
  const ofFile = renamed(batch.columnNames, known);
  if (ofFile.size === 0) return batch;
  const { declared, indexColumns, columnNames, notes } = batch;
  const nameOf = (name: string) => ofFile.get(name) ?? name;
  const nameInFile = new Map([...ofFile].map(([name, own]) => [own, name]));
  return {
    ...batch,
    columnNames: columnNames.map(nameOf),
    ...(declared && { declared: new Map([...declared].map(([name, type]) => [nameOf(name), type])) }),
    ...(indexColumns && { indexColumns: indexColumns.map(nameOf) }),
    notes: [
      ...notes,
      ...ofFile
        .values()
        .map(
          (name) =>
            `column ${JSON.stringify(name)} is written with other characters in the file, which look the same`,
        ),
    ],
    blocks: (columns, spelling, slice) =>
      batch.blocks(
        columns.map((column) => ({ ...column, name: nameInFile.get(column.name) ?? column.name })),
        spelling,
        slice,
      ),
  };
}

/** The contract's name of each column of the file that no contract names but that looks like one, and like one alone. */
function renamed(inFile: readonly string[], known: readonly string[]): ReadonlyMap<string, string> {
  const absent = known.filter((name) => !inFile.includes(name));
  if (absent.length === 0) return new Map();
  const others = inFile.filter((name) => !known.includes(name));
  return new Map(
    others.flatMap((name) => {
      const like = absent.filter((own) => alikeName(own) === alikeName(name));
      const isOnly =
        like.length === 1 && others.filter((other) => alikeName(other) === alikeName(name)).length === 1;
      return isOnly ? [[name, like[0]!] as const] : [];
    }),
  );
}
