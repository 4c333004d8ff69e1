import type { Column, ColumnBlock, NumberColumn } from '../../block/column-block.ts';
import { deriveTexts } from './derive-texts.ts';
import { deriveTimes } from './derive-times.ts';
import { deriveVectors } from './derive-vectors.ts';
import type { DerivedColumn, DerivedPlan } from './plan.ts';
import { type UnknownShare, unknownShare } from './vocabulary.ts';

/**
 * A block with the contract's columns and, behind them, those that are derived of them. Blocks are to be given in the order of
 * their rows; what is derived lives until the next.
 *
 * @param refused  1 where the row broke the contract: nothing is derived of it
 */
export type DeriveColumns = (block: ColumnBlock, refused: Uint8Array) => ColumnBlock;

/** Derives the columns of one source, one for each that was asked for, in that order. */
export type DeriveSource = (column: Column, refused: Uint8Array) => readonly (NumberColumn | undefined)[];

/** What a pass over rows knows beside them. */
export interface DeriveSetting {
  /** How many columns the contract has. */
  readonly contractColumns: number;
  /** When the batch arrived, in milliseconds since 1970 UTC; undefined where nobody knows: no row has a lag then. */
  readonly receivedAtMs: number | undefined;
  /** How the words of a column are held against a vocabulary; by default against that of the plan. */
  readonly unknownShareOf?: (derived: DerivedColumn) => UnknownShare;
}

/** Prepares what is derived in one pass. With an empty plan blocks stay as they are. */
export function deriveColumns(plan: DerivedPlan, setting: DeriveSetting): DeriveColumns {
  if (plan.length === 0) return (block) => block;
  const sources = Array.from(
    Map.groupBy(plan, ({ column }) => column),
    ([column, derived]) => ({ column, derived, derive: deriveSource(derived, setting) }),
  );
  return (block, refused) => ({
    ...block,
    columns: [
      ...block.columns.slice(0, setting.contractColumns),
      ...sources.flatMap(({ column, derived, derive }) => {
        const source = block.columns[column];
        return source ? derive(source, refused) : derived.map(() => undefined);
      }),
    ],
  });
}

function deriveSource(derived: readonly DerivedColumn[], setting: DeriveSetting): DeriveSource {
  const { receivedAtMs, unknownShareOf = ({ vocabulary = [] }) => unknownShare(vocabulary) } = setting;
  const texts = deriveTexts(derived, unknownShareOf);
  const vectors = deriveVectors(derived);
  const times = deriveTimes(derived, receivedAtMs);
  return (column, refused) => {
    switch (column.type) {
      case 'texts':
        return texts(column, refused);
      case 'vectors':
        return vectors(column, refused);
      case 'numbers':
        return times(column, refused);
      case 'codes':
      case 'identities':
        return derived.map(() => undefined);
      default:
        return column satisfies never;
    }
  };
}
