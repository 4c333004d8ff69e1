import type { ColumnBlock, RawRow } from '../../block/column-block.ts';
import type { Contract } from '../contract.ts';
import { quoteFound, type Violation } from '../violation.ts';
import { compileCheck } from './check-block.ts';
import { compileRefusal } from './explain-refused-row.ts';
import type { Cells } from './read-cell.ts';
import { maskedValue } from './sensitive.ts';
import { type IdentityTracker, trackIdentities } from './track-identities.ts';
import { compileViolationKeys, type ViolationKey } from './violation-keys.ts';

/** Everything that a contract asks of rows, of each by itself and of all together. Keeps what it saw: one a pass. */
export interface RowsCheck {
  /** Marks the rows of the next block that break the contract, one byte a row. */
  readonly check: (block: ColumnBlock) => Uint8Array;
  /** Says why a row of the last block was refused: at least one violation. */
  readonly explain: (block: ColumnBlock, row: number, raw: RawRow) => readonly Violation[];
  /** The same without words, in a fraction of the time: nothing where only {@link explain} can tell. */
  readonly keys: (block: ColumnBlock, row: number, raw: () => RawRow) => readonly ViolationKey[];
  /** What could not be checked, a sentence each. */
  readonly notes: () => readonly string[];
}

/**
 * Prepares the check of one pass over a batch, whose blocks hold the columns of `columnRequests`.
 *
 * @param identities  finds values that occur again; by default among the rows of this pass
 */
export function checkRows(
  contract: Contract,
  cells: Cells,
  identities: IdentityTracker = trackIdentities(contract),
): RowsCheck {
  const checkBlock = compileCheck(contract);
  const explainAlone = compileRefusal(contract, cells);
  const keysAlone = compileViolationKeys(contract, cells);
  return {
    check(block) {
      const refused = checkBlock(block);
      identities.check(block, refused);
      return refused;
    },
    explain(block, row, raw) {
      const repeated = identities.repeatedColumns(row).map((index) => duplicate(contract, index, raw));
      if (repeated.length === 0) return explainAlone(block, row, raw);
      return [...explainAlone(block, row, raw, 'maybe-valid'), ...repeated];
    },
    keys(block, row, raw) {
      const repeated = identities
        .repeatedColumns(row)
        .map((index) => ({ code: 'duplicate-id' as const, column: contract.columns[index]!.name }));
      return [...keysAlone(block, row, raw), ...repeated];
    },
    notes: identities.notes,
  };
}

function duplicate({ columns }: Contract, index: number, { cells }: RawRow): Violation {
  const { name, sensitive } = columns[index]!;
  const cell = cells[index];
  const value = typeof cell === 'object' ? cell?.undecodable : cell;
  const expected = 'a value that no earlier row has';
  const found = sensitive ? maskedValue : quoteFound(value ?? '');
  return { code: 'duplicate-id', column: name, message: `expected ${expected}`, expected, found };
}
