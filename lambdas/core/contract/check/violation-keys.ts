import { type Column, type ColumnBlock, cellState, type RawRow, rowFault } from '../../block/column-block.ts';
import type { ColumnContract, Contract } from '../contract.ts';
import type { ViolationCode } from '../violation.ts';
import { closedRange } from './check-block.ts';
import { compileText } from './check-texts.ts';
import { ruleHolds } from './cross-column.ts';
import { compileExplanation } from './explain-row.ts';
import type { Cells } from './read-cell.ts';
import { undecodableCode } from './row-schema.ts';

/** A breach without its words: the column is absent where the row could not be split. */
export interface ViolationKey {
  readonly code: ViolationCode;
  readonly column?: string;
}

/**
 * Says in which ways a row of a block that `compileCheck` refused breaks the contract, in a fraction of the time that its explanation takes.
 *
 * @param raw  slow: asked for only where a cell is no value of its column
 * @returns nothing where only the explanation can tell
 */
export type ViolationKeys = (block: ColumnBlock, row: number, raw: () => RawRow) => readonly ViolationKey[];

/** Prepares the keys of rows under a contract; a property test holds them equal to the explanation. */
export function compileViolationKeys(contract: Contract, cells: Cells = 'text'): ViolationKeys {
  const columns = contract.columns.map((column) => compileColumn(column, contract, cells));
  const places = new Map(contract.columns.map(({ name }, index) => [name, index]));
  const rules = contract.rules.map((rule) => ({
    rule,
    left: places.get(rule.left)!,
    right: places.get(rule.right)!,
  }));
  return (block, row, raw) => {
    const fault = block.faults[row]!;
    if (fault !== rowFault.none) return [{ code: faultCodes[fault] ?? 'malformed-row' }];
    const broken = columns.map((codesOf, index) => {
      const column = block.columns[index];
      return column ? codesOf(column, row, () => raw().cells[index]) : [];
    });
    const ofCells = contract.columns.flatMap(({ name }, index) =>
      broken[index]!.map((code) => ({ code, column: name })),
    );
    const ofRules = rules
      .filter(({ left, right }) => broken[left]!.length === 0 && broken[right]!.length === 0)
      .filter(
        ({ rule, left, right }) => !ruleHolds(rule, valueAt(block, left, row), valueAt(block, right, row)),
      )
      .map(({ rule }) => ({ code: 'cross-column' as const, column: rule.left }));
    return [...ofCells, ...ofRules];
  };
}

const faultCodes: Readonly<Record<number, ViolationCode>> = {
  [rowFault.ragged]: 'ragged-row',
  [rowFault.malformed]: 'malformed-row',
  [rowFault.tooLarge]: 'too-large',
};

/** A number or a time; null where it is missing. */
function valueAt({ columns }: ColumnBlock, index: number, row: number): number | null {
  const column = columns[index];
  return column?.type === 'numbers' && column.states[row] === cellState.present ? column.values[row]! : null;
}

type CodesOfCell = (column: Column, row: number, raw: () => unknown) => readonly ViolationCode[];

function compileColumn(contract: ColumnContract, whole: Contract, cells: Cells): CodesOfCell {
  const ofPresent = compilePresent(contract, whole, cells);
  const missing: readonly ViolationCode[] = contract.nullable ? [] : ['missing-value'];
  return (column, row, raw) => {
    const state = column.states[row]!;
    if (state === cellState.present) return ofPresent(column, row);
    if (state !== cellState.unparsable) return missing;
    const isText = column.type === 'codes' || column.type === 'texts';
    return [isText ? 'wrong-type' : undecodableCode(contract, raw())];
  };
}

function compilePresent(
  contract: ColumnContract,
  whole: Contract,
  cells: Cells,
): (column: Column, row: number) => readonly ViolationCode[] {
  const { min, max } = closedRange(contract);
  const isValidText = compileText(contract);
  const explain = compileExplanation({ ...whole, columns: [contract], rules: [] }, cells);
  const ofText = (text: string) => (isValidText(text) ? [] : explain([text]).map(({ code }) => code));
  const ofDictionary = cachedByDictionary(ofText);
  return (column, row) => {
    switch (column.type) {
      case 'numbers':
        return column.values[row]! < min || column.values[row]! > max ? ['out-of-range'] : [];
      case 'codes':
        return contract.kind === 'boolean' ? [] : ofDictionary(column.dictionary, column.codes[row]!);
      case 'texts':
        return ofText(column.at(row));
      case 'vectors':
        return column.lengths[row] === column.dimension ? [] : ['wrong-dimension'];
      case 'identities':
        return [];
      default:
        return column satisfies never;
    }
  };
}

/** Asks for each value of a dictionary once. */
function cachedByDictionary(codesOf: (text: string) => readonly ViolationCode[]) {
  let known: readonly string[] = [];
  let found: (readonly ViolationCode[] | undefined)[] = [];
  return (dictionary: readonly string[], code: number): readonly ViolationCode[] => {
    if (known !== dictionary) found = [];
    known = dictionary;
    found[code] ??= codesOf(dictionary[code]!);
    return found[code];
  };
}
