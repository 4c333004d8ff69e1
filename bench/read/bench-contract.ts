import { type Contract, contractSchema } from '../../lambdas/core/contract/contract.ts';
import { benchColumns } from './columns.ts';

/** The contract that the bench's rows are checked against. */
export const benchContract: Contract = contractSchema.parse({
  schemaVersion: 1,
  columns: benchColumns.map(({ name, kind, missing, constraints }) => ({
    name,
    kind,
    nullable: missing > 0,
    ...constraints,
  })),
});
