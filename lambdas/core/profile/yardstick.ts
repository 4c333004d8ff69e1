import * as z from 'zod';
import { type ColumnBins, columnBinsSchema } from '../columns/reference-bins.ts';
import { type ColumnContract, type Contract, isMonitored } from '../contract/contract.ts';
import type { Kind } from '../contract/terms.ts';
import { type DerivedColumn, type DerivedPlan, derivedColumnSchema } from '../signals/derived/plan.ts';
import { signalPlans } from '../signals/states.ts';

const columnSchema = z.object({
  /** Its name: no other column, of the contract or derived, has it. */
  id: z.string(),
  bins: columnBinsSchema,
  /** Set where it is derived of a column of the contract: what, and of which. */
  derived: derivedColumnSchema.optional(),
});

/**
 * What a reference teaches and every batch is profiled on: the columns with their bins, and what each signal keeps of a batch.
 * Made once, by the reference, and stored with it.
 */
export const yardstickSchema = z.object({
  /** Those of the contract in its order, then the derived ones: the order of the columns in blocks and profiles. */
  columns: z.array(columnSchema),
  /** How many spellings of a missing cell are told apart. */
  missingTokens: z.int().min(0),
  ...signalPlans,
});

export type Yardstick = z.infer<typeof yardstickSchema>;

/** What the columns of a yardstick are made of. */
export type YardstickParts = Omit<Yardstick, 'columns' | 'missingTokens'> & {
  /** Of the contract's columns, then of the derived ones. */
  readonly bins: readonly ColumnBins[];
  readonly derived?: DerivedPlan;
};

/**
 * A yardstick for the columns of a contract.
 *
 * @throws RangeError when there are not as many bins as columns
 */
export function yardstickOf(
  { columns, missingTokens }: Pick<Contract, 'columns' | 'missingTokens'>,
  { bins, derived = [], ...plans }: YardstickParts,
): Yardstick {
  const ids = [
    ...columns.map(({ name }) => ({ id: name })),
    ...derived.map((one) => ({ id: one.name, derived: one })),
  ];
  if (ids.length !== bins.length)
    throw new RangeError(`yardstickOf: requires ${ids.length} bins, found ${bins.length}`);
  return {
    columns: ids.map((id, index) => ({ ...id, bins: bins[index]! })),
    missingTokens: missingTokens.length,
    ...plans,
  };
}

/** What is derived of the contract's columns. */
export function derivedOf({ columns }: Yardstick): DerivedPlan {
  return columns.flatMap(({ derived }) => derived ?? []);
}

/** A column of the yardstick that is compared, with what the contract says of its drift. */
export interface ComparedColumn {
  readonly id: string;
  /** Place in blocks and profiles. */
  readonly index: number;
  readonly kind: Kind;
  readonly critical: boolean;
  /** Whether its values come later than the rows, or never. */
  readonly isLabel: boolean;
  /** Whether its single values are not to be shown. */
  readonly sensitive: boolean;
  readonly drift: ColumnContract['drift'];
  readonly bins: ColumnBins;
  readonly derived: DerivedColumn | undefined;
}

/**
 * The columns that are compared under a contract, in their order. What it says of a column's drift holds for all that is
 * derived of it, but for the method, which is one of the column's own kind.
 */
export function comparedColumns(
  yardstick: Yardstick,
  { columns }: Pick<Contract, 'columns'>,
): readonly ComparedColumn[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return yardstick.columns.flatMap(({ id, bins, derived }, index) => {
    const source = byName.get(derived?.source ?? id);
    const isCompared = source && (derived ? source.drift?.ignore !== true : isMonitored(source));
    if (!isCompared) return [];
    const { method: _, ...inherited } = source.drift ?? {};
    const drift = derived ? inherited : source.drift;
    const { critical, sensitive } = source;
    const isLabel = source.role === 'label';
    const kind = derived ? 'numeric' : source.kind;
    return [{ id, index, kind, critical, isLabel, sensitive, drift, bins, derived }];
  });
}

/** Ids of the columns whose single values are not shown: those that the contract calls sensitive, and what is derived of them. */
export function sensitiveColumns(
  yardstick: Yardstick,
  { columns }: Pick<Contract, 'columns'>,
): ReadonlySet<string> {
  const sensitive = new Set(columns.filter((column) => column.sensitive).map(({ name }) => name));
  return new Set(
    yardstick.columns.flatMap(({ id, derived }) => (sensitive.has(derived?.source ?? id) ? [id] : [])),
  );
}
