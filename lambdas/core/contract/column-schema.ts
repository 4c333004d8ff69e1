import * as z from 'zod';
import { maximumDimension } from '../block/column-block.ts';
import { timeFormatProblem } from '../block/time-format.ts';
import { epochUnits } from '../block/written-time.ts';
import { columnMismatches } from './column-mismatches.ts';
import { driftMethods, methodsOfKind } from './drift-methods.ts';
import { patternProblem } from './pattern.ts';
import { kinds } from './terms.ts';

/** What a column is to the model. Identifiers and timestamps differ in every batch by nature: never tested for drift. */
const roles = [
  'feature',
  'id',
  'timestamp',
  'prediction',
  'confidence',
  'label',
  'latency',
  'error',
  'modelVersion',
] as const;

/** In UTF-16 code units. A file with a longer name is refused: no contract could name it. */
export const maximumColumnNameLength = 300;

/** The name of a column, as a contract gives it. */
export const columnName = z.string().min(1).max(maximumColumnNameLength);

/** A number; for timestamps the text of one. `columnMismatches` holds it to the column's kind. */
const bound = z.union([z.number(), z.string()]);

const regularExpression = z.string().superRefine((pattern, context) => {
  const message = patternProblem(pattern);
  if (message !== undefined) context.addIssue({ code: 'custom', message, input: pattern });
});

const timeFormat = z
  .string()
  .max(100)
  .superRefine((format, context) => {
    const message = timeFormatProblem(format);
    if (message !== undefined) context.addIssue({ code: 'custom', message, input: format });
  });

const featureDrift = z.strictObject({
  ignore: z
    .boolean()
    .optional()
    .describe('Leave the column, and all that is derived of it, out of all drift tests.'),
  derived: z
    .boolean()
    .optional()
    .describe(
      'Whether features derived of the values are compared: of texts and vectors, and of timestamps hour and weekday, they are by default; lag to arrival and gap to the row before, of the timestamps of rows, only when this is true.',
    ),
  method: z
    .enum(driftMethods)
    .optional()
    .describe(
      'What decides: a test in place of the default one (ks for numbers, chi-square for categories), or a distance that decides together with it.',
    ),
  alpha: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      "The column's own alpha, as a weight within the family: half of the model's is half its share.",
    ),
  minEffect: z
    .number()
    .min(0)
    .optional()
    .describe('Smallest share of rows that must move to be worth telling; by default that of the model.'),
  criticalEffect: z
    .number()
    .min(0)
    .optional()
    .describe('From this share of rows on the severity is critical; by default 0.2.'),
});

const columnShape = z.strictObject({
  name: columnName.describe('As the file names it.'),
  kind: z.enum(kinds).describe('What the column holds.'),
  role: z.enum(roles).default('feature').describe('What the column is to the model.'),
  class: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'With the role `confidence`: the class that the probabilities are of, as predictions have it; required where there are several such columns.',
    ),
  required: z
    .boolean()
    .optional()
    .describe(
      'Whether a batch without this column is rejected: by default it is, but for labels, which come later.',
    ),
  nullable: z.boolean().default(false).describe('Whether a cell may be missing.'),
  maxMissingShare: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'A batch with a larger share of missing cells in this column is rejected as a whole. In a contract that Plumbline drafted (`inferred`), a batch of fewer than 100 rows may miss as many cells as one of 100.',
    ),
  min: bound.optional().describe('Smallest value allowed, itself allowed.'),
  max: bound.optional().describe('Largest value allowed, itself allowed.'),
  above: bound
    .optional()
    .describe('Values must be larger: the bound itself is not allowed. Instead of `min`.'),
  below: bound
    .optional()
    .describe('Values must be smaller: the bound itself is not allowed. Instead of `max`.'),
  values: z.array(z.string()).min(1).optional().describe('The categories allowed.'),
  pattern: regularExpression
    .optional()
    .describe('What the whole text must match: a regular expression in the syntax of RE2.'),
  maxLength: z.int().min(1).optional().describe('Longest text allowed, in characters (Unicode code points).'),
  dimension: z
    .int()
    .min(1)
    .max(maximumDimension)
    .optional()
    .describe('How many numbers a vector has; required for kind `vector`.'),
  unit: z
    .enum(epochUnits)
    .optional()
    .describe(
      'Of timestamps that are numbers since 1970: seconds, milliseconds, microseconds or nanoseconds.',
    ),
  format: timeFormat
    .optional()
    .describe(
      'Of timestamps that are not ISO 8601: how they are written, by the directives of strftime, `%d.%m.%Y %H:%M`; UTC where there is no `%z`.',
    ),
  unique: z
    .boolean()
    .default(false)
    .describe(
      'Whether a value may occur once in a batch: later rows with it are refused. Values are compared as they are written.',
    ),
  sensitive: z
    .boolean()
    .default(false)
    .describe(
      'Whether values must not be shown: they are masked in quarantine, results, alerts and reports.',
    ),
  critical: z.boolean().default(false).describe('Whether any drift of this column is critical.'),
  drift: featureDrift.optional().describe('How drift of this column is judged.'),
});

/** One column of a contract: what its settings are, and which of them its kind may have. */
export const columnSchema = columnShape.superRefine((column, context) => {
  for (const { path, expected } of columnMismatches(column)) {
    context.addIssue({ code: 'custom', path: [path], message: expected, input: column[path] });
  }
  const method = column.drift?.method;
  const allowed = methodsOfKind[column.kind];
  if (method && !allowed.includes(method)) {
    const message = allowed.length === 0 ? `none for kind ${column.kind}` : `one of ${allowed.join(', ')}`;
    context.addIssue({ code: 'custom', path: ['drift', 'method'], message, input: method });
  }
});
