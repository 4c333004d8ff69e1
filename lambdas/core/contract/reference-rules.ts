import * as z from 'zod';
import { seasonKinds } from './seasons.ts';
import { timeZoneName } from './terms.ts';

/** What says when the rows of a batch are from. */
const seasonSources = ['key', 'arrival'] as const;

/** A window of one batch would take its quirks for what is usual; one of more than 90 is a reference, not the recent past. */
const rollingLimits = { least: 2, most: 90 } as const;

/** What a reference is cut into, to learn how far batches of its source differ when all is well. */
const blockChoices = ['hour', 'day', 'week', 'month', 'part', 'none'] as const;

/** Boundaries make one block fewer than there are of them: ten blocks tell what is usual. */
const boundaries = z
  .array(z.iso.datetime({ offset: true }).or(z.iso.date()))
  .min(11)
  .max(1001)
  .refine(
    (times) =>
      times.every((time, index) => index === 0 || Date.parse(times[index - 1] ?? '') < Date.parse(time)),
    'each later than the one before',
  );

/** Fewer batches don't tell what is usual; whoever waits longer than for a hundred has no use for it. */
const learningLimits = { least: 10, most: 100 } as const;

/** Batches that the usual spread is learned from where the reference tells nothing. */
export const defaultLearnFrom = 14;

/** What batches are compared with, besides the model's one fixed reference. */
export const referenceRulesSchema = z.strictObject({
  season: z
    .enum(seasonKinds)
    .optional()
    .describe(
      'Compare a batch with the reference of its month (`references/<model>/month=december/`) or day of the week (`weekday=monday/`); with the default one where there is none.',
    ),
  seasonOf: z
    .enum(seasonSources)
    .default('key')
    .describe(
      'Which month or day a batch is of: that of the last date in its key (`2026-11-22.csv`, `day=2026-11-22/`), and of its arrival where there is none; or always that of its arrival.',
    ),
  timeZone: timeZoneName
    .default('UTC')
    .describe('Where it is the month or day of arrival. Dates in keys are taken as they stand.'),
  rolling: z
    .int()
    .min(rollingLimits.least)
    .max(rollingLimits.most)
    .optional()
    .describe(
      'Compare each batch with so many accepted batches before it too, and report that beside the comparison with the reference. It never alarms by itself.',
    ),
  blocks: z
    .enum(blockChoices)
    .or(boundaries)
    .optional()
    .describe(
      'What the reference is cut into to learn how far batches usually differ from it: by its timestamp column hours, days, weeks, months or at a list of times; or the parts of a folder. `none` calls no change usual. By default days, or weeks or months where days have too few rows; the parts of a folder where there are no times.',
    ),
  learnFrom: z
    .literal(0)
    .or(z.int().min(learningLimits.least).max(learningLimits.most))
    .optional()
    .describe(
      `From how many accepted batches it is learned where the reference can't be cut: the first after it came, but for those that are grossly wrong; by default ${defaultLearnFrom}, and 0 learns nothing.`,
    ),
});

/** What batches are compared with, with the defaults filled in. */
export type ReferenceRules = z.infer<typeof referenceRulesSchema>;
