import type { RawCell, RawRow } from '../../block/column-block.ts';
import type { Contract } from '../contract.ts';

/** What stands in place of a value that must not be shown. */
export const maskedValue = '(masked)';

/** Whether rows of the contract must not be shown as they are. */
export function hasSensitive({ columns }: Contract): boolean {
  return columns.some(({ sensitive }) => sensitive);
}

/** What of a refused row may be kept. */
export type ShownRow =
  | { readonly text: string }
  | {
      /** By the name of the column, sensitive ones masked; only the contract's columns, for what others hold is unknown. */
      readonly cells: Readonly<Record<string, RawCell>>;
    };

/**
 * A refused row as it may be kept: its own text; or, where the contract has a sensitive column, its cells by name without
 * those. A row that could not be split has none then.
 *
 * @param isSplit  whether the row could be split into cells
 */
export function shownRow(contract: Contract, { text, cells }: RawRow, isSplit: boolean): ShownRow {
  if (!hasSensitive(contract)) return { text };
  const named = contract.columns.map(({ name, sensitive }, index): [string, RawCell] => {
    const cell = cells[index];
    const isShown = !sensitive || cell === undefined || cell === null || cell === '';
    return [name, isShown ? cell : maskedValue];
  });
  return { cells: Object.fromEntries(isSplit ? named.filter(([, cell]) => cell !== undefined) : []) };
}
