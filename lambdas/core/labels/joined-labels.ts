import * as z from 'zod';
import type { IdIndex, Ids } from './id-index.ts';

/** A label file that had labels for rows of a batch; or the batch itself, where it brought labels of its own. */
export const joinedFileSchema = z.object({
  /** ISO 8601. */
  receivedAt: z.iso.datetime(),
  id: z.string(),
  /** Rows that it had a label for. */
  rows: z.int().min(1),
});

export type JoinedFile = Readonly<z.infer<typeof joinedFileSchema>>;

/**
 * The labels of a batch's rows, as far as they are known: of each row the one that arrived last. Made of a set of label files: in
 * which order they are joined, and how often, makes no difference.
 */
export interface JoinedLabels {
  /** Those that had a label for any row, as they arrived; of one second in the order of their ids. */
  readonly files: readonly JoinedFile[];
  /** Of each row which file its label is from, counted from 1; 0 where it has none. */
  readonly from: Uint32Array;
  /** Of each row its label, as the batch's plan counts classes, or the number; NaN where it has none. */
  readonly labels: Float64Array;
  /** 1 for each row of which two files say different things. */
  readonly contradicted: Uint8Array;
}

/** Of no label file. @param rows  of the batch */
export function noLabels(rows: number): JoinedLabels {
  return {
    files: [],
    from: new Uint32Array(rows),
    labels: new Float64Array(rows).fill(Number.NaN),
    contradicted: new Uint8Array(rows),
  };
}

/** The labels that a file has for the rows of a batch. */
export interface FoundLabels {
  /** One a row; NaN where there is none. */
  readonly labels: Float64Array;
  /** How many rows have one. */
  readonly rows: number;
}

/**
 * Looks up the labels of a batch's rows. An id that several rows have gives its label to each.
 *
 * @param ids  of the rows; of a row without an id both halves are 0
 * @param values  of the index' ids, by their places; NaN is no label
 * @param found  set to 1 at the places of ids that a row has
 */
export function findLabels(ids: Ids, index: IdIndex, values: Float64Array, found: Uint8Array): FoundLabels {
  const { low, high } = ids;
  const labels = new Float64Array(low.length).fill(Number.NaN);
  let rows = 0;
  for (let row = 0; row < low.length; row++) {
    if ((low[row]! | high[row]!) === 0) continue;
    const place = index.find(low[row]!, high[row]!);
    if (place < 0) continue;
    found[place] = 1;
    const label = values[place]!;
    if (Number.isNaN(label)) continue;
    labels[row] = label;
    rows++;
  }
  return { labels, rows };
}

/** Joins one more file: a file that is joined already changes nothing. */
export function withFile(
  joined: JoinedLabels,
  { receivedAt, id }: Pick<JoinedFile, 'receivedAt' | 'id'>,
  { labels, rows }: FoundLabels,
): JoinedLabels {
  if (rows === 0 || joined.files.some((file) => file.id === id)) return joined;
  const added: JoinedFile = { receivedAt, id, rows };
  const files = [...joined.files, added].toSorted(byArrival);
  const place = files.indexOf(added) + 1;
  const next = {
    files,
    from: joined.from.slice(),
    labels: joined.labels.slice(),
    contradicted: joined.contradicted.slice(),
  };
  for (let row = 0; row < labels.length; row++) {
    if (next.from[row]! >= place) next.from[row]!++;
    const label = labels[row]!;
    if (Number.isNaN(label)) continue;
    const known = next.labels[row]!;
    if (!Number.isNaN(known) && known !== label) next.contradicted[row] = 1;
    if (next.from[row]! > place) continue;
    next.from[row] = place;
    next.labels[row] = label;
  }
  return next;
}

/** The newest last; of one instant the greater id. */
function byArrival(a: JoinedFile, b: JoinedFile): number {
  return Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || (a.id < b.id ? -1 : 1);
}
