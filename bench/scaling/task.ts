import * as z from 'zod';

/** What one child process measures: a pass over so many rows of 10 columns, the whole job on so many columns of 5,000 rows, or a batch in so many parts. */
export const scalingTaskSchema = z.object({
  sweep: z.enum(['rows', 'columns', 'parts']),
  size: z.int().min(1),
});

export type ScalingTask = z.infer<typeof scalingTaskSchema>;

/** Processor seconds of the main thread by stage, in their order, and the most memory that the process held. */
export const scalingFiguresSchema = z.object({
  size: z.int(),
  stages: z.array(z.object({ name: z.string(), seconds: z.number() })),
  peakBytes: z.int(),
});

export type ScalingFigures = z.infer<typeof scalingFiguresSchema>;

/** Processor seconds of this thread while something is done; other programs move them less than they move the clock. */
export async function processorSeconds(work: () => Promise<unknown>): Promise<number> {
  const from = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1e6;
}
