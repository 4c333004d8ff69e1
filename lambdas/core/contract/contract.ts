import * as z from 'zod';
import { parseTimestamp } from '../block/cell-grammar.ts';
import { maximumMissingTokens } from '../block/column-block.ts';
import { driftMethods, methodsOfKind } from './drift-methods.ts';

/** What a column holds. */
export const kinds = ['numeric', 'integer', 'categorical', 'boolean', 'timestamp', 'text'] as const;
export type Kind = (typeof kinds)[number];

/** What a column is to the model. Identifiers and timestamps differ in every batch by nature: never tested for drift. */
export const roles = [
  'feature',
  'id',
  'timestamp',
  'prediction',
  'confidence',
  'label',
  'latency',
  'error',
] as const;
export type Role = (typeof roles)[number];

/** Spellings of "missing" that pandas, R, SQL exports and spreadsheets write. */
export const defaultMissingTokens = [
  '',
  'NA',
  'N/A',
  'NaN',
  'nan',
  'null',
  'NULL',
  'None',
  '<NA>',
  '#N/A',
] as const;

const columnName = z.string().min(1).max(300);

/** A number; for timestamps the text of one. {@link mismatches} holds it to the column's kind. */
const bound = z.union([z.number(), z.string()]);

const regularExpression = z.string().refine(isRegularExpression, 'a regular expression');

const featureDrift = z.strictObject({
  ignore: z.boolean().optional().describe('Leave the column out of all drift tests.'),
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
  required: z.boolean().default(true).describe('Whether a batch without this column is rejected.'),
  nullable: z.boolean().default(false).describe('Whether a cell may be missing.'),
  min: bound.optional().describe('Smallest value allowed, itself allowed.'),
  max: bound.optional().describe('Largest value allowed, itself allowed.'),
  values: z.array(z.string()).min(1).optional().describe('The categories allowed.'),
  pattern: regularExpression.optional().describe('What the whole text must match.'),
  maxLength: z.int().min(1).optional().describe('Longest text allowed, in characters (Unicode code points).'),
  critical: z.boolean().default(false).describe('Whether any drift of this column is critical.'),
  drift: featureDrift.optional().describe('How drift of this column is judged.'),
});

export const columnSchema = columnShape.superRefine((column, context) => {
  for (const { path, expected } of mismatches(column)) {
    context.addIssue({ code: 'custom', path: [path], message: expected, input: column[path] });
  }
  const method = column.drift?.method;
  const allowed = methodsOfKind[column.kind];
  if (method && !allowed.includes(method)) {
    const message = allowed.length === 0 ? `none for kind ${column.kind}` : `one of ${allowed.join(', ')}`;
    context.addIssue({ code: 'custom', path: ['drift', 'method'], message, input: method });
  }
});

const constraintKinds: readonly (readonly [
  'min' | 'max' | 'values' | 'pattern' | 'maxLength',
  readonly Kind[],
])[] = [
  ['min', ['numeric', 'integer', 'timestamp']],
  ['max', ['numeric', 'integer', 'timestamp']],
  ['values', ['categorical']],
  ['pattern', ['categorical', 'text']],
  ['maxLength', ['categorical', 'text']],
];

type Bounded = Pick<z.infer<typeof columnShape>, 'kind' | (typeof constraintKinds)[number][0]>;

/** Settings of a column that do not go with its kind or with each other, and what was expected of them. */
function mismatches(column: Bounded) {
  const { kind, min, max } = column;
  const foreign = constraintKinds
    .filter(([constraint, allowed]) => column[constraint] !== undefined && !allowed.includes(kind))
    .map(([path, allowed]) => ({ path, expected: `none for kind ${kind} (only for ${allowed.join(', ')})` }));
  if (foreign.length > 0) return foreign;
  const expected = kind === 'timestamp' ? 'an ISO 8601 timestamp' : 'a number';
  const mistyped = (['min', 'max'] as const)
    .filter((path) => column[path] !== undefined && !isBoundOf(kind, column[path]))
    .map((path) => ({ path, expected: `${expected} for kind ${kind}` }));
  if (mistyped.length > 0) return mistyped;
  const isTurned = min !== undefined && max !== undefined && boundValue(min) > boundValue(max);
  return isTurned ? [{ path: 'max' as const, expected: `at least min (${min})` }] : [];
}

export const batchSchema = z.strictObject({
  minRows: z.int().min(1).default(1).describe('A batch with fewer rows is rejected.'),
  maxRejectedShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('A batch with a larger share of rows that break the contract is rejected as a whole.'),
  extraColumns: z
    .enum(['ignore', 'reject'])
    .default('ignore')
    .describe('What to do about columns not named here.'),
});

export const driftSchema = z.strictObject({
  alpha: z.number().gt(0).lt(1).default(0.01).describe('Share of undrifted batches that may raise an alarm.'),
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
    .describe('From this share of drifted features on the severity is critical.'),
});

/** The contract of a model: what every batch promises. This schema is the source of the type and of the docs. */
export const contractSchema = z
  .strictObject({
    schemaVersion: z.literal(1).describe('Version of the format of contracts.'),
    inferred: z.boolean().optional().describe('Set where Plumbline drafted the contract from the reference.'),
    columns: z.array(columnSchema).min(1).describe('The columns of every batch, in any order.'),
    missingTokens: z
      .array(z.string())
      .max(maximumMissingTokens)
      .default([...defaultMissingTokens])
      .describe('Texts that stand for a missing value, compared exactly.'),
    batch: batchSchema.prefault({}).describe('What is asked of a batch as a whole.'),
    drift: driftSchema.prefault({}).describe('How drift of the model is judged.'),
  })
  .superRefine(({ columns }, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of columns.entries()) {
      if (seen.has(name)) {
        context.addIssue({
          code: 'custom',
          path: ['columns', index, 'name'],
          message: 'a name used once',
          input: name,
        });
      }
      seen.add(name);
    }
  });

export type Contract = z.infer<typeof contractSchema>;
export type ColumnContract = Contract['columns'][number];

function isBoundOf(kind: Kind, bound: number | string): boolean {
  return kind === 'timestamp'
    ? typeof bound === 'string' && parseTimestamp(bound) !== undefined
    : typeof bound === 'number';
}

/** A bound as the number it is compared with: timestamps become milliseconds since 1970 UTC. */
export function boundValue(value: number | string): number {
  return typeof value === 'number' ? value : (parseTimestamp(value) ?? Number.NaN);
}

/** Whether drift is looked for in a column. */
export function isMonitored({ role, drift }: ColumnContract): boolean {
  return role !== 'id' && role !== 'timestamp' && drift?.ignore !== true;
}

function isRegularExpression(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
