import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Yardstick } from '../../profile/yardstick.ts';
import { coefficientsOf } from '../together/measure-pairs.ts';
import { measureWaves } from '../together/measure-waves.ts';
import { pairKey, plannedPairs } from '../together/planned-pairs.ts';
import { type Block, blockOfProfile } from './block.ts';
import { fewestBlocks, leastBlockRows } from './blocks.ts';
import { type ColumnEffects, columnEffects, effectsOfColumn } from './effects.ts';
import { type Healthy, healthyInOrder, withoutStray } from './healthy.ts';
import type { Usual, UsualColumn, UsualUnit } from './plan.ts';

/** A reference, as its blocks are held against it. */
export interface WholeReference {
  readonly yardstick: Pick<Yardstick, 'columns' | 'association'>;
  /** One for each column of the yardstick. */
  readonly coarse: readonly ColumnBins[];
  readonly profile: Pick<Profile, 'columns' | 'rows' | 'association'>;
}

/** How one block differs from the whole: each effect 0 or above, absent where it could not be measured. */
export interface BlockEffects {
  readonly rows: number;
  /** Of which the columns were looked at together. */
  readonly rowsTogether: number;
  readonly columns: readonly ColumnEffects[];
  /** By the pairs of the plan; NaN where there are too few rows. */
  readonly pairs: readonly number[];
  readonly waves: number | undefined;
}

/** @param isPart  whether blocks are of the reference's own rows */
export function compileEffects(
  { yardstick, coarse, profile }: WholeReference,
  isPart: boolean,
): (block: Block) => BlockEffects {
  const bins = yardstick.columns.map((column) => column.bins);
  const whole = blockOfProfile(profile, bins, coarse);
  const columns = whole.columns.map((column, index) => ({
    ...column,
    type: bins[index]!.type,
    derived: yardstick.columns[index]!.derived,
    once: valuesSeenOnce(profile.columns[index]!.values),
  }));
  const plan = yardstick.association;
  const pairs = plannedPairs(yardstick);
  const coefficients = ({ association }: Pick<Block, 'association'>) =>
    plan && association
      ? coefficientsOf(pairs, plan, association.moments, leastBlockRows)
      : new Float64Array(0);
  const before = coefficients(whole);
  return (block) => {
    const rest = isPart ? 1 - block.rows / Math.max(1, whole.rows) : 1;
    const waves = measureWaves(plan, whole.association, block.association)?.effect;
    return {
      rows: block.rows,
      rowsTogether: sampledIn(block.association),
      columns: columns.map((column, index) => effectsOfColumn(column, block.columns[index]!, isPart)),
      pairs: Array.from(coefficients(block), (now, pair) => Math.abs(now - before[pair]!) / rest),
      waves: waves === undefined || rest <= 0 ? undefined : waves / rest,
    };
  };
}

function sampledIn(association: Block['association']): number {
  return association?.waves.levels.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
}

function valuesSeenOnce(values: Profile['columns'][number]['values']): number {
  return values.type === 'codes' ? values.bins.filter((count) => count === 1).length : 0;
}

/** What the effects of healthy blocks come to. */
export function learnUsual(
  { yardstick, coarse }: Omit<WholeReference, 'profile'>,
  unit: UsualUnit,
  blocks: readonly BlockEffects[],
): Usual {
  const columns = coarse.map((bins, index): UsualColumn => {
    const of = (name: (typeof columnEffects)[number]) =>
      learned(
        blocks.map((block) => block.columns[index]?.[name]),
        unit,
      );
    return { bins, ...known(of) };
  });
  const pairs = plannedPairs(yardstick).flatMap((pair, index) => {
    const changed = learned(
      blocks.map((block) => block.pairs[index]),
      unit,
    );
    return changed ? [{ key: pairKey(pair), changed }] : [];
  });
  const waves = learned(
    blocks.map((block) => block.waves),
    unit,
  );
  const ofColumns = columns.reduce((sum, { bins: _, ...kept }) => sum + Object.values(kept).length, 0);
  const effects = ofColumns + pairs.length + (waves ? 1 : 0);
  if (effects === 0) return { status: 'none', reason: 'its columns have no values to compare' };
  return {
    status: 'known',
    unit,
    blocks: blocks.length,
    rows: harmonicMean(blocks.map(({ rows }) => rows)),
    rowsTogether: harmonicMean(
      blocks.flatMap(({ rowsTogether }) => (rowsTogether > 0 ? [rowsTogether] : [])),
    ),
    effects,
    columns,
    pairs,
    ...(waves ? { waves } : {}),
  };
}

/** What sampling noise goes by; of no block one row. */
function harmonicMean(rows: readonly number[]): number {
  return rows.length === 0 ? 1 : rows.length / rows.reduce((sum, count) => sum + 1 / Math.max(1, count), 0);
}

/** What a column has of each kind of effect. */
function known(of: (name: (typeof columnEffects)[number]) => Healthy | undefined): Omit<UsualColumn, 'bins'> {
  return Object.fromEntries(
    columnEffects.flatMap((name) => {
      const healthy = of(name);
      return healthy ? [[name, healthy] as const] : [];
    }),
  );
}

/** Effects of blocks against the whole; undefined where too few have one. */
function learned(effects: readonly (number | undefined)[], unit: UsualUnit): Healthy | undefined {
  const found = effects.flatMap((effect) =>
    Number.isFinite(effect) && effect !== undefined ? [effect] : [],
  );
  if (found.length < fewestBlocks) return undefined;
  // A reference is what its owner takes for sound; of batches that merely came next one may not be.
  return healthyInOrder(unit === 'batch' ? withoutStray(found) : found);
}
