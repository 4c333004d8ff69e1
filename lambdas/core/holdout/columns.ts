import type { ColumnRequest } from '../block/column-request.ts';
import { columnRequests } from '../contract/column-requests.ts';
import type { ColumnContract, Contract } from '../contract/contract.ts';

/** Places among the columns of a contract: what a holdout set is compared by. */
export interface HoldoutColumns {
  /** Of the ids as identities, behind the columns of the contract: digits that no number holds count too. */
  readonly identity: number;
  readonly prediction: number;
  readonly label: number | undefined;
  readonly confidence: number | undefined;
  /** What the model is given: it must be the same each time. */
  readonly inputs: readonly number[];
  /** Whether predictions are one of some classes, or a number. */
  readonly predicts: 'classes' | 'numbers';
}

/** What a file can be compared by, or what is missing, in words that say what to write. */
export type FoundColumns =
  | { readonly status: 'found'; readonly columns: HoldoutColumns }
  | { readonly status: 'missing'; readonly problem: string };

/**
 * Finds the columns of a holdout set by their roles.
 *
 * @param names  of the columns that the file has
 */
export function holdoutColumns(contract: Contract, names: readonly string[]): FoundColumns {
  const { columns, model } = contract;
  const isThere = ({ name }: ColumnContract) => names.includes(name);
  const place = (role: ColumnContract['role']) =>
    columns.findIndex((column) => column.role === role && isThere(column));
  const [id, prediction, label, confidence] = (['id', 'prediction', 'label', 'confidence'] as const).map(
    place,
  );
  for (const [role, found] of [['id', id] as const, ['prediction', prediction] as const]) {
    if (found !== undefined && found >= 0) continue;
    const named = columns.find((column) => column.role === role)?.name;
    const problem =
      named === undefined
        ? `The contract has no column with "role": "${role}", which a holdout set is compared by.`
        : `The file has no column ${JSON.stringify(named)}, which has "role": "${role}" in the contract.`;
    return { status: 'missing', problem };
  }
  const { kind } = columns[prediction!]!;
  const isNumber = kind === 'numeric' || (kind === 'integer' && model?.task === 'regression');
  return {
    status: 'found',
    columns: {
      identity: columnRequests(contract).length,
      prediction: prediction!,
      label: known(label),
      confidence: known(confidence),
      inputs: columns.flatMap((column, index) =>
        column.role === 'feature' && isThere(column) ? [index] : [],
      ),
      predicts: isNumber && (model?.task ?? 'regression') === 'regression' ? 'numbers' : 'classes',
    },
  };
}

function known(index: number | undefined): number | undefined {
  return index === undefined || index < 0 ? undefined : index;
}

/** What a reader must decode of a holdout set: as of a batch, then the ids as identities. */
export function holdoutRequests(contract: Contract): readonly ColumnRequest[] {
  const id = contract.columns.find(({ role }) => role === 'id');
  return [...columnRequests(contract), ...(id ? [{ name: id.name, decoding: 'identity' as const }] : [])];
}
