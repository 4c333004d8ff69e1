import * as z from 'zod';

const plantedSchema = z.object({
  /** That its run was for. */
  time: z.iso.datetime(),
  /** In the inbox. */
  key: z.string(),
  batchId: z.string(),
});

/** `audits/canary.json`: the canary that is on its way, and what became of the one before. Changed by compare-and-swap. */
export const canaryRecordSchema = z.object({
  schemaVersion: z.literal(1),
  planted: plantedSchema,
  /** Absent before the second run. */
  last: z
    .object({
      time: z.iso.datetime(),
      /** `well`: its verdict was right, and its alert was handed to SNS. `missing`: no verdict, or no alert, before the next run. */
      outcome: z.enum(['well', 'wrong', 'missing']),
      /** What is wrong; empty where all is well. */
      reasons: z.array(z.string()),
      /** From the upload to when its alert was handed over; absent where it was not. */
      seconds: z.number().optional(),
    })
    .optional(),
});

export type CanaryRecord = z.infer<typeof canaryRecordSchema>;
