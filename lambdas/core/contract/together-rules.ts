import * as z from 'zod';

/** How one signal of the model is judged that is not of a single column's values. */
function signalSchema(effects: { readonly minEffect: string; readonly criticalEffect: string }) {
  return z.strictObject({
    ignore: z.boolean().optional().describe('Do not look for it.'),
    minEffect: z.number().min(0).optional().describe(effects.minEffect),
    criticalEffect: z.number().min(0).optional().describe(effects.criticalEffect),
  });
}

/** Correlations of two columns. */
export const pairRulesSchema = signalSchema({
  minEffect: 'Smallest change of a coefficient that is worth telling; by default 0.15.',
  criticalEffect: 'From this change of a coefficient on the severity is critical; by default 0.5.',
});

/** All columns together. */
export const multivariateRulesSchema = signalSchema({
  minEffect: 'Smallest change, in standard deviations of a wave, that is worth telling; by default 0.15.',
  criticalEffect:
    'From this change on, in standard deviations of a wave, the severity is critical; by default 1.',
});

/** How values are written. */
export const representationRulesSchema = z.strictObject({
  ignore: z.boolean().optional().describe('Do not look for it.'),
});
