/** Spellings that are kept of cells that are no numbers. */
export const mostOdd = 50;

/** Texts that programs and people write where they have no number or no time. */
const known =
  /^(?:[\s?*._-]*|n\/?a|n\.a\.?|<na>|nan|nat|null|nil|none|missing|unknown|undefined|empty|not available|no data|\\n|#?(?:div\/0|value|ref|num|n\/a|null|name)[!?]?|[+-]?inf(?:inity)?|0000-00-00(?: 00:00:00)?)$/i;

/** Of a column's cells at most so many may be odd: texts that are known, others, and how many of those. */
const most = { ofKnown: 0.5, ofOthers: 0.005, spellings: 10 } as const;

/** Of the evidence of a column what tells its odd texts. */
interface CellsWithOdd {
  readonly present: number;
  readonly cells: {
    readonly numbers: number;
    readonly timestamps: number;
    readonly texts: number;
    readonly infinite: number;
  };
  readonly odd: ReadonlyMap<string, number>;
  readonly infinite: ReadonlyMap<string, number>;
}

/** A column with fewer numbers or times is none of them if it has anything else. */
const leastRegular = 10;

/**
 * The texts that stand among numbers or times in a column nearly all of whose cells are such, and infinities by their names: they
 * can be taken for missing.
 *
 * @returns none where all cells are regular, undefined where too many are not
 */
export function oddTexts(
  { present, cells, odd, infinite }: CellsWithOdd,
  regular: 'numbers' | 'timestamps',
): readonly string[] | undefined {
  if (cells[regular] === present) return [];
  const notRegular = cells.texts + (regular === 'numbers' ? cells.infinite : 0);
  if (cells[regular] + notRegular !== present || cells[regular] < leastRegular) return undefined;
  const texts = [...odd.keys(), ...infinite.keys()];
  const others = [...odd].filter(([text]) => !known.test(text));
  const ofOthers = others.reduce((sum, [, count]) => sum + count, 0);
  const isFew =
    odd.size < mostOdd &&
    notRegular <= most.ofKnown * present &&
    (ofOthers <= 1 || ofOthers <= most.ofOthers * present) &&
    others.length <= most.spellings;
  return isFew && texts.every((text) => text.length <= maximumTokenLength) ? texts : undefined;
}

/** A missing token of more characters is none that somebody would write into a contract. */
const maximumTokenLength = 60;
