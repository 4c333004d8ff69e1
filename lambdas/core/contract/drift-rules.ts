import * as z from 'zod';
import { batchSignals } from './batch-signals.ts';
import { columnName } from './column-schema.ts';

/** How one signal of the model is judged that is not of a single column's values. */
function signalSchema(effects: { readonly minEffect: string; readonly criticalEffect: string }) {
  return z.strictObject({
    ignore: z.boolean().optional().describe('Do not look for it.'),
    minEffect: z.number().min(0).optional().describe(effects.minEffect),
    criticalEffect: z.number().min(0).optional().describe(effects.criticalEffect),
  });
}

/** Correlations of two columns. */
const pairRulesSchema = signalSchema({
  minEffect: 'Smallest change of a coefficient that is worth telling; by default 0.15.',
  criticalEffect: 'From this change of a coefficient on the severity is critical; by default 0.5.',
});

/** All columns together. */
const multivariateRulesSchema = signalSchema({
  minEffect: 'Smallest change, in standard deviations of a wave, that is worth telling; by default 0.15.',
  criticalEffect:
    'From this change on, in standard deviations of a wave, the severity is critical; by default 1.',
});

/** How values are written. */
const representationRulesSchema = z.strictObject({
  ignore: z.boolean().optional().describe('Do not look for it.'),
});

/** How drift of the model is judged. */
export const driftSchema = z.strictObject({
  alpha: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      'Share of undrifted batches that may raise an alarm, whatever `falseAlarmsPerYear` says; 0.01 where neither says it.',
    ),
  falseAlarmsPerYear: z
    .number()
    .gt(0)
    .max(100)
    .default(1)
    .describe(
      'How many false alarms a year the model may raise. With the cadence of its batches (`cadence`, else as they came) it becomes the share of undrifted batches that may raise one, at most 0.05. Losses by labels may raise as many of their own.',
    ),
  minEffect: z
    .number()
    .min(0)
    .optional()
    .describe('Smallest share of rows that must move in a feature to be worth telling; by default 0.03.'),
  criticalShare: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe(
      'From this share of drifted columns on the severity is critical; a column counts once, whatever of it drifted.',
    ),
  segmentBy: columnName
    .optional()
    .describe(
      'A column of categories or booleans: drift is looked for among the rows of each of its larger values, too. An inferred contract names none.',
    ),
  segmentMinRows: z
    .int()
    .min(20)
    .optional()
    .describe(
      'Rows that a value must have in the reference to be a segment, and in a batch to be compared; by default 100.',
    ),
  pairs: pairRulesSchema.optional().describe('How changes of correlations are judged.'),
  multivariate: multivariateRulesSchema
    .optional()
    .describe('How changes of all columns together are judged.'),
  without: z
    .array(z.enum(batchSignals))
    .optional()
    .describe('Signals of the rows as a whole that are not looked for.'),
  representation: representationRulesSchema
    .optional()
    .describe(
      'How changes of the way values are written are judged: integers turned floats, rounding, new missing tokens.',
    ),
});
