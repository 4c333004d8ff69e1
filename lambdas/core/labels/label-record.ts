import * as z from 'zod';
import type { Ids } from './id-index.ts';

const count = z.int().min(0);

/** What became of the rows of a label file. */
export const labelCountsSchema = z.object({
  /** In the file. */
  rows: count,
  /** Without a value in the id. */
  withoutId: count,
  /** With an id, and no label: not known yet. */
  withoutLabel: count,
  /** That can't be read, or whose label is no value of the column's kind. */
  unreadable: count,
  /** Whose id an earlier row has, with the same label. */
  repeated: count,
  /** Whose id an earlier row has, with another label: the last one counts. */
  conflicting: count,
});

export type LabelCounts = Readonly<z.infer<typeof labelCountsSchema>>;

/** What a label file says: labels by id, each id once. */
export interface LabelRecord extends Ids {
  /** One an id: the number, or an index into `texts`. */
  readonly values: Float64Array;
  /** The different labels, where they are texts; absent where they are numbers. */
  readonly texts?: readonly string[] | undefined;
}
