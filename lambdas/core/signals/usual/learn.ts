import { cellCount, missingCount } from '../../columns/cell-counts.ts';
import type { ColumnProfile } from '../../columns/column-profile.ts';
import { mergeProfiles, type Profile } from '../../profile/profile.ts';
import type { Yardstick } from '../../profile/yardstick.ts';
import { measurePairs } from '../together/measure-pairs.ts';
import { measureWaves } from '../together/measure-waves.ts';
import type { BlockProfiles, CategoryOwners } from './block-profiles.ts';
import { type BlockPlan, fewestBlocks, leastBlockRows } from './blocks.ts';
import { coarseEffects } from './effects.ts';
import { type Healthy, healthyOf } from './healthy.ts';
import type { Usual, UsualColumn } from './plan.ts';

/** Fewest values of a block that tell how a column's values differ in it, and fewest rows that tell of a correlation. */
const leastValues = 20;
const leastPairRows = leastBlockRows;

/** What a pair of columns is known by. */
export function usualPairKey({
  columns,
  categories,
}: {
  readonly columns: readonly number[];
  readonly categories: readonly (string | undefined)[];
}): string {
  return JSON.stringify([...columns, ...categories.map((category) => category ?? null)]);
}

/**
 * What is usual for the source of a reference: the effects of each of its blocks against the whole of it. A block is a part of the
 * whole, and differs less from it than from the rest, by 1 - n_block / n; each effect is divided by that.
 *
 * @param coarse  the yardstick that the blocks were counted on
 */
export function learnUsual(
  { unit }: Pick<BlockPlan, 'unit'>,
  coarse: Yardstick,
  { profiles, categories }: BlockProfiles,
): Usual {
  const blocks = profiles.slice(0, -1);
  const whole = profiles.reduce(mergeProfiles);
  const columns = coarse.columns.map(({ bins }, index): UsualColumn => {
    const of = { whole: whole.columns[index]!, blocks: blocks.map((block) => block.columns[index]!) };
    return { bins, ...valuesOf(of), ...ratesOf(of), ...unseenOf(of, categories[index]) };
  });
  const pairs = pairsOf(coarse, whole, blocks);
  const waves = learned(blocks.map((block) => wavesEffect(coarse, whole, block)));
  const effects =
    columns.reduce((sum, { bins: _, ...kept }) => sum + Object.values(kept).length, 0) +
    pairs.length +
    (waves ? 1 : 0);
  if (effects === 0) return { status: 'none', reason: 'its columns have no values to compare' };
  const rows = blocks.length / blocks.reduce((sum, { rows: { read } }) => sum + 1 / Math.max(1, read), 0);
  return {
    status: 'known',
    unit,
    blocks: blocks.length,
    rows,
    effects,
    columns,
    pairs,
    ...(waves ? { waves } : {}),
  };
}

/** Effects of blocks against the whole; undefined where too few have one. */
function learned(effects: readonly (number | undefined)[]): Healthy | undefined {
  const found = effects.filter((effect) => effect !== undefined);
  return found.length < fewestBlocks ? undefined : healthyOf(found);
}

/** @param part  rows of the block, of those of the whole */
function againstRest(effect: number, part: number): number | undefined {
  return part < 1 ? effect / (1 - part) : undefined;
}

interface ColumnOfBlocks {
  readonly whole: ColumnProfile;
  readonly blocks: readonly ColumnProfile[];
}

function valuesOf({ whole, blocks }: ColumnOfBlocks): Pick<UsualColumn, 'moved' | 'rise'> {
  const reference = countsOf(whole);
  if (!reference) return {};
  const found = blocks.map(({ values }) => {
    const current = countsOf({ values });
    if (!current || values.type === 'texts' || whole.values.type === 'texts') return undefined;
    if (values.count < leastValues) return undefined;
    const part = values.count / whole.values.count;
    const { moved, rise } = coarseEffects({ type: values.type, reference, current });
    return { moved: againstRest(moved, part), rise: againstRest(rise, part) };
  });
  const moved = learned(found.map((one) => one?.moved));
  const rise = learned(found.map((one) => one?.rise));
  return moved && rise ? { moved, rise } : {};
}

function countsOf({ values }: Pick<ColumnProfile, 'values'>): readonly number[] | undefined {
  switch (values.type) {
    case 'numbers':
      return values.bins;
    case 'codes':
      return [...values.bins, values.unseen.count];
    case 'texts':
      return undefined;
    default:
      return values satisfies never;
  }
}

function ratesOf({ whole, blocks }: ColumnOfBlocks): Pick<UsualColumn, 'missing' | 'invalid'> {
  const rate = (of: (column: ColumnProfile) => number) =>
    learned(
      blocks.map((block) => {
        const [size, all] = [cellCount(block.cells), cellCount(whole.cells)];
        return size === 0 ? undefined : againstRest(Math.abs(of(block) / size - of(whole) / all), size / all);
      }),
    );
  const missing = rate(({ cells }) => missingCount(cells));
  const invalid = rate(({ cells }) => cells.unparsable);
  return { ...(missing ? { missing } : {}), ...(invalid ? { invalid } : {}) };
}

/** By how much the share of values that no other block has exceeds that of values that the reference has once. */
function unseenOf(
  { blocks }: ColumnOfBlocks,
  categories: CategoryOwners | undefined,
): Pick<UsualColumn, 'unseen'> {
  if (!categories) return {};
  const { owners, rows } = categories;
  const own = new Float64Array(blocks.length);
  for (const [category, owner] of owners.entries())
    if (owner >= 0 && owner < own.length) own[owner]! += rows[category]!;
  const total = rows.reduce((sum, count) => sum + count, 0);
  const once = rows.filter((count) => count === 1).length / Math.max(1, total);
  const unseen = learned(
    blocks.map(({ values }, block) =>
      values.type === 'codes' && values.count > 0
        ? Math.max(0, own[block]! / values.count - once)
        : undefined,
    ),
  );
  return unseen ? { unseen } : {};
}

function pairsOf(yardstick: Yardstick, whole: Profile, blocks: readonly Profile[]) {
  const effects = new Map<string, number[]>();
  for (const block of blocks) {
    const sides = { yardstick, reference: unbroken(whole), current: unbroken(block) };
    for (const pair of measurePairs(sides, leastPairRows)) {
      const key = usualPairKey(pair);
      const part = pair.samples.current / pair.samples.reference;
      const effect = againstRest(pair.effect, part);
      if (effect === undefined) continue;
      const known = effects.get(key);
      if (known) known.push(effect);
      else effects.set(key, [effect]);
    }
  }
  return Array.from(effects).flatMap(([key, found]) => {
    const changed = learned(found);
    return changed ? [{ key, changed }] : [];
  });
}

function wavesEffect(yardstick: Yardstick, whole: Profile, block: Profile): number | undefined {
  const measured = measureWaves({ yardstick, reference: unbroken(whole), current: unbroken(block) });
  return measured && againstRest(measured.effect, block.rows.accepted / whole.rows.accepted);
}

function unbroken(profile: Profile) {
  return { profile, violations: [] };
}
