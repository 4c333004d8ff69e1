import * as z from 'zod';

/** What one child process measures. */
export const taskSchema = z.object({
  job: z.enum(['decode', 'check', 'profile', 'duckdb-count', 'duckdb-decode']),
  path: z.string(),
  /** How DuckDB reads the file. */
  table: z.enum(['csv', 'json', 'parquet']),
  /** See `prepareReference`. */
  referencePath: z.string(),
  /** The first one warms up where there are several. */
  passes: z.int().min(1),
});

export type Task = z.infer<typeof taskSchema>;

/** What it found. */
export const measurementSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('measured'),
    rows: z.int().min(0),
    /** The fastest pass but the first; the first where there is only one. */
    seconds: z.number().min(0),
    /** The most memory that the process ever held, resident. */
    peakBytes: z.int().min(0),
  }),
  z.object({ status: z.literal('refused'), reason: z.string() }),
]);

export type Measurement = z.infer<typeof measurementSchema>;
