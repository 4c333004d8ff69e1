import { cellState } from '../../block/column-block.ts';
import { timeFormatParser } from '../../block/time-format.ts';
import type { CellCounts, ColumnEvidence, NearNumbers } from './column-evidence.ts';
import { collectNumberEvidence } from './number-evidence.ts';
import { textFormats } from './written-times.ts';

/** In place of a state: the row could not be split. */
export const skipped = 255;

/** What was found so far. */
export interface Found {
  readonly isText: boolean;
  /** Reads the numbers of text cells. */
  readonly parseNumber: (text: string) => number | undefined;
  readonly tally: Float64Array;
  readonly counts: { -readonly [Name in keyof CellCounts]: number };
  readonly numbers: ReturnType<typeof collectNumberEvidence>;
  readonly lengths: Map<number, number>;
  readonly odd: Map<string, number>;
  readonly infinite: Map<string, number>;
  readonly near: { -readonly [Name in keyof NearNumbers]: number };
  readonly distinct: Map<string, number>;
  /** By which all texts so far are times. */
  formats: readonly { readonly format: string; readonly parse: (text: string) => number | undefined }[];
  /** Codes that were counted, and not yet looked at: of one dictionary, which grows from block to block. */
  readonly pending: { dictionary: readonly string[]; counts: Float64Array };
  complete: boolean;
  unique: boolean;
  longest: number;
  long: boolean;
  lookedAt: number;
  /** Whether values were counted as texts, not as numbers alone. */
  byTexts: boolean;
  /** Whether all values are texts, so that looking at each says what its cells are. */
  areTexts: boolean;
}

const textFormatParsers = textFormats.map((format) => ({ format, parse: timeFormatParser(format) }));

/** Before the first cell. */
export function noEvidence(cells: 'text' | 'typed', parseNumber: Found['parseNumber']): Found {
  return {
    isText: cells === 'text',
    parseNumber,
    tally: new Float64Array(256),
    counts: { numbers: 0, timestamps: 0, booleans: 0, lists: 0, texts: 0, infinite: 0, others: 0 },
    numbers: collectNumberEvidence(),
    lengths: new Map(),
    odd: new Map(),
    infinite: new Map(),
    near: { texts: 0, blanks: 0, separators: 0, units: 0 },
    distinct: new Map(),
    formats: textFormatParsers,
    pending: { dictionary: [], counts: new Float64Array(256) },
    complete: true,
    unique: true,
    longest: 0,
    long: false,
    lookedAt: 0,
    byTexts: false,
    areTexts: cells === 'text',
  };
}

/** What that says of the column; its codes must have been looked at. */
export function evidenceOf(found: Found, missingTokens: readonly string[]): ColumnEvidence {
  const { tally, counts, numbers, lengths, odd, near, distinct, byTexts } = found;
  const missingAs = new Map<string, number>();
  for (let state: number = cellState.missing; state < skipped; state++) {
    const token = missingTokens[state - cellState.missing] ?? '';
    if (tally[state]! > 0) missingAs.set(token, (missingAs.get(token) ?? 0) + tally[state]!);
  }
  const ofNumbers = numbers.evidence();
  return {
    present: Object.values(counts).reduce((sum, count) => sum + count, 0),
    missing: [...missingAs.values()].reduce((sum, count) => sum + count, 0),
    missingAs,
    cells: { ...counts },
    numbers: ofNumbers,
    lengths,
    odd,
    infinite: found.infinite,
    near: { ...near },
    longest: found.longest,
    formats: counts.texts > 0 ? found.formats.map(({ format }) => format) : [],
    long: found.long,
    distinct,
    complete: found.complete,
    unique: byTexts ? found.unique : ofNumbers.unique && counts.numbers > 0,
  };
}
