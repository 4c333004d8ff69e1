import { maximumColumns } from '../limits.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import type { SplitRecord } from './split-record.ts';

/** The names of a header, and where their columns are. */
export interface HeaderNames {
  /** Unique, not empty, without outer blanks. */
  readonly columnNames: readonly string[];
  /** Of each the place of its cells in a row. */
  readonly places: readonly number[];
  /** Places of columns without a name: they are left out. */
  readonly nameless: readonly number[];
}

/** @throws UnreadableBatchError when the header can't name columns */
export function namesOf(record: SplitRecord): HeaderNames {
  if (record.open) throw unreadable('A quote that opens in the header line is never closed.');
  if (record.malformed) throw unreadable('The header line has text after a closing quote.');
  if (record.fields.length > maximumColumns) {
    const found = record.fields.length;
    throw new UnreadableBatchError(
      'too-large',
      `The file has ${found} columns; ${maximumColumns} is the most.`,
    );
  }
  const names = record.fields.map((field, place) => ({ name: field.trim(), place }));
  const named = names.filter(({ name }) => name !== '');
  if (named.length === 0) throw unreadable('No column has a name in the header line: name them.');
  refuseTwins(named.map(({ name }) => name));
  return {
    columnNames: named.map(({ name }) => name),
    places: named.map(({ place }) => place),
    nameless: names.filter(({ name }) => name === '').map(({ place }) => place),
  };
}

function refuseTwins(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new UnreadableBatchError(
        'duplicate-column',
        `The header names the column "${name.slice(0, 100)}" more than once.`,
      );
    }
    seen.add(name);
  }
}

function unreadable(message: string): UnreadableBatchError {
  return new UnreadableBatchError('unreadable', message);
}
