import { countsByBin, shrinkage } from './calibrate.ts';
import { chances } from './calibration.ts';
import { probabilityParts } from './fixed-point.ts';
import { classCodes, type PerformancePlan, scoreBins } from './plan.ts';
import type { PerformanceState } from './state.ts';
import { leavesOf } from './tree.ts';

/** What the reference knows of leaves and score bins, `leaf * bins + bin`. */
export interface KnownBins {
  /** Chance of the positive class; of several classes of being right. */
  readonly chance: Float64Array;
  /** Variance of that chance, by how many rows of the reference it is known. */
  readonly variance: Float64Array;
  /** How far it was pulled from what the leaf itself says: how wrong it is where leaves do differ, in one direction in all of a leaf. */
  readonly pull: Float64Array;
  /** 1 where the reference hardly knows such rows. */
  readonly isOutside: Uint8Array;
}

/** Rows of the reference that make rows like them known. */
const fewRows = 50;

/** Rows are alike within so many score bins, in one leaf: a fifth of 64. */
const alikeBins = 6;

/** @param reference  its own state on the plan */
export function knownBins(plan: PerformancePlan, reference: PerformanceState): KnownBins {
  const [leaves, bins] = [leavesOf(plan.tree), scoreBins(plan)];
  const chance = chances(plan);
  const { labelled } = countsByBin(plan, reference);
  const ofAll = new Float64Array(bins);
  for (let place = 0; place < labelled.length; place++) ofAll[place % bins]! += labelled[place]!;
  const variance = new Float64Array(leaves * bins);
  const pull = new Float64Array(leaves * bins);
  const isOutside = new Uint8Array(leaves * bins);
  const global = plan.calibration.status === 'learned' ? plan.calibration.global : [];
  for (let leaf = 0; leaf < leaves; leaf++) {
    const own = labelled.subarray(leaf * bins, (leaf + 1) * bins);
    const ofLeaf = own.reduce((a, b) => a + b, 0);
    const pulled = shrinkage / (ofLeaf + shrinkage);
    for (let bin = 0; bin < bins; bin++) {
      const place = leaf * bins + bin;
      const p = chance[place]!;
      const rows = own[bin]! + pulled * ofAll[bin]!;
      variance[place] = (p * (1 - p)) / Math.max(1, rows);
      pull[place] = ((p - (global[bin] ?? p)) * shrinkage) / Math.max(1, ofLeaf);
      isOutside[place] = alikeRows(own, bin) < fewRows ? 1 : 0;
    }
  }
  return { chance, variance, pull, isOutside };
}

/** Rows of a leaf in a bin and those about it; the last bin, of rows without a score, is alone. */
function alikeRows(rows: Float64Array, bin: number): number {
  const none = rows.length - 1;
  if (bin === none) return rows[none]!;
  let alike = 0;
  for (let near = Math.max(0, bin - alikeBins); near <= Math.min(none - 1, bin + alikeBins); near++)
    alike += rows[near]!;
  return alike;
}

/** A cell that has rows. */
export interface ClassCell {
  /** `leaf * bins + bin` */
  readonly place: number;
  readonly leaf: number;
  readonly bin: number;
  readonly predicted: number;
  readonly rows: number;
  readonly labelled: number;
  readonly right: number;
}

/** The cells of a state that have rows. */
export function classCells(plan: PerformancePlan, { cells }: PerformanceState): readonly ClassCell[] {
  const [bins, codes] = [scoreBins(plan), classCodes(plan)];
  const found: ClassCell[] = [];
  for (let cell = 0; cell < cells.all.length; cell++) {
    if (cells.all[cell] === 0) continue;
    const place = Math.floor(cell / codes);
    found.push({
      place,
      leaf: Math.floor(place / bins),
      bin: place % bins,
      predicted: cell % codes,
      rows: cells.all[cell]!,
      labelled: cells.labelled[cell]!,
      right: cells.right[cell]!,
    });
  }
  return found;
}

/** How wrongly predicted rows are spread over the classes they are of, `predicted * codes + actual`; sums to 1 a prediction. */
export function wrongShares(plan: PerformancePlan, confusion: readonly number[]): Float64Array {
  const codes = classCodes(plan);
  const shares = new Float64Array(codes * codes);
  for (let predicted = 0; predicted < codes; predicted++) {
    let wrong = 0;
    for (let actual = 0; actual < codes; actual++)
      if (actual !== predicted) wrong += confusion[predicted * codes + actual]!;
    for (let actual = 0; actual < codes; actual++)
      if (actual !== predicted)
        shares[predicted * codes + actual] =
          wrong > 0 ? confusion[predicted * codes + actual]! / wrong : 1 / Math.max(1, codes - 1);
  }
  return shares;
}

/** Mean score of the labelled rows of each bin but the last; empty where scores are no probabilities. */
export function meanScores(plan: PerformancePlan, state: PerformanceState): Float64Array {
  if (state.losses.rows === 0) return new Float64Array(0);
  const { labelled } = countsByBin(plan, state);
  const bins = scoreBins(plan);
  const rows = new Float64Array(bins);
  for (let place = 0; place < labelled.length; place++) rows[place % bins]! += labelled[place]!;
  return Float64Array.from({ length: bins - 1 }, (_, bin) =>
    rows[bin]! > 0 ? state.scores[bin]! / probabilityParts / rows[bin]! : middle(plan, bin),
  );
}

function middle({ scoreCuts }: PerformancePlan, bin: number): number {
  return ((scoreCuts[bin - 1] ?? 0) + (scoreCuts[bin] ?? 1)) / 2;
}
