import { compareProfiles } from '../../lambdas/core/drift/compare-profiles.ts';
import { benchContract } from '../detection/bench-contract.ts';
import { type BenchReference, benchReference } from '../detection/bench-reference.ts';
import { drawBlock } from '../detection/draw-block.ts';
import { mostDrawnRows, profileDrawer } from '../detection/draw-profile.ts';
import { populationNames, populations } from '../detection/populations.ts';
import { randomStream } from '../detection/random.ts';
import { alarmingFamilies } from '../detection/rules.ts';

/** Features of a model: each kind of column in turn. */
const columns = Array.from(
  { length: 20 },
  (_, index) => populations[populationNames[index % populationNames.length]!],
);

const referenceRows = 10_000;

/** Daily batches of a year. */
const daysOfYear = 365.25;

export interface YearOptions {
  readonly batchRows: number;
  readonly batches: number;
  /** How many times the level of daily batches theirs is. */
  readonly times: number;
}

/** Batches that alarmed against one reference, and of what family. */
export interface ReferenceYear {
  readonly alarms: number;
  readonly byFamily: Readonly<Record<'values' | 'rates' | 'pairs' | 'multivariate', number>>;
}

/** Judges batches of an unchanged source against one reference of it. */
export function yearOf(round: number, { batchRows, batches, times }: YearOptions): ReferenceYear {
  const random = randomStream(`any one reference ${batchRows} ${round}`);
  const contract = benchContract(columns);
  const reference = benchReference(contract, drawBlock(random, referenceRows, columns));
  const drawer = profileDrawer(reference, columns);
  const level = { alpha: times / daysOfYear, batchesPerYear: daysOfYear };
  const byFamily = { values: 0, rates: 0, pairs: 0, multivariate: 0 };
  let alarms = 0;
  for (let batch = 0; batch < batches; batch++) {
    const current = drawer.drawRows(random, Math.min(batchRows, mostDrawnRows));
    const drift = judge(reference, current, level);
    if (drift.status !== 'drifted') continue;
    alarms++;
    const families = alarmingFamilies(drift);
    for (const family of ['values', 'rates', 'pairs', 'multivariate'] as const)
      byFamily[family] += Number(families[family]);
  }
  return { alarms, byFamily };
}

function judge(
  { contract, yardstick, profile }: BenchReference,
  current: BenchReference['profile'],
  level: { readonly alpha: number; readonly batchesPerYear: number },
) {
  const rows = (of: BenchReference['profile']) => ({ profile: of, violations: [] });
  return compareProfiles({ contract, yardstick, level, reference: rows(profile), current: rows(current) });
}
