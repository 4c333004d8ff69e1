import { type ColumnBlock, cellState } from '../../block/column-block.ts';
import type { Contract, RuleContract } from '../contract.ts';
import type { Operator } from '../contract-mismatches.ts';

const comparisons: Readonly<Record<Operator, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

/** Whether a rule holds between two cells; where one of them is missing it does. */
export function ruleHolds(
  { operator }: Pick<RuleContract, 'operator'>,
  left: unknown,
  right: unknown,
): boolean {
  if (typeof left !== 'number' || typeof right !== 'number') return true;
  return comparisons[operator](left, right);
}

/** Marks rows of a block in which columns contradict each other. */
export type CheckRules = (block: ColumnBlock, refused: Uint8Array) => void;

/** Compiles the rules of a contract. */
export function compileRules({ columns, rules }: Contract): CheckRules {
  const places = new Map(columns.map(({ name }, index) => [name, index]));
  const checks = rules.map(({ left, operator, right }) =>
    compileRule(places.get(left)!, places.get(right)!, comparisons[operator]),
  );
  return (block, refused) => {
    for (const check of checks) check(block, refused);
  };
}

function compileRule(
  left: number,
  right: number,
  holds: (left: number, right: number) => boolean,
): CheckRules {
  return ({ columns }, refused) => {
    const a = columns[left];
    const b = columns[right];
    if (a?.type !== 'numbers' || b?.type !== 'numbers') return;
    for (let row = 0; row < refused.length; row++) {
      if ((a.states[row]! | b.states[row]!) !== cellState.present) continue;
      if (!holds(a.values[row]!, b.values[row]!)) refused[row] = 1;
    }
  };
}
