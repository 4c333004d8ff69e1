import * as z from 'zod';
import { severities } from '../../severities.ts';
import { timeOfDay, timeZoneName } from './terms.ts';

const consecutive = z.int().min(1).max(50).default(1);

const quietHours = z
  .strictObject({
    from: timeOfDay.describe('When they begin: `22:00`.'),
    to: timeOfDay.describe('When they end, itself not quiet; earlier than `from` means the next morning.'),
    timeZone: timeZoneName.default('UTC').describe('Of which place.'),
    except: z
      .enum(severities)
      .default('critical')
      .describe('Alerts of this severity and above are told all the same.'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'another time than from' });

/** When people are told of what batches show, and how often. What is left out is as calm as can be without missing anything. */
export const alertRulesSchema = z.strictObject({
  reminderDays: z
    .array(z.number().gt(0))
    .max(20)
    .refine((days) => days.every((day, index) => day > (days[index - 1] ?? 0)), 'days that grow')
    .default([1, 3, 7, 14])
    .describe(
      'When a problem that goes on is told again: so many days after it was told as new or as worse, by when batches arrived, with the next batch that shows it; after the last of them every so many days again. An empty list: never.',
    ),
  consecutiveBatches: z
    .strictObject({
      info: consecutive.describe('For what is only for information, such as quarantined rows.'),
      warning: consecutive.describe('For warnings.'),
      critical: consecutive.describe('For what is critical, such as a rejected batch.'),
    })
    .prefault({})
    .describe('So many batches in a row must show a problem before it is told.'),
  quarantineShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.005)
    .describe(
      'Quarantined rows are told from this share of the rows of a batch on; fewer are in its result and in the weekly digest alone.',
    ),
  environmentChanges: z
    .boolean()
    .default(true)
    .describe(
      'Whether people are told, once for each change, that a batch was written with other versions than the reference, where nothing else is told of it. It is in the result and in the report in any case.',
    ),
  recoveryBatches: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .describe('After so many batches in a row without the problem it is over, and people are told.'),
  coolDownHours: z
    .number()
    .min(0)
    .default(0)
    .describe(
      'A problem that comes back so soon after it was over, no worse and with nothing new that is critical, is not told yet.',
    ),
  quietHours: quietHours
    .optional()
    .describe('When people are left alone. What was held back is told with the next batch after them.'),
  muteUntil: z
    .string()
    .refine(isMoment, 'a date or a moment such as 2026-12-01T06:00:00Z')
    .optional()
    .describe('Nothing is told before this moment (`2026-12-01` or `2026-12-01T06:00:00Z`).'),
  dismissedAt: z
    .string()
    .refine(isMoment, 'a date or a moment such as 2026-12-01T06:00:00Z')
    .optional()
    .describe(
      'Somebody knows of what was told up to this moment: no reminders of it. What becomes worse is told, and that it is over.',
    ),
});

/** When people are told of what batches show, with the defaults filled in. */
export type AlertRules = z.infer<typeof alertRulesSchema>;

/** The rules of a contract that says nothing about them. */
export const defaultAlertRules: AlertRules = alertRulesSchema.parse({});

function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:\d{2}))?$/.test(text) && !Number.isNaN(Date.parse(text));
}
