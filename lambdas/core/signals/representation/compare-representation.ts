import { correctFamily } from '../../drift/correct-family.ts';
import { familyShares } from '../../drift/defaults.ts';
import type { Comparison } from '../../drift/measure-columns.ts';
import type { FeatureDrift, RepresentationDrift } from '../../result/result-schema.ts';
import { judgeRepresentation } from './judge-representation.ts';
import { measureRepresentation } from './measure.ts';

/** What was found of how columns are written. */
interface ComparedRepresentation {
  readonly tests: number;
  /** By the name of the column; those of which nothing can be said are not in it. */
  readonly of: ReadonlyMap<string, readonly RepresentationDrift[]>;
}

/** Compares how the columns are written. A family of tests of its own. */
export function compareRepresentation(comparison: Comparison): ComparedRepresentation {
  const { alpha, representation } = comparison.contract.drift;
  if (representation?.ignore) return { tests: 0, of: new Map() };
  const measured = measureRepresentation(comparison);
  const corrected = correctFamily(
    measured,
    alpha * familyShares.representation,
    ({ column }) => (column.drift?.alpha ?? alpha) / alpha,
  );
  const judged = measured.flatMap((trait) => {
    const found = corrected.get(trait);
    return found ? [{ name: trait.column.name, drift: judgeRepresentation(trait, found) }] : [];
  });
  const byName = Map.groupBy(judged, ({ name }) => name);
  return {
    tests: measured.length,
    of: new Map(Array.from(byName, ([name, found]) => [name, found.map(({ drift }) => drift)])),
  };
}

/** A feature with how its column is written; what is derived of a column is not written at all. */
export function withRepresentation(feature: FeatureDrift, { of }: ComparedRepresentation): FeatureDrift {
  const found = feature.derivedFrom === undefined ? of.get(feature.name) : undefined;
  return found ? { ...feature, representation: [...found] } : feature;
}
