import type * as z from 'zod';
import { type Contract, contractSchema } from '../../lambdas/core/contract/contract.ts';

type ContractInput = z.input<typeof contractSchema>;

/** A column as a contract file writes it. */
export type ColumnInput = ContractInput['columns'][number];

/** A contract of the given columns, with all defaults. */
export function buildContract(
  columns: readonly ColumnInput[],
  overrides: Partial<Omit<ContractInput, 'columns' | 'schemaVersion'>> = {},
): Contract {
  return contractSchema.parse({ schemaVersion: 1, columns, ...overrides });
}
