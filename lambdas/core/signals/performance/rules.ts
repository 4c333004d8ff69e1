import type { ColumnContract } from '../../contract/contract.ts';
import { namedInText } from '../../text/clean-text.ts';
import { numberInWords } from '../../text/in-words.ts';
import type { PerformancePlan } from './plan.ts';
import { leavesOf, type Split, type Tree } from './tree.ts';

/** Categories that a rule names; of more it says how many. */
const mostNamed = 4;

/** Rows that belong together: a leaf, or where there is but one leaf a band of scores. */
export interface Part {
  /** Which rows, in words. */
  readonly rule: string;
}

/** Score bins of a band, where there are no leaves to tell rows apart by. */
const band = 8;

/** The parts of a plan's rows. */
export function partsOf(plan: PerformancePlan, columns: readonly ColumnContract[]): readonly Part[] {
  const leaves = leavesOf(plan.tree);
  if (leaves > 1)
    return Array.from({ length: leaves }, (_, leaf) => ({ rule: ruleOf(plan.tree, leaf, columns) }));
  if (plan.scoreOf === 'none') return [{ rule: 'all rows' }];
  const bands = Math.ceil((plan.scoreCuts.length + 1) / band);
  return [
    ...Array.from({ length: bands }, (_, at) => ({ rule: bandInWords(plan, at) })),
    { rule: 'without a score' },
  ];
}

/** The part of a leaf and score bin. */
export function partOf({ tree, scoreOf, scoreCuts }: PerformancePlan, leaf: number, bin: number): number {
  if (leavesOf(tree) > 1) return leaf;
  if (scoreOf === 'none') return 0;
  return bin > scoreCuts.length ? Math.ceil((scoreCuts.length + 1) / band) : Math.floor(bin / band);
}

function bandInWords({ scoreCuts }: PerformancePlan, at: number): string {
  const [from, to] = [scoreCuts[at * band - 1], scoreCuts[(at + 1) * band - 1]];
  if (from === undefined) return to === undefined ? 'all rows' : `score below ${numberInWords(to)}`;
  return to === undefined
    ? `score of ${numberInWords(from)} or more`
    : `score from ${numberInWords(from)} to below ${numberInWords(to)}`;
}

interface Bounds {
  low?: number;
  high?: number;
  among?: readonly string[];
  except: string[];
  missing: boolean;
}

/** Which rows are in a leaf: `age of 60 or more and income below 20000`. */
export function ruleOf(tree: Tree, leaf: number, columns: readonly ColumnContract[]): string {
  const byColumn = new Map<number, Bounds>();
  // The splits above a leaf, the outermost first.
  const path = tree
    .filter(({ from, end }) => from <= leaf && leaf < end)
    .toSorted((a, b) => b.end - b.from - (a.end - a.from));
  for (const split of path) narrow(byColumn, split, leaf < split.to);
  const clauses = Array.from(byColumn, ([column, bounds]) => clauseOf(columns[column], bounds));
  return clauses.length === 0 ? 'all rows' : clauses.join(' and ');
}

function narrow(
  byColumn: Map<number, Bounds>,
  { column, below, among, missingLeft }: Split,
  isLeft: boolean,
): void {
  const bounds = byColumn.get(column) ?? { except: [], missing: true };
  byColumn.set(column, bounds);
  bounds.missing &&= missingLeft === isLeft;
  if (below !== undefined) {
    if (isLeft) bounds.high = Math.min(bounds.high ?? below, below);
    else bounds.low = Math.max(bounds.low ?? below, below);
    return;
  }
  const values = among ?? [];
  if (isLeft) bounds.among = bounds.among ? bounds.among.filter((one) => values.includes(one)) : values;
  else if (bounds.among) bounds.among = bounds.among.filter((one) => !values.includes(one));
  else bounds.except.push(...values);
}

function clauseOf(column: ColumnContract | undefined, bounds: Bounds): string {
  const name = namedInText(column?.name ?? '');
  const missing = bounds.missing && column?.nullable ? ' or missing' : '';
  if (column?.sensitive) return `${name} of some values, which are not shown`;
  const { low, high, among, except } = bounds;
  if (low !== undefined && high !== undefined)
    return `${name} from ${numberInWords(low)} to below ${numberInWords(high)}${missing}`;
  if (high !== undefined)
    return high === -Number.MAX_VALUE ? `${name} missing` : `${name} below ${numberInWords(high)}${missing}`;
  if (low !== undefined)
    return low === -Number.MAX_VALUE
      ? `${name} present`
      : `${name} of ${numberInWords(low)} or more${missing}`;
  if (among) return among.length === 0 ? `${name} missing` : `${name} ${listed(among, 'or')}${missing}`;
  return `${name} other than ${listed(except, 'and')}${missing}`;
}

function listed(values: readonly string[], last: 'or' | 'and'): string {
  const shown = values.slice(0, mostNamed).map(namedInText);
  if (values.length > mostNamed) shown.push(`${values.length - mostNamed} others`);
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`;
}
