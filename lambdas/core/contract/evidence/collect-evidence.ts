import { type NumberSpelling, numberParser } from '../../block/number-spelling.ts';
import { addCategories, foldCodes } from './add-codes.ts';
import { addEverything } from './add-everything.ts';
import { addVectors } from './add-lists.ts';
import { addBooleans, addNumbers, mostLookedAt } from './add-numbers.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { evidenceOf, type Found, noEvidence } from './found.ts';
import { oddTexts } from './odd-texts.ts';
import type { BlockCells, Reading } from './reading.ts';
import { addAbsent, withoutFaults } from './tally-states.ts';

/** A running {@link ColumnEvidence}. */
export interface EvidenceCollector {
  add(cells: BlockCells): void;
  /** @returns undefined where the reading is not the right one: the column has to be read as `everything` */
  evidence(): ColumnEvidence | undefined;
}

/**
 * Gathers what a column shows, block by block; in memory are at most `maximumDistinctKept` of its values.
 *
 * @param cells  whether the file's cells are texts, or have types of their own: a typed text that looks like a number is none
 */
export function collectEvidence(
  reading: Reading,
  cells: 'text' | 'typed',
  missingTokens: readonly string[],
  numbers: NumberSpelling = {},
): EvidenceCollector {
  const found = noEvidence(cells, numberParser(numbers));
  let failed = false;
  return {
    add(block) {
      if (failed) return;
      const columns = new Map(
        [...block.columns].map(([name, column]) => [name, withoutFaults(column, block)]),
      );
      const ok = addBlock(reading, found, { ...block, columns });
      failed = !ok || (reading !== 'category' && reading !== 'everything' && found.lookedAt > mostLookedAt);
    },
    evidence() {
      if (failed) return undefined;
      foldCodes(found);
      const evidence = evidenceOf(found, missingTokens);
      const isMixture =
        (reading === 'number' && !oddTexts(evidence, 'numbers')) ||
        (reading === 'timestamp' && !oddTexts(evidence, 'timestamps'));
      return isMixture ? undefined : evidence;
    },
  };
}

/** @returns whether the reading fits */
function addBlock(reading: Reading, found: Found, block: BlockCells): boolean {
  const [first] = block.columns.values();
  if (first === undefined) {
    addAbsent(found, block);
    return true;
  }
  switch (reading) {
    case 'number':
    case 'timestamp':
      return addNumbers(reading, found, first, block);
    case 'boolean':
      return addBooleans(found, first);
    case 'vector':
      return addVectors(found, first);
    case 'category':
      return addCategories(found, block);
    case 'everything':
      return addEverything(found, block);
    default:
      return reading satisfies never;
  }
}
