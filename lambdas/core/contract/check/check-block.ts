import { areZero } from '../../block/all-zero.ts';
import {
  type Column,
  type ColumnBlock,
  cellState,
  type NumberColumn,
  numbersByCode,
  rowFault,
  type VectorColumn,
} from '../../block/column-block.ts';
import { boundValue } from '../column-mismatches.ts';
import type { ColumnContract, Contract } from '../contract.ts';
import { checkCodes, checkTexts, compileText } from './check-texts.ts';
import { compileRules } from './cross-column.ts';

/**
 * Marks the rows of a block that break the contract: 1 refused, 0 accepted, one byte a row. The columns of the block
 * are those of the contract, in its order. Says whether, not why: {@link compileExplanation} explains refused rows.
 */
export type CheckBlock = (block: ColumnBlock) => Uint8Array;

type CheckColumn = (column: Column, refused: Uint8Array) => void;

/** Compiles the columnar twin of `rowSchema`; a property test holds the two equal. */
export function compileCheck(contract: Contract): CheckBlock {
  const checks = contract.columns.map(compileColumn);
  const checkRules = compileRules(contract);
  return (block) => {
    const refused = new Uint8Array(block.rowCount);
    for (const [index, check] of checks.entries()) {
      const column = block.columns[index];
      if (column) check(column, refused);
    }
    checkRules(block, refused);
    markFaults(block.faults, refused);
    return refused;
  };
}

function markFaults(faults: Uint8Array, refused: Uint8Array) {
  const rows = refused.length;
  for (let row = 0; row < rows; row++) if (faults[row] !== rowFault.none) refused[row] = 1;
}

function compileColumn(column: ColumnContract): CheckColumn {
  const refuseMissing = column.nullable ? 0 : 1;
  const { min, max } = closedRange(column);
  const isValidText = compileText(column);
  const isRefused = numbersByCode((text) => (isValidText(text) ? 0 : 1));
  return (cells, refused) => {
    switch (cells.type) {
      case 'numbers':
        return checkNumbers(cells, refused, refuseMissing, min, max);
      case 'codes':
        return checkCodes(cells, refused, refuseMissing, isRefused);
      case 'texts':
        return checkTexts(cells, refused, refuseMissing, isValidText);
      case 'vectors':
        return checkVectors(cells, refused, refuseMissing);
      case 'identities':
        return;
      default:
        return cells satisfies never;
    }
  };
}

/** A range of doubles with open ends is one with closed ends: that ends at the next double. */
export function closedRange({ min, max, above, below }: ColumnContract) {
  const low = above === undefined ? min : nextAbove(boundValue(above));
  const high = below === undefined ? max : -nextAbove(-boundValue(below));
  return {
    min: low === undefined ? Number.NEGATIVE_INFINITY : boundValue(low),
    max: high === undefined ? Number.POSITIVE_INFINITY : boundValue(high),
  };
}

/** The smallest double above a finite one. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const doubles = new Float64Array(bits.buffer);
  doubles[0] = value;
  bits[0]! += value > 0 ? 1n : -1n;
  return doubles[0]!;
}

function checkVectors(
  { dimension, lengths, states }: VectorColumn,
  refused: Uint8Array,
  refuseMissing: number,
) {
  for (let row = 0; row < refused.length; row++) {
    const state = states[row]!;
    if (state === cellState.present) {
      if (lengths[row] !== dimension) refused[row] = 1;
    } else if (state === cellState.unparsable || refuseMissing === 1) {
      refused[row] = 1;
    }
  }
}

function checkNumbers(
  cells: NumberColumn,
  refused: Uint8Array,
  refuseMissing: number,
  min: number,
  max: number,
) {
  const { values, states } = cells;
  const rows = refused.length;
  // Nearly every block: there is nothing to be refused, which a loop without branches finds, if one is needed at all.
  const isBounded = min > Number.NEGATIVE_INFINITY || max < Number.POSITIVE_INFINITY;
  if (areZero(states, rows) && (!isBounded || areWithin(values, rows, min, max))) return;
  for (let row = 0; row < rows; row++) {
    const state = states[row]!;
    if (state === cellState.present) {
      const value = values[row]!;
      if (value < min || value > max) refused[row] = 1;
    } else if (state === cellState.unparsable || refuseMissing === 1) {
      refused[row] = 1;
    }
  }
}

function areWithin(values: Float64Array, rows: number, min: number, max: number): boolean {
  let other = 0;
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    other |= +(value < min) | +(value > max);
  }
  return other === 0;
}
