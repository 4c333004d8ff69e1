import { maximumDimension } from '../block/column-block.ts';
import type { ColumnEvidence, DeclaredType, NamedEvidence } from './evidence/column-evidence.ts';
import type { Kind } from './terms.ts';

/** Text with more distinct values than this share of the rows, and this number, is free text. */
const freeText = { share: 0.5, distinct: 200 } as const;

/** @returns undefined where no kind holds all cells */
export function kindOf(column: NamedEvidence, file: 'text' | 'typed'): Kind | undefined {
  const { evidence, declared, isCode = false } = column;
  const { present, cells, odd } = evidence;
  if (present === 0) return ofNothing(declared);
  if (cells.others > 0 || cells.infinite > 0) return undefined;
  if (dimensionOf(evidence) !== undefined) return 'vector';
  if (cells.booleans === present) return 'boolean';
  if (cells.numbers === present && !isCode) return ofNumbers(column);
  if (cells.timestamps === present) return 'timestamp';
  if (file === 'typed' && cells.lists > 0) return undefined;
  // What no kind holds but texts was counted as odd where it is one.
  if (odd.size === 0 && file === 'typed' && cells.texts > 0) return undefined;
  return ofTexts(evidence, file);
}

function ofNothing(declared: DeclaredType | undefined): Kind {
  switch (declared) {
    case 'float':
      return 'numeric';
    case 'integer':
    case 'boolean':
    case 'timestamp':
      return declared;
    case 'text':
    case undefined:
      return 'categorical';
    default:
      return declared satisfies never;
  }
}

/** Whole numbers are integers, unless the file says otherwise: other numbers of it may have fractions. */
function ofNumbers({ evidence, declared, isWrittenAsFraction = false }: NamedEvidence): Kind {
  const isFraction = !evidence.numbers.whole || declared === 'float' || isWrittenAsFraction;
  return isFraction ? 'numeric' : 'integer';
}

/** Categories hold whatever is plain; free text is text alone, and only it holds a text of any length. */
function ofTexts({ present, cells, distinct, complete, long }: ColumnEvidence, file: 'text' | 'typed'): Kind {
  const isText = file === 'text' || (cells.numbers === 0 && cells.booleans === 0);
  const isFree = !complete || distinct.size > Math.max(freeText.distinct, freeText.share * present);
  return isText && (isFree || long) ? 'text' : 'categorical';
}

/** The length of the lists of numbers, where all cells are such and all have the same. */
export function dimensionOf({ present, cells, lengths }: ColumnEvidence): number | undefined {
  const [length = 0] = lengths.keys();
  const isVector = cells.lists === present && lengths.size === 1 && length > 0 && length <= maximumDimension;
  return isVector ? length : undefined;
}
