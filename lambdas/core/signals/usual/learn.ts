import type { ColumnBins } from '../../columns/reference-bins.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Yardstick } from '../../profile/yardstick.ts';
import { coefficientsOf } from '../together/measure-pairs.ts';
import { measureWaves } from '../together/measure-waves.ts';
import { pairKey, plannedPairs } from '../together/planned-pairs.ts';
import { type Block, blockOfProfile } from './block.ts';
import { fewestBlocks, leastBlockRows } from './blocks.ts';
import { type ColumnEffects, columnEffects, effectsOfColumn, type WholeColumn } from './effects.ts';
import { type Healthy, healthyInOrder, leastOffset, type NatureOfEffects, withoutStray } from './healthy.ts';
import type { Usual, UsualColumn, UsualSource, UsualUnit } from './plan.ts';
import { samplingOfColumn, squareOfCoefficient, squareOfWaves } from './sampling.ts';

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
  /** Of the multivariate test, without waves through some columns. */
  readonly wavesWithout: (columns: ReadonlySet<number>) => number | undefined;
}

/** @param isPart  whether blocks are of the reference's own rows */
export function compileEffects(
  { yardstick, coarse, profile }: WholeReference,
  isPart: boolean,
): (block: Block) => BlockEffects {
  const whole = wholeOf({ yardstick, coarse, profile });
  const { columns } = whole;
  const plan = yardstick.association;
  const coefficients = coefficientsIn(yardstick);
  const before = coefficients(whole);
  return (block) => {
    const rest = isPart ? 1 - block.rows / Math.max(1, whole.rows) : 1;
    const waves = block.association && { waves: block.association.waves };
    return {
      rows: block.rows,
      rowsTogether: sampledIn(block.association),
      columns: columns.map((column, index) => effectsOfColumn(column, block.columns[index]!, isPart)),
      pairs: Array.from(coefficients(block), (now, pair) => Math.abs(now - before[pair]!) / rest),
      wavesWithout(left) {
        const measured = measureWaves(plan, whole.association, waves, left);
        return measured && rest > 0 ? measured.effect / rest : undefined;
      },
    };
  };
}

/** The whole of a reference as one block, with what is known of its columns besides. */
function wholeOf({ yardstick, coarse, profile }: WholeReference) {
  const bins = yardstick.columns.map((column) => column.bins);
  const { columns, ...whole } = blockOfProfile(profile, bins, coarse);
  return {
    ...whole,
    columns: columns.map(
      (column, index): WholeColumn => ({
        ...column,
        type: bins[index]!.type,
        derived: yardstick.columns[index]!.derived,
        once: valuesSeenOnce(profile.columns[index]!.values),
      }),
    ),
  };
}

/** The coefficient of each pair of the plan in a block; none of a block without a sample. */
function coefficientsIn(yardstick: WholeReference['yardstick']) {
  const pairs = plannedPairs(yardstick);
  const plan = yardstick.association;
  return ({ association }: Pick<Block, 'association'>): Float64Array =>
    plan && association
      ? coefficientsOf(pairs, plan, association.moments, leastBlockRows)
      : new Float64Array(0);
}

function sampledIn(association: Block['association']): number {
  return association?.waves.levels.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
}

function valuesSeenOnce(values: Profile['columns'][number]['values']): number {
  return values.type === 'codes' ? values.bins.filter((count) => count === 1).length : 0;
}

/** What the effects of healthy blocks come to. */
export function learnUsual(
  reference: WholeReference,
  { unit, times }: UsualSource,
  blocks: readonly BlockEffects[],
): Usual {
  const { yardstick, coarse } = reference;
  const whole = wholeOf(reference);
  const rows = harmonicMean(blocks.map((block) => block.rows));
  const rowsTogether = harmonicMean(
    blocks.flatMap((block) => (block.rowsTogether > 0 ? [block.rowsTogether] : [])),
  );
  const columns = coarse.map((bins, index): UsualColumn => {
    const sampling = samplingOfColumn(whole.columns[index]!, rows, index);
    const of = (name: (typeof columnEffects)[number]) =>
      learned(
        blocks.map((block) => block.columns[index]?.[name]),
        unit,
        isLargest(name) ? ofLargest(sampling[name]) : ofOne(sampling[name]),
      );
    return { bins, ...known(of) };
  });
  const coefficients = coefficientsIn(yardstick)(whole);
  const pairs = plannedPairs(yardstick).flatMap((pair, index) => {
    const changed = learned(
      blocks.map((block) => block.pairs[index]),
      unit,
      ofOne(squareOfCoefficient(coefficients[index] ?? Number.NaN) / rowsTogether),
    );
    return changed ? [{ key: pairKey(pair), changed }] : [];
  });
  const wavesWithout = unit === 'batch' ? [] : columnsOfTheirOwn(columns);
  const waves = learned(
    blocks.map((block) => block.wavesWithout(new Set(wavesWithout))),
    unit,
    ofLargest(squareOfWaves / rowsTogether),
  );
  const ofColumns = columns.reduce((sum, { bins: _, ...kept }) => sum + Object.values(kept).length, 0);
  const effects = ofColumns + pairs.length + (waves ? 1 : 0);
  if (effects === 0) return { status: 'none', reason: 'its columns have no values to compare' };
  return {
    status: 'known',
    unit,
    blocks: blocks.length,
    ...(times ? { times } : {}),
    rows,
    rowsTogether,
    effects,
    columns,
    pairs,
    ...(waves ? { waves } : {}),
    wavesWithout,
  };
}

/** Of one number, whose change is next to nothing in some blocks by chance: logarithms of that would spread wide, and call anything usual. */
function ofOne(sampling = 0): NatureOfEffects {
  return { sampling, offset: Math.max(leastOffset, Math.sqrt(sampling)) };
}

/** Of the largest of many numbers, some of which change in every block. */
function ofLargest(sampling = 0): NatureOfEffects {
  return { sampling, offset: leastOffset };
}

function isLargest(name: (typeof columnEffects)[number]): boolean {
  return name === 'gathered' || name === 'pile';
}

/** Where so many rows move from block to block, on average, a block has values of its own: a counter, a month. */
const mostShared = 0.6;

/** Columns that say which block a row is of: what others have together with them is another thing in each. */
function columnsOfTheirOwn(columns: readonly UsualColumn[]): number[] {
  return columns.flatMap(({ moved }, index) =>
    moved && moved.sum > mostShared * moved.blocks ? [index] : [],
  );
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
function learned(
  effects: readonly (number | undefined)[],
  unit: UsualUnit,
  nature: NatureOfEffects,
): Healthy | undefined {
  const found = effects.flatMap((effect) =>
    Number.isFinite(effect) && effect !== undefined ? [effect] : [],
  );
  if (found.length < fewestBlocks) return undefined;
  // A reference is what its owner takes for sound; of batches that merely came next one may not be.
  return healthyInOrder(unit === 'batch' ? withoutStray(found) : found, nature);
}
