import * as z from 'zod';

/** Share of rows that break the contract, up to which a batch is accepted all the same. */
export const defaultRejectedShare = 0.1;

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
    .enum(['manifest'])
    .optional()
    .describe(
      'What makes a batch of many files: `manifest`, a file that names them. By default a file is a batch, and a folder of `part-…` files is one when `_SUCCESS` is written.',
    ),
});

/** What a batch promises as a whole, and what makes one. */
export const batchSchema = batchShape.superRefine(({ minRows, maxRows }, context) => {
  if (maxRows !== undefined && maxRows < minRows) {
    const message = `at least minRows (${minRows})`;
    context.addIssue({ code: 'custom', path: ['maxRows'], message, input: maxRows });
  }
});
