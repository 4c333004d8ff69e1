import type { FeatureDrift } from '../result/result-schema.ts';

/** The column that a feature is, or is derived of. */
export function columnOf({ name, derivedFrom }: Pick<FeatureDrift, 'name' | 'derivedFrom'>): string {
  return derivedFrom ?? name;
}

/** How many columns have features, and how many of them drifted. */
export interface ColumnCounts {
  readonly compared: number;
  readonly drifted: number;
}

/** A column counts once, whatever is derived of it: it drifts when it does, or anything that is derived of it. */
export function countColumns(features: readonly FeatureDrift[]): ColumnCounts {
  const drifted = features.filter(({ verdict }) => verdict.status === 'drifted');
  return { compared: new Set(features.map(columnOf)).size, drifted: new Set(drifted.map(columnOf)).size };
}
