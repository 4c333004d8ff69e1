import * as z from 'zod';
import { columnProfileSchema, mergeColumns } from '../../columns/column-profile.ts';

const count = z.int().min(0);

/** What is kept of rows whose columns are not looked at together: of the rows of one segment, on its own bins. */
export const segmentProfileSchema = z.object({
  rows: z.object({ read: count, accepted: count }),
  /** One for each column of the contract, in its order. */
  columns: z.array(columnProfileSchema),
});

export type SegmentProfile = z.infer<typeof segmentProfileSchema>;

/**
 * Of two sets of rows together: commutative and associative, exactly.
 *
 * @throws RangeError when the two were not made on the same bins
 */
export function mergeRows(a: SegmentProfile, b: SegmentProfile): SegmentProfile {
  if (a.columns.length !== b.columns.length)
    throw new RangeError(`mergeProfiles: requires ${a.columns.length} columns, found ${b.columns.length}`);
  return {
    rows: { read: a.rows.read + b.rows.read, accepted: a.rows.accepted + b.rows.accepted },
    columns: a.columns.map((column, index) => mergeColumns(column, b.columns[index]!)),
  };
}

/**
 * Segment by segment.
 *
 * @throws RangeError when they are not as many
 */
export function mergeSegments(a: readonly SegmentProfile[], b: readonly SegmentProfile[]): SegmentProfile[] {
  if (a.length === b.length) return a.map((segment, index) => mergeRows(segment, b[index]!));
  throw new RangeError(
    `mergeProfiles: requires profiles of the same segments, found ${a.length} and ${b.length}`,
  );
}
