import { type Contract, contractSchema } from '../../lambdas/core/contract/contract.ts';
import type { Population } from './populations.ts';

/** The contract of columns without any constraint, all defaults as they are. */
export function benchContract(columns: readonly Population[]): Contract {
  return contractSchema.parse({
    schemaVersion: 1,
    columns: columns.map(({ values }, index) => ({
      name: `x${index}`,
      kind: values.type === 'numbers' ? 'numeric' : 'categorical',
      nullable: true,
    })),
  });
}
