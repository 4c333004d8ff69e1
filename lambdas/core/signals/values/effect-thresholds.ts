import type { ColumnContract } from '../../contract/contract.ts';
import type { DriftMethod } from '../../contract/drift-methods.ts';
import type { MeasuredTest } from '../../drift/measured.ts';
import type { EffectScale } from './method.ts';
import { tests } from './methods.ts';

/** What the effect of a column is held against, and how it is said. */
export interface EffectThresholds {
  readonly unit: EffectScale['unit'];
  readonly minEffect: number;
  readonly criticalEffect: number;
  readonly effectInWords: (effect: number) => string;
  readonly shiftInWords: (effect: number) => string;
}

/**
 * Thresholds of a method: those of the column's contract, else the model's where it is of a share of rows, else the method's
 * own.
 */
export function thresholds(
  { unit, minEffect, criticalEffect, inWords, asShift }: EffectScale,
  ofColumn: Pick<NonNullable<ColumnContract['drift']>, 'minEffect' | 'criticalEffect'> | undefined,
  minEffectOfModel: number,
): EffectThresholds {
  return {
    unit,
    minEffect: ofColumn?.minEffect ?? (unit === 'share of rows' ? minEffectOfModel : minEffect),
    criticalEffect: ofColumn?.criticalEffect ?? criticalEffect,
    effectInWords: inWords,
    shiftInWords: asShift,
  };
}

/** Thresholds of what columns do together: those of the contract, else the default ones. */
export function togetherThresholds(
  defaults: { readonly minEffect: number; readonly criticalEffect: number },
  ofModel: { readonly minEffect?: number | undefined; readonly criticalEffect?: number | undefined } = {},
): Pick<EffectThresholds, 'minEffect' | 'criticalEffect'> {
  return {
    minEffect: ofModel.minEffect ?? defaults.minEffect,
    criticalEffect: ofModel.criticalEffect ?? defaults.criticalEffect,
  };
}

/** Thresholds of a test. Those of the column hold for the method it names, and not for a test that stands in for it. */
export function testThresholds(
  { drift }: ColumnContract,
  { method }: MeasuredTest,
  minEffectOfModel: number,
): EffectThresholds {
  const record = tests[method === 'fisher-exact' ? 'chi-square' : method];
  const isMeant = drift?.method === undefined || scaleOf(drift.method) === record.effect;
  return thresholds(record.effect, isMeant ? drift : undefined, minEffectOfModel);
}

const scaleOf = (method: DriftMethod): EffectScale | undefined =>
  Object.values(tests).find((record) => record.method === method)?.effect;
