import * as z from 'zod';
import { defaultBooleans } from '../block/cell-grammar.ts';
import { maximumMissingTokens } from '../block/column-block.ts';
import { alertRulesSchema } from './alert-rules.ts';
import { batchSchema } from './batch-rules.ts';
import { cadenceSchema } from './cadence.ts';
import { columnName, columnSchema } from './column-schema.ts';
import { contractMismatches, operators, segmentMismatches } from './contract-mismatches.ts';
import { csvSchema } from './csv-rules.ts';
import { driftSchema } from './drift-rules.ts';
import { modelMismatches } from './model-mismatches.ts';
import { modelRulesSchema } from './model-rules.ts';
import { referenceRulesSchema } from './reference-rules.ts';

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

const ruleSchema = z.strictObject({
  left: columnName.describe('A column of numbers or timestamps.'),
  operator: z.enum(operators).describe('What must hold between the two in every row that has both.'),
  right: columnName.describe('Another column of the same kind.'),
});

const spellings = z.array(z.string().min(1).max(100)).min(1).max(100);

const booleansSchema = z.strictObject({
  true: spellings.default([...defaultBooleans.true]).describe('Texts that mean true, compared exactly.'),
  false: spellings.default([...defaultBooleans.false]).describe('Texts that mean false, compared exactly.'),
});

/** The contract of a model: what every batch promises. This schema is the source of the type and of the docs. */
export const contractSchema = z
  .strictObject({
    schemaVersion: z.literal(1).describe('Version of the format of contracts.'),
    inferred: z.boolean().optional().describe('Set where Plumbline drafted the contract from the reference.'),
    columns: z.array(columnSchema).min(1).describe('The columns of every batch, in any order.'),
    rules: z.array(ruleSchema).max(1000).default([]).describe('What must hold between columns of a row.'),
    missingTokens: z
      .array(z.string())
      .max(maximumMissingTokens)
      .default([...defaultMissingTokens])
      .describe('Texts that stand for a missing value, compared exactly.'),
    booleans: booleansSchema.prefault({}).describe('How booleans are spelled where cells are text.'),
    csv: csvSchema.prefault({}).describe('How CSV files are written.'),
    batch: batchSchema.prefault({}).describe('What is asked of a batch as a whole.'),
    drift: driftSchema.prefault({}).describe('How drift of the model is judged.'),
    model: modelRulesSchema
      .optional()
      .describe('What the model does, and from when on it does worse; without it as the defaults are.'),
    reference: referenceRulesSchema
      .optional()
      .describe('What batches are compared with, besides the one fixed reference.'),
    alerts: alertRulesSchema.optional().describe('When people are told, and how often.'),
    cadence: cadenceSchema
      .optional()
      .describe('How often batches come; people are told when one does not. A rejected batch has come.'),
  })
  .superRefine((contract, context) => {
    const mismatches = [
      ...contractMismatches(contract),
      ...modelMismatches(contract),
      ...segmentMismatches(contract.drift, contract.columns.filter(isMonitored)),
    ];
    for (const { path, expected, found } of mismatches) {
      context.addIssue({ code: 'custom', path: [...path], message: expected, input: found });
    }
  });

/** A contract with its defaults filled in. */
export type Contract = z.infer<typeof contractSchema>;

/** What a contract says of one column. */
export type ColumnContract = Contract['columns'][number];

/** What a column is to the model. */
export type Role = ColumnContract['role'];

/** What must hold between two columns of a row. */
export type RuleContract = Contract['rules'][number];

/** Whether drift is looked for in a column. */
export function isMonitored({ role, drift }: Pick<ColumnContract, 'role' | 'drift'>): boolean {
  return role !== 'id' && role !== 'timestamp' && drift?.ignore !== true;
}
