import * as z from 'zod';
import { columnProfileSchema } from '../../columns/column-profile.ts';

const count = z.int().min(0);

/** What is kept of rows whose columns are not looked at together: of the rows of one segment, on its own bins. */
export const segmentProfileSchema = z.object({
  rows: z.object({ read: count, accepted: count }),
  /** One for each column of the contract, in its order. */
  columns: z.array(columnProfileSchema),
});

export type SegmentProfile = z.infer<typeof segmentProfileSchema>;
