import type { FeatureDrift } from '../result/result-schema.ts';
import type { Corrected } from './correct-family.ts';
import { testThresholds } from './effect-thresholds.ts';
import { percent, rowsInWords } from './in-words.ts';
import type { MeasuredColumn } from './measure-columns.ts';
import type { MeasuredTest } from './measured.ts';

/** How far a comparison can see: what it could have shown, in words, and for which features that is all there is to say. */
export interface Reach {
  /** `1,000 rows can show shifts above 9 % of the rows`; undefined where nothing of the kind can be said. */
  readonly sentence: string | undefined;
  /** Names of the features that it speaks for. */
  readonly features: ReadonlySet<string>;
}

export const noReach: Reach = { sentence: undefined, features: new Set() };

interface Shown {
  readonly name: string;
  readonly share: number;
  readonly isBatch: boolean;
  readonly rows: number;
}

/**
 * What the tests of undecided features could have shown. Only for tests whose effect is a share of rows, and that can show
 * anything at all: shares of rows are what features have in common.
 */
export function reachOf(
  measured: readonly MeasuredColumn[],
  corrected: ReadonlyMap<MeasuredTest, Corrected>,
  features: readonly FeatureDrift[],
  minEffectOfModel: number,
): Reach {
  const undecided = new Set(
    features.flatMap(({ name, verdict }) => (verdict.status === 'inconclusive' ? [name] : [])),
  );
  const shown = measured
    .filter(({ column }) => undecided.has(column.name))
    .flatMap((column) => shownBy(column, corrected, minEffectOfModel));
  return {
    sentence: shown.length === 0 ? undefined : inWords(shown),
    features: new Set(shown.map(({ name }) => name)),
  };
}

function shownBy(
  { column, values }: MeasuredColumn,
  corrected: ReadonlyMap<MeasuredTest, Corrected>,
  minEffectOfModel: number,
): readonly Shown[] {
  const test = values?.test;
  const found = test?.computable && corrected.get(test);
  if (!test?.computable || !found) return [];
  const { unit, minEffect } = testThresholds(column, test, minEffectOfModel);
  const share = test.detectable(found.strictestAlpha);
  const { reference, current } = test.samples;
  if (unit !== 'share of rows' || share <= minEffect || share >= 1) return [];
  return [{ name: column.name, share, isBatch: current <= reference, rows: Math.min(reference, current) }];
}

function inWords(shown: readonly Shown[]): string {
  const rows = Math.max(...shown.map((one) => one.rows));
  const [least, most] = [Math.min, Math.max].map((end) => percent(end(...shown.map(({ share }) => share))));
  const whose = shown.some(({ isBatch }) => isBatch) ? '' : 'a reference of ';
  const counted = `${whose}${rowsInWords(rows)}`;
  return least === most
    ? `${counted} can show shifts above ${most} of the rows`
    : `${counted} can show shifts above ${least} to ${most} of the rows, by feature`;
}
