import type { ColumnBlock } from '../../block/column-block.ts';
import { collectNumbers } from '../../columns/collect-bins.ts';
import type { ColumnBins, NumberBins } from '../../columns/reference-bins.ts';
import type { ColumnContract } from '../../contract/contract.ts';
import { badBelow } from './bad-times.ts';
import { hours, weekdays } from './clock.ts';
import { deriveColumns } from './derive-columns.ts';
import { shareSteps } from './derive-texts.ts';
import type { DerivedColumn, DerivedPlan } from './plan.ts';
import { comparesTimes, planDerived } from './plan-derived.ts';
import { collectVocabulary, maximumVocabulary, type Vocabulary } from './vocabulary.ts';

/** Cut points of a derived column at most: its tests are exact, or within a thousandth of it. */
const maximumDerivedCuts = 1025;

/** Over all columns together: distinct numbers kept while cuts are looked for, 32 bytes each; words counted; words known. */
const together = { numbers: 1_048_576, counted: 4_194_304, known: 100_000 } as const;

/** Words of one column that are counted at once. */
const mostCounted = 131_072;

/** What is derived of a reference's rows. */
export interface DerivedReference {
  /** For batches. */
  readonly plan: DerivedPlan;
  /** For the reference's own rows, which are measured by the others: see `collectVocabulary`. */
  readonly ofReference: DerivedPlan;
  /** One for each column of the plan. */
  readonly bins: readonly ColumnBins[];
}

/** Finds the bins of a reference's derived columns, fed block by block. */
export interface DerivedCollector {
  /** @param refused  1 where the row broke the contract */
  add(block: ColumnBlock, refused: Uint8Array): void;
  derived(): DerivedReference;
}

interface Collected {
  readonly derived: DerivedColumn;
  readonly numbers: ReturnType<typeof collectNumbers> | undefined;
  readonly words: ReturnType<typeof collectVocabulary> | undefined;
}

/** @param receivedAtMs  when the reference arrived, in milliseconds since 1970 UTC */
export function collectDerived(
  columns: readonly ColumnContract[],
  receivedAtMs: number | undefined,
): DerivedCollector {
  const plan = planDerived(columns);
  const collected = collectedOf(plan, columns);
  const derive = deriveColumns(plan, {
    contractColumns: columns.length,
    receivedAtMs,
    // The first pass only counts words: what share of them is known comes after it.
    unknownShareOf: (derived) => {
      const words = collected.find((one) => one.derived === derived)?.words;
      return (text) => {
        words?.add(text);
        return Number.NaN;
      };
    },
  });
  const vocabularies = plan.filter(({ feature }) => feature === 'unknown-words').length;
  const known = Math.min(maximumVocabulary, Math.floor(together.known / Math.max(1, vocabularies)));
  return {
    add(block, refused) {
      const all = derive(block, refused).columns;
      for (const [index, { numbers }] of collected.entries()) {
        const column = numbers && all[columns.length + index];
        if (column) numbers.add(column, refused);
      }
    },
    derived() {
      const found = collected.flatMap((one) => {
        const words = one.words?.vocabulary(known);
        // Without a word to know, all are unknown in every text: that says nothing.
        return words?.ofBatches.length === 0 ? [] : [{ ...one, vocabulary: words }];
      });
      return {
        plan: found.map(({ derived, vocabulary }) => withVocabulary(derived, vocabulary, 'ofBatches')),
        ofReference: found.map(({ derived, vocabulary }) =>
          withVocabulary(derived, vocabulary, 'ofReference'),
        ),
        bins: found.map(({ derived, numbers }) => binsOf(derived, numbers?.bins())),
      };
    },
  };
}

function collectedOf(plan: DerivedPlan, columns: readonly ColumnContract[]): readonly Collected[] {
  const isCollected = ({ column, feature }: DerivedColumn) =>
    feature === 'length' ||
    feature === 'component' ||
    feature === 'norm' ||
    feature === 'gap' ||
    (feature === 'lag' && comparesTimes(columns[column]!));
  const texts = plan.filter(({ feature }) => feature === 'unknown-words').length;
  const numbers = Math.floor(together.numbers / Math.max(1, plan.filter(isCollected).length));
  const words = 2 ** Math.floor(Math.log2(together.counted / Math.max(1, texts)));
  return plan.map((derived) => ({
    derived,
    numbers: isCollected(derived)
      ? collectNumbers(Math.min(65_536, Math.max(numbers, 4 * maximumDerivedCuts)), maximumDerivedCuts)
      : undefined,
    words: derived.feature === 'unknown-words' ? collectVocabulary(Math.min(mostCounted, words)) : undefined,
  }));
}

function withVocabulary(
  derived: DerivedColumn,
  vocabulary: Vocabulary | undefined,
  whose: keyof Vocabulary,
): DerivedColumn {
  return vocabulary ? { ...derived, vocabulary: [...vocabulary[whose]] } : derived;
}

function binsOf(derived: DerivedColumn, collected: ColumnBins | undefined): ColumnBins {
  switch (derived.feature) {
    case 'letters':
    case 'digits':
    case 'spaces':
    case 'non-ascii':
    case 'unknown-words':
      return allOf(shares);
    case 'hour':
      return allOf(hours);
    case 'weekday':
      return allOf(weekdays);
    case 'length':
    case 'component':
    case 'norm':
    case 'lag':
    case 'gap':
      return withCut(collected, badBelow(derived));
    default:
      return derived.feature satisfies never;
  }
}

const shares = Array.from({ length: shareSteps + 1 }, (_, step) => step / shareSteps);

/** Every value that there can be is a cut point. */
function allOf(values: readonly number[]): NumberBins {
  return { type: 'numbers', cuts: [...values], exact: true, center: 0, derived: true };
}

/** Bins that tell values on either side of a number apart. Without collected ones there is no other cut point. */
function withCut(collected: ColumnBins | undefined, cut: number | undefined): NumberBins {
  const none: NumberBins = { type: 'numbers', cuts: [], exact: false, center: 0 };
  const bins = { ...(collected?.type === 'numbers' ? collected : none), derived: true as const };
  if (cut === undefined || bins.cuts.includes(cut)) return bins;
  return { ...bins, cuts: [...bins.cuts, cut].sort((a, b) => a - b) };
}
