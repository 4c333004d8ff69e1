import { type ColumnContract, isMonitored } from '../../contract/contract.ts';
import type { DerivedColumn, DerivedFeature, DerivedPlan } from './plan.ts';

/** Components of one vector that are compared at most. */
export const maximumComponents = 64;

/** Derived columns of a model at most: columns of the contract whose own no longer fit have none. */
export const maximumDerived = 1024;

type Drafted = Pick<DerivedColumn, 'name' | 'feature' | 'component'>;

/**
 * Chooses what is derived of a contract's columns: of every monitored text and vector, and of timestamps. Of a
 * vector with more than {@link maximumComponents} numbers every k-th is compared, evenly over all of it. Of sensitive
 * columns nothing that is a value or a word of one: no component and no vocabulary.
 */
export function planDerived(columns: readonly ColumnContract[]): DerivedPlan {
  const taken = new Set(columns.map(({ name }) => name));
  const plan: DerivedColumn[] = [];
  for (const [column, contract] of columns.entries()) {
    const drafts = draftsOf(contract);
    if (plan.length + drafts.length > maximumDerived) continue;
    for (const draft of drafts)
      plan.push({ ...draft, column, source: contract.name, name: untaken(draft.name, taken) });
  }
  return plan;
}

/** What of the contract's columns is not compared although it could be, a sentence each. */
export function derivedNotes(columns: readonly ColumnContract[], plan: DerivedPlan): readonly string[] {
  return columns.flatMap((contract, column) => {
    const { name, dimension = 0 } = contract;
    const planned = plan.filter((derived) => derived.column === column);
    if (planned.length === 0 && draftsOf(contract).length > 0)
      return [
        `nothing is derived of ${name}: there are more than ${maximumDerived} derived features before it`,
      ];
    const components = planned.filter(({ feature }) => feature === 'component').length;
    if (components === 0 || components === dimension) return [];
    return [
      `${components} of the ${dimension} components of ${name} are compared, evenly chosen, and its norm`,
    ];
  });
}

function draftsOf(column: ColumnContract): readonly Drafted[] {
  if (!derives(column)) return [];
  switch (column.kind) {
    case 'text':
      return column.sensitive ? textDrafts(column).slice(0, -1) : textDrafts(column);
    case 'vector':
      return vectorDrafts(column);
    case 'timestamp':
      return timestampDrafts(column);
    default:
      return [];
  }
}

/** Timestamps of rows are in no drift test, but may be looked at: see {@link comparesTimes}. */
function derives(column: ColumnContract): boolean {
  if (column.drift?.derived === false) return false;
  return isRowTime(column) ? column.drift?.ignore !== true : isMonitored(column);
}

function isRowTime({ kind, role }: Pick<ColumnContract, 'kind' | 'role'>): boolean {
  return kind === 'timestamp' && role === 'timestamp';
}

/** Whether a derived feature is of the times of rows, which differ in every batch by nature. */
export function isTime({ feature }: Pick<DerivedColumn, 'feature'>): boolean {
  return feature === 'lag' || feature === 'gap';
}

/** Whether lags and gaps are compared with the reference's, not only counted where they can't be. */
export function comparesTimes({ drift }: Pick<ColumnContract, 'drift'>): boolean {
  return drift?.derived === true;
}

const textNames: readonly (readonly [DerivedFeature, string])[] = [
  ['length', 'length'],
  ['letters', 'letters'],
  ['digits', 'digits'],
  ['spaces', 'spaces'],
  ['non-ascii', 'non-ASCII'],
  ['unknown-words', 'unknown words'],
];

function textDrafts({ name }: ColumnContract): readonly Drafted[] {
  return textNames.map(([feature, title]) => ({ feature, name: `${name}: ${title}` }));
}

/** The norm of a single number says nothing else than the number. */
function vectorDrafts({ name, dimension = 0, sensitive }: ColumnContract): readonly Drafted[] {
  const shown = sensitive ? 0 : Math.min(dimension, maximumComponents);
  const components = Array.from({ length: shown }, (_, index) => Math.floor((index * dimension) / shown));
  return [
    ...components.map((component) => ({
      feature: 'component' as const,
      name: `${name}[${component}]`,
      component,
    })),
    ...(dimension > 1 ? [{ feature: 'norm' as const, name: `${name}: norm` }] : []),
  ];
}

function timestampDrafts(column: ColumnContract): readonly Drafted[] {
  const named = (feature: DerivedFeature): Drafted => ({ feature, name: `${column.name}: ${feature}` });
  const clock = [named('hour'), named('weekday')];
  if (!isRowTime(column)) return clock;
  return [named('lag'), ...(comparesTimes(column) ? [named('gap')] : []), ...clock];
}

/** A contract may name a column as a derived one would be. */
function untaken(name: string, taken: Set<string>): string {
  const free = taken.has(name) ? untaken(`${name} (derived)`, taken) : name;
  taken.add(free);
  return free;
}
