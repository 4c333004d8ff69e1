import type { ColumnContract } from '../../contract/contract.ts';
import type { Judging } from '../column-state.ts';
import type { Limits } from '../judge.ts';
import type { MeasuredTest } from './measured.ts';
import type { EffectScale } from './method.ts';
import { distances, tests } from './methods.ts';

/** As long as it is learned how far batches differ, no change of values is critical, however large: it may be one of days. */
const never = Number.POSITIVE_INFINITY;

/** From what size on a change of a column matters. */
type ColumnDrift = ColumnContract['drift'];

/**
 * Limits of a scale: those of the column's contract, else the model's where it is of a share of rows, else the scale's own.
 *
 * @param isCritical  whether any drift of the column is
 * @param shareOfBatch  see `Judging`
 */
export function limitsOf(
  { unit, minEffect, criticalEffect }: Pick<EffectScale, 'unit' | 'minEffect' | 'criticalEffect'>,
  ofColumn: ColumnDrift,
  {
    minEffect: minEffectOfModel,
    shareOfBatch,
    isLearning = false,
  }: Pick<Judging, 'minEffect' | 'shareOfBatch' | 'isLearning'>,
  isCritical: boolean,
): Limits {
  const least = ofColumn?.minEffect ?? (unit === 'share of rows' ? minEffectOfModel : minEffect);
  const critical = ofColumn?.criticalEffect ?? criticalEffect;
  return {
    minEffect: least,
    criticalEffect: isLearning ? never : critical / shareOfBatch,
    mustShow: Math.max(least, critical),
    isCritical: isCritical && !isLearning,
  };
}

/**
 * Least share of rows that matters in a column: its own, where it is meant as one and not as the size of a distance; else the model's.
 */
export function leastShareOfRows(drift: ColumnDrift, { minEffect }: Pick<Judging, 'minEffect'>): number {
  const { method, minEffect: own = minEffect } = drift ?? {};
  const scales = [...Object.values(tests), ...Object.values(distances)];
  const scale = scales.find((one) => one.method === method)?.effect;
  return scale === undefined || scale.unit === 'share of rows' ? own : minEffect;
}

/** Limits of what columns do together: those of the contract, else the default ones. */
export function togetherLimits(
  defaults: { readonly minEffect: number; readonly criticalEffect: number },
  ofModel: { readonly minEffect?: number | undefined; readonly criticalEffect?: number | undefined } = {},
  { isLearning = false }: Pick<Judging, 'isLearning'>,
  isCritical = false,
): Limits {
  const minEffect = ofModel.minEffect ?? defaults.minEffect;
  const criticalEffect = ofModel.criticalEffect ?? defaults.criticalEffect;
  return {
    minEffect,
    criticalEffect: isLearning ? never : criticalEffect,
    mustShow: Math.max(minEffect, criticalEffect),
    isCritical: isCritical && !isLearning,
  };
}

/** The scale of a test. */
export function scaleOfTest({ method }: Pick<MeasuredTest, 'method'>): EffectScale {
  return tests[method === 'fisher-exact' ? 'chi-square' : method].effect;
}

/** What the contract says of a column's effects: not where it means those of a method that another test stands in for. */
export function thresholdsMeant(drift: ColumnDrift, scale: EffectScale): ColumnDrift {
  const { method } = drift ?? {};
  if (method === undefined) return drift;
  const meant = method in distances ? undefined : Object.values(tests).find((one) => one.method === method);
  return meant?.effect.name === scale.name ? drift : undefined;
}
