import * as z from 'zod';
import { alertSchema } from '../lambdas/core/alert/alert-schema.ts';
import { contractSchema } from '../lambdas/core/contract/contract.ts';
import { changeSchema } from '../lambdas/core/result/change-schema.ts';
import { featureSchema, verdictSchema } from '../lambdas/core/result/feature-schema.ts';
import { resultSchema } from '../lambdas/core/result/result-schema.ts';

/** A JSON Schema that ships with the documentation. */
export interface PublishedSchema {
  /** In the repository. */
  readonly path: string;
  readonly text: string;
}

/** Parts that stand in many places: each is written once, by its name. */
const named = { feature: featureSchema, verdict: verdictSchema, change: changeSchema };
for (const [id, schema] of Object.entries(named)) z.globalRegistry.add(schema, { id });

/** The JSON Schemas of what people write (contracts) and read (results, alerts). */
export function publishedSchemas(): readonly PublishedSchema[] {
  return [
    describe(
      'docs/contract.schema.json',
      'Contract of a model',
      z.toJSONSchema(contractSchema, { io: 'input' }),
    ),
    describe('docs/result.schema.json', 'Result of a batch', z.toJSONSchema(resultSchema)),
    describe('docs/alert.schema.json', 'Alert', z.toJSONSchema(alertSchema)),
  ];
}

function describe(path: string, title: string, schema: object): PublishedSchema {
  const { $schema, ...rest } = { $schema: undefined, ...schema };
  return { path, text: `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n` };
}
