import * as z from 'zod';
import { duration, durationMs } from './cadence.ts';

/** Share of rows that break the contract, up to which a batch is accepted all the same. */
export const defaultRejectedShare = 0.1;

const dayMs = 24 * 3_600_000;

/** A day has a whole number of windows: each begins at the same times every day, in UTC. */
const windowLength = duration.refine(
  (text) => dayMs % durationMs(text) === 0 && durationMs(text) >= 5 * 60_000,
  'a length of time that divides a day, from 5m to 1d: 15m, 1h or 6h',
);

/** How long after its end and its last file a window is closed, where the contract does not say. */
export const defaultQuietTime = '15m';

/** What says when the rows of a file are from. */
const windowSources = ['key', 'arrival'] as const;

const batchShape = z.strictObject({
  minRows: z.int().min(1).default(1).describe('A batch with fewer rows is rejected.'),
  maxRows: z.int().min(1).optional().describe('A batch with more rows is rejected.'),
  maxRejectedShare: z
    .number()
    .min(0)
    .max(1)
    .default(defaultRejectedShare)
    .describe('A batch with a larger share of rows that break the contract is rejected as a whole.'),
  extraColumns: z
    .enum(['ignore', 'warn', 'reject'])
    .default('ignore')
    .describe(
      'What to do about columns not named here: nothing, name them in the notes of the result, or reject the batch.',
    ),
  close: z
    .string()
    .refine(
      (text) => text === 'manifest' || duration.safeParse(text).success,
      'manifest, or a length of time such as 10m',
    )
    .optional()
    .describe(
      `What makes a batch of many files: \`manifest\`, a file that names them; or a length of time (\`10m\`): all files of a folder below the model's own are one batch once none has come for so long. By default a file is a batch, and a folder of \`part-…\` files is one when \`_SUCCESS\` is written. With \`window\`, how long after its end and its last file a window is closed; by default \`${defaultQuietTime}\`.`,
    ),
  window: windowLength
    .optional()
    .describe(
      'All files of a span of time are one batch (`15m`, `1h`, `1d`): for writers of many small files. Windows begin at midnight UTC.',
    ),
  windowOf: z
    .enum(windowSources)
    .default('key')
    .describe(
      'Which window a file belongs to: that of the last time in its key (`2026/11/30/13/`, `2026-11-30-13-05-59`), and of its arrival where the key tells none as fine; or always that of its arrival.',
    ),
});

/** What a batch promises as a whole, and what makes one. */
export const batchSchema = batchShape.superRefine(({ minRows, maxRows, close, window }, context) => {
  if (maxRows !== undefined && maxRows < minRows) {
    const message = `at least minRows (${minRows})`;
    context.addIssue({ code: 'custom', path: ['maxRows'], message, input: maxRows });
  }
  if (window !== undefined && close === 'manifest') {
    const message = 'a length of time, together with window';
    context.addIssue({ code: 'custom', path: ['close'], message, input: close });
  }
});

/** What a contract asks of a batch as a whole, with the defaults filled in. */
export type BatchRules = z.infer<typeof batchSchema>;
