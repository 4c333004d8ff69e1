import type { Yardstick } from '../../profile/yardstick.ts';
import { type AssociatedVariable, associatedVariables } from './pair-moments.ts';

/** Two columns, or categories of them, that are held against each other. */
export interface PlannedPair {
  /** Of the contract. */
  readonly columns: readonly [number, number];
  /** For each of the two its category, where it is an indicator. */
  readonly categories: readonly [string | undefined, string | undefined];
  readonly first: AssociatedVariable;
  readonly second: AssociatedVariable;
}

/** Every pair of a plan: two indicators of one column are none. */
export function plannedPairs({
  association: plan,
  columns,
}: Pick<Yardstick, 'association' | 'columns'>): readonly PlannedPair[] {
  if (!plan) return [];
  const nameOf = ({ column, indicator }: AssociatedVariable) => {
    const bins = columns[column]?.bins;
    return indicator && bins?.type === 'codes' ? bins.values[indicator.category] : undefined;
  };
  const variables = associatedVariables(plan).map((variable) => ({ variable, category: nameOf(variable) }));
  return variables.flatMap(({ variable: first, category }, index) =>
    variables.slice(index + 1).flatMap(({ variable: second, category: other }) =>
      first.column === second.column
        ? []
        : [
            {
              columns: [first.column, second.column] as const,
              categories: [category, other] as const,
              first,
              second,
            },
          ],
    ),
  );
}

/** What a pair of columns is known by. */
export function pairKey({ columns, categories }: Pick<PlannedPair, 'columns' | 'categories'>): string {
  return JSON.stringify([...columns, ...categories.map((category) => category ?? null)]);
}
