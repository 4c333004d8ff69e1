import { UnreadableBatchError } from '../unreadable-batch-error.ts';

/** How `to_json()` of pandas lays a table out as one value that is no list of rows, by its beginning. */
const orientations: readonly { readonly name: string; readonly begins: RegExp }[] = [
  { name: 'split', begins: /^\{\s*"columns"\s*:\s*\[/ },
  { name: 'table', begins: /^\{\s*"schema"\s*:\s*\{\s*"fields"\s*:/ },
  { name: 'index', begins: /^\{\s*"-?\d+"\s*:\s*\{/ },
  { name: 'columns', begins: /^\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\{\s*"-?\d+"\s*:/ },
  { name: 'values', begins: /^\[\s*\[/ },
];

/** As far as the beginning is looked at. */
const SIGNIFICANT_BYTES = 4_096;

/**
 * Refuses a whole table in one JSON value, as pandas writes it unless told otherwise.
 *
 * @param head  of a file that has at most one row, read as rows; without a byte order mark
 * @throws UnreadableBatchError `unreadable`, with the line to write instead
 */
export function refusePandasOrientation(head: Buffer): void {
  const text = head.toString('utf8', 0, SIGNIFICANT_BYTES).trimStart();
  const found = orientations.find(({ begins }) => begins.test(text));
  if (found === undefined) return;
  throw new UnreadableBatchError(
    'unreadable',
    `The file is one JSON value for the whole table, as pandas writes it with orient="${found.name}": write df.to_json(path, orient="records", lines=True).`,
  );
}
