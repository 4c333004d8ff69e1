import * as z from 'zod';

/** One round of a group, for a worker. */
export const taskSchema = z.object({
  /** Among all groups. */
  index: z.int().min(0),
  round: z.int().min(0),
  /** Cells that still need repetitions. */
  wanted: z.array(z.int().min(0)),
});

export type WorkerTask = z.infer<typeof taskSchema>;
