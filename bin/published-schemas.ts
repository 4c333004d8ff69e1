import * as z from 'zod';
import { alertSchema } from '../lambdas/core/alert/alert-schema.ts';
import { contractSchema } from '../lambdas/core/contract/contract.ts';
import { resultSchema } from '../lambdas/core/result/result-schema.ts';

/** A JSON Schema that ships with the documentation. */
export interface PublishedSchema {
  /** In the repository. */
  readonly path: string;
  readonly text: string;
}

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
