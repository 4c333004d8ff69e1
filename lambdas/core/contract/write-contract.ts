import type * as z from 'zod';
import { batchSchema } from './batch-rules.ts';
import { columnSchema } from './column-schema.ts';
import { type Contract, contractSchema } from './contract.ts';
import { driftSchema } from './drift-rules.ts';
import { modelRulesSchema } from './model-rules.ts';

/** A contract as the text of a file: what is at its default is left out, so that people read only what was decided. */
export function writeContract(contract: Contract): string {
  const compact = withoutDefaults(contractSchema, {
    ...contract,
    columns: contract.columns.map((column) => withoutDefaults(columnSchema, column)),
    batch: withoutDefaults(batchSchema, contract.batch),
    drift: withoutDefaults(driftSchema, contract.drift),
    ...(contract.model ? { model: withoutDefaults(modelRulesSchema, contract.model) } : {}),
  });
  return `${JSON.stringify(compact, undefined, 2)}\n`;
}

/** Leaves out every setting without which the schema reads the same. */
function withoutDefaults(
  schema: z.ZodType,
  value: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const whole = JSON.stringify(schema.parse(value));
  const isDefault = (name: string) => {
    const { [name]: _, ...rest } = value;
    const parsed = schema.safeParse(rest);
    return parsed.success && JSON.stringify(parsed.data) === whole;
  };
  return Object.fromEntries(Object.entries(value).filter(([name]) => !isDefault(name)));
}
