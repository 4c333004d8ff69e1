import type { MetricName } from '../../contract/model-rules.ts';
import { type ClassCell, classCells, type KnownBins, meanScores, wrongShares } from './class-cells.ts';
import { classMetric } from './class-metric.ts';
import { type CellChance, expectedTable, slopesOf } from './class-table.ts';
import type { PerformancePlan } from './plan.ts';
import type { Realised } from './realise-classes.ts';
import type { PerformanceState } from './state.ts';

/** Measures weighted so that labelled rows stand for all of their kind. */
export interface Weighted {
  readonly metric: (name: MetricName) => Realised | undefined;
  /** Share of the rows of whose kind none has a label: there the estimate stands. */
  readonly estimated: number;
}

/** Score bins that are of one kind: an eighth of 64. */
const band = 8;

/** A cell is believed as much as what its kind says of it from so many labelled rows on. */
const believedRows = 5;

/**
 * Measures of all rows where some have labels, weighted by cell: share of all rows in the cell times the chance of those that have a
 * label. Few labelled rows of a cell lean on what was expected of it, moved by how far its kind (prediction and band of scores) is off
 * what was expected of it. Kinds without any label keep what was expected.
 *
 * @param known  what the reference says of cells; undefined where it says nothing: then kinds without labels are left out
 */
export function weightLabels(
  plan: PerformancePlan,
  state: PerformanceState,
  known: KnownBins | undefined,
): Weighted {
  const cells = classCells(plan, state);
  const kinds = kindsOf(cells, known);
  const weighted = cells.flatMap((cell): readonly WeightedCell[] => {
    const kind = kinds.get(kindOf(cell))!;
    if (kind.labelled === 0 && !known) return [];
    const expected = known?.chance[cell.place] ?? kind.right / kind.labelled;
    const shift = kind.labelled === 0 ? 0 : (kind.right - kind.expected) / (kind.labelled + believedRows);
    const prior = Math.min(1, Math.max(0, expected + shift));
    const chance =
      kind.labelled === 0 ? expected : (cell.right + believedRows * prior) / (cell.labelled + believedRows);
    // Together the cells of a kind are known by its labelled rows, however few each has.
    const unsure = (chance * (1 - chance) * kind.rows ** 2) / (kind.squares * Math.max(0.5, kind.labelled));
    const isEstimate = kind.labelled === 0;
    const ofEstimate = (known?.variance[cell.place] ?? 0) + (chance * (1 - chance)) / cell.rows;
    return [{ cell, chance, isEstimate, variance: isEstimate ? ofEstimate : unsure }];
  });
  const setting = { wrong: wrongShares(plan, state.confusion), scores: meanScores(plan, state) };
  const table = expectedTable(plan, weighted, setting);
  const rows = cells.reduce((total, cell) => total + cell.rows, 0);
  const without = cells.filter((cell) => kinds.get(kindOf(cell))?.labelled === 0);
  return {
    estimated: rows === 0 ? 0 : without.reduce((total, cell) => total + cell.rows, 0) / rows,
    metric: (name) => {
      const metric = classMetric(name, table);
      if (!metric) return undefined;
      let variance = 0;
      const pulled = new Map<number, number>();
      for (const one of weighted) {
        const { ofChance, ofRow } = slopesOf(plan, one, setting, metric.slope);
        const { rows: count, leaf, place } = one.cell;
        variance += count * ofRow ** 2 + (count * ofChance) ** 2 * one.variance;
        if (one.isEstimate)
          pulled.set(leaf, (pulled.get(leaf) ?? 0) + count * ofChance * (known?.pull[place] ?? 0));
      }
      for (const ofLeaf of pulled.values()) variance += ofLeaf ** 2;
      return { name, value: metric.value, standardError: Math.sqrt(variance) };
    },
  };
}

interface WeightedCell extends CellChance {
  readonly variance: number;
  /** Whether no row of its kind has a label. */
  readonly isEstimate: boolean;
}

function kindOf({ predicted, bin }: ClassCell): string {
  return `${predicted} ${Math.floor(bin / band)}`;
}

interface Kind {
  rows: number;
  /** Sum of the squares of the rows of its cells. */
  squares: number;
  labelled: number;
  right: number;
  /** Of the labelled rows, by what is known of their cells. */
  expected: number;
}

function kindsOf(cells: readonly ClassCell[], known: KnownBins | undefined): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const cell of cells) {
    const kind = kinds.get(kindOf(cell)) ?? { rows: 0, squares: 0, labelled: 0, right: 0, expected: 0 };
    kinds.set(kindOf(cell), kind);
    kind.rows += cell.rows;
    kind.squares += cell.rows ** 2;
    kind.labelled += cell.labelled;
    kind.right += cell.right;
    kind.expected += cell.labelled * (known?.chance[cell.place] ?? 0);
  }
  return kinds;
}
