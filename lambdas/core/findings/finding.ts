import * as z from 'zod';
import { severities } from '../../severities.ts';

/** One fact worth telling. */
export const findingSchema = z.object({
  severity: z.enum(severities),
  /** Column, where it is of one. Comes from data: never trusted. */
  column: z.string().optional(),
  /** One sentence with its numbers, without the name of the column. May quote data: never trusted. */
  sentence: z.string(),
});

export type Finding = z.infer<typeof findingSchema>;
