import type { ColumnContract, Contract } from '../../contract/contract.ts';
import type { DerivedColumn, DerivedPlan } from './plan.ts';

/** A contract as it is compared: with the derived columns behind its own, as bins and profiles have them. */
export function withDerivedColumns(contract: Contract, plan: DerivedPlan = []): Contract {
  if (plan.length === 0) return contract;
  const derived = plan.flatMap((one) => {
    const source = contract.columns[one.column];
    return source ? [derivedContract(source, one)] : [];
  });
  return { ...contract, columns: [...contract.columns, ...derived] };
}

/** What the contract says of a column's drift holds for all that is derived of it; a method is one of its own kind. */
function derivedContract(source: ColumnContract, { name }: DerivedColumn): ColumnContract {
  const { method: _, ...drift } = source.drift ?? {};
  return {
    name,
    kind: 'numeric',
    role: 'feature',
    required: false,
    nullable: true,
    unique: false,
    sensitive: source.sensitive,
    critical: source.critical,
    drift,
  };
}
