import { parseBoolean, parseNumber, parseTimestamp, parseVector } from '../block/cell-grammar.ts';
import { type CodeColumn, type Column, cellState, type RawCell } from '../block/column-block.ts';
import type { Decoding } from '../block/column-request.ts';
import { collectNumberEvidence, maximumDistinctKept, type NumberEvidence } from './number-evidence.ts';
import { mostOdd, oddTexts } from './odd-texts.ts';

/** What the present cells of a column are, each counted once. */
export interface CellCounts {
  readonly numbers: number;
  readonly timestamps: number;
  readonly booleans: number;
  /** Lists of finite numbers. */
  readonly lists: number;
  /** All other texts; of cells with types of their own all texts but timestamps. */
  readonly texts: number;
  /** Numbers that are not finite. */
  readonly infinite: number;
  /** What no kind of column holds: objects, lists of other things, bytes that are no text. */
  readonly others: number;
}

/** Numbers that a text would be if it were written otherwise. */
export interface NearNumbers {
  /** `" 5"` */
  readonly blanks: number;
  /** `1,234.5`, `1.234,5` or `5,5` */
  readonly separators: number;
}

/** What a column of a reference showed, over all rows that could be split. */
export interface ColumnEvidence {
  readonly present: number;
  readonly missing: number;
  /** Missing cells by the missing token that stands there; absent cells and nulls as the empty text. */
  readonly missingAs: ReadonlyMap<string, number>;
  readonly cells: CellCounts;
  readonly numbers: NumberEvidence;
  /** How many lists there are of each length. */
  readonly lengths: ReadonlyMap<number, number>;
  /** Texts that are neither a number nor a time, a boolean or a list; complete while no more than `mostOdd`. */
  readonly odd: ReadonlyMap<string, number>;
  /** Numbers that are not finite, of cells with types of their own: `Infinity` and `-Infinity`. */
  readonly infinite: ReadonlyMap<string, number>;
  readonly near: NearNumbers;
  /** Of the longest text, in characters (Unicode code points). */
  readonly longest: number;
  /** Whether a text is longer than a category may be. */
  readonly long: boolean;
  /** How often each value was seen, at most `maximumDistinctKept` of them; empty where numbers alone were read. */
  readonly distinct: ReadonlyMap<string, number>;
  /** Whether those are all. */
  readonly complete: boolean;
  /** Whether no value was seen twice, as far as they were kept. */
  readonly unique: boolean;
}

/** What a file itself says of the values of a column, whatever they look like. */
export type DeclaredType = 'float' | 'integer' | 'boolean' | 'timestamp' | 'text';

/** A column of a reference. */
export interface NamedEvidence {
  readonly name: string;
  readonly evidence: ColumnEvidence;
  readonly declared?: DeclaredType | undefined;
  /** Whether numbers are written with a point although they are whole: `5.0`. */
  readonly isWrittenAsFraction?: boolean;
  /** Whether the program that wrote the file numbered its rows in it. */
  readonly isIndex?: boolean;
}

/**
 * How a column is read. `number`, `timestamp`, `boolean` and `vector` take cells for what nearly all of a column's are, and
 * give up where they are not; `everything` is for any column.
 */
export type Reading = 'number' | 'timestamp' | 'boolean' | 'vector' | 'category' | 'everything';

/** The decodings that a reading looks at, in the order of its columns. */
export function decodingsOf(reading: Reading, cells: 'text' | 'typed'): readonly Decoding[] {
  switch (reading) {
    case 'category':
      return cells === 'text' ? ['category'] : ['category', 'text'];
    case 'everything':
      return cells === 'text'
        ? ['category', 'text', 'vector']
        : ['category', 'text', 'vector', 'number', 'boolean', 'timestamp'];
    default:
      return [reading];
  }
}

/** The cells of one column in one block. */
export interface BlockCells {
  readonly rows: number;
  /** By decoding; empty where the file has no such column yet. */
  readonly columns: ReadonlyMap<Decoding, Column>;
  /** Not 0 where a row could not be split. */
  readonly faults: Uint8Array;
  /** Slow: for cells that are no numbers. */
  readonly raw: (row: number) => RawCell;
}

/** A running {@link ColumnEvidence}. */
export interface EvidenceCollector {
  add(cells: BlockCells): void;
  /** @returns undefined where the reading is not the right one: the column has to be read as `everything` */
  evidence(): ColumnEvidence | undefined;
}

/** In place of a state: the row could not be split. */
const skipped = 255;

/** Cells that are no numbers are looked at one by one up to this many: more are no oddity. */
const mostLookedAt = 20_000;

/**
 * Gathers what a column shows, block by block; in memory are at most {@link maximumDistinctKept} of its values.
 *
 * @param cells  whether the file's cells are texts, or have types of their own: a typed text that looks like a number is none
 */
export function collectEvidence(
  reading: Reading,
  cells: 'text' | 'typed',
  missingTokens: readonly string[],
): EvidenceCollector {
  const found = noEvidence(cells);
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

/** What was found so far. */
interface Found {
  readonly isText: boolean;
  readonly tally: Float64Array;
  readonly counts: { -readonly [Name in keyof CellCounts]: number };
  readonly numbers: ReturnType<typeof collectNumberEvidence>;
  readonly lengths: Map<number, number>;
  readonly odd: Map<string, number>;
  readonly infinite: Map<string, number>;
  readonly near: { -readonly [Name in keyof NearNumbers]: number };
  readonly distinct: Map<string, number>;
  readonly pending: PendingCodes;
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

function noEvidence(cells: 'text' | 'typed'): Found {
  return {
    isText: cells === 'text',
    tally: new Float64Array(256),
    counts: { numbers: 0, timestamps: 0, booleans: 0, lists: 0, texts: 0, infinite: 0, others: 0 },
    numbers: collectNumberEvidence(),
    lengths: new Map(),
    odd: new Map(),
    infinite: new Map(),
    near: { blanks: 0, separators: 0 },
    distinct: new Map(),
    pending: pendingCodes(),
    complete: true,
    unique: true,
    longest: 0,
    long: false,
    lookedAt: 0,
    byTexts: false,
    areTexts: cells === 'text',
  };
}

function evidenceOf(found: Found, missingTokens: readonly string[]): ColumnEvidence {
  foldCodes(found);
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
    long: found.long,
    distinct,
    complete: found.complete,
    unique: byTexts ? found.unique : ofNumbers.unique && counts.numbers > 0,
  };
}

/** The states of faulty rows, whose cells are all unparsable, say nothing of the column. */
function withoutFaults(column: Column, { rows, faults }: BlockCells): Column {
  if (!faults.some((fault) => fault !== 0)) return column;
  const states = Uint8Array.from(column.states);
  for (let row = 0; row < rows; row++) if (faults[row] !== 0) states[row] = skipped;
  return { ...column, states };
}

function addAbsent({ tally }: Found, { rows, faults }: BlockCells): void {
  for (let row = 0; row < rows; row++) if (faults[row] === 0) tally[cellState.missing]!++;
}

/** Counts the states of a block. @returns how many cells are unparsable */
function tallyStates({ tally }: Found, states: Uint8Array): number {
  const before = tally[cellState.unparsable]!;
  const rows = states.length;
  let other = 0;
  for (let row = 0; row < rows; row++) other |= states[row]!;
  if (other === cellState.present) return 0;
  for (let row = 0; row < rows; row++) tally[states[row]!]!++;
  return tally[cellState.unparsable]! - before;
}

function addNumbers(
  reading: 'number' | 'timestamp',
  found: Found,
  column: Column,
  { raw }: BlockCells,
): boolean {
  if (column.type !== 'numbers') return false;
  const { values, states } = column;
  const unparsable = tallyStates(found, states);
  const present = countPresent(states);
  found.counts[reading === 'number' ? 'numbers' : 'timestamps'] += present;
  if (reading === 'number') found.numbers.add(values, states);
  if (unparsable === 0) return true;
  found.lookedAt += unparsable;
  if (found.lookedAt > mostLookedAt) return false;
  for (let row = 0; row < states.length; row++) {
    if (states[row] !== cellState.unparsable) continue;
    const cell = raw(row);
    if (typeof cell === 'number' && reading === 'number') addInfinite(found, cell);
    else if (typeof cell === 'string' && !isOtherwise(cell, reading, found.isText)) addText(found, cell, 1);
    else return false;
  }
  return found.odd.size < mostOdd;
}

/** Whether a text of a file of texts is a value of another kind: then the column is a mixture. */
function isOtherwise(text: string, reading: 'number' | 'timestamp', isText: boolean): boolean {
  if (!isText) return false;
  const isOther = reading === 'number' ? parseTimestamp(text) : parseNumber(text);
  return isOther !== undefined || parseBoolean(text) !== undefined || parseVector(text) !== undefined;
}

function countPresent(states: Uint8Array): number {
  const rows = states.length;
  let present = 0;
  for (let row = 0; row < rows; row++) present += +(states[row] === cellState.present);
  return present;
}

function addBooleans(found: Found, { states }: Column): boolean {
  found.counts.booleans += countPresent(states);
  return tallyStates(found, states) === 0;
}

function addVectors(found: Found, column: Column): boolean {
  if (column.type !== 'vectors' || tallyStates(found, column.states) > 0) return false;
  for (let row = 0; row < column.states.length; row++)
    if (column.states[row] === cellState.present) addList(found, column.lengths[row]!, 1);
  return true;
}

function addList({ counts, lengths }: Found, length: number, times: number): void {
  counts.lists += times;
  lengths.set(length, (lengths.get(length) ?? 0) + times);
}

/** Texts by their codes. Typed ones must be texts indeed. */
function addCategories(found: Found, { columns }: BlockCells): boolean {
  const column = columns.get('category');
  const texts = columns.get('text');
  if (column?.type !== 'codes' || tallyStates(found, column.states) > 0) return false;
  if (texts?.states.includes(cellState.unparsable)) return false;
  found.areTexts = true;
  countCodes(found, column);
  return true;
}

/** Codes that were counted, and not yet looked at: of one dictionary, which grows from block to block. */
interface PendingCodes {
  dictionary: readonly string[];
  counts: Float64Array;
}

function pendingCodes(): PendingCodes {
  return { dictionary: [], counts: new Float64Array(256) };
}

function countCodes(found: Found, { codes, states, dictionary }: CodeColumn): void {
  found.byTexts = true;
  const { pending } = found;
  if (pending.dictionary !== dictionary) foldCodes(found);
  pending.dictionary = dictionary;
  if (pending.counts.length < dictionary.length) {
    const larger = new Float64Array(2 * dictionary.length);
    larger.set(pending.counts);
    pending.counts = larger;
  }
  addCodes(pending.counts, codes, states);
}

function addCodes(counts: Float64Array, codes: Uint32Array, states: Uint8Array): void {
  const rows = states.length;
  for (let row = 0; row < rows; row++) if (states[row] === cellState.present) counts[codes[row]!]!++;
}

/** Looks at each value of a dictionary once. */
function foldCodes(found: Found): void {
  const { dictionary, counts } = found.pending;
  for (let code = 0; code < dictionary.length; code++)
    if (counts[code]! > 0) addValue(found, dictionary[code]!, counts[code]!);
  found.pending.dictionary = [];
  counts.fill(0);
}

function addValue(found: Found, text: string, times: number): void {
  const { distinct } = found;
  const known = distinct.get(text);
  if (known !== undefined || times > 1) found.unique = false;
  if (known !== undefined || distinct.size < maximumDistinctKept) distinct.set(text, (known ?? 0) + times);
  else found.complete = false;
  if (found.isText) addReading(found, text, times);
  else if (found.areTexts && parseTimestamp(text) === undefined) addText(found, text, times);
  else {
    if (found.areTexts) found.counts.timestamps += times;
    measure(found, text);
  }
}

/** What a text of a file of texts is. */
function addReading(found: Found, text: string, times: number): void {
  const { counts } = found;
  const number = parseNumber(text);
  const length = number === undefined ? parseVector(text)?.length : undefined;
  if (number !== undefined) {
    counts.numbers += times;
    found.numbers.addOne(number, times);
  } else if (length !== undefined) addList(found, length, times);
  else if (parseTimestamp(text) !== undefined) counts.timestamps += times;
  else if (parseBoolean(text) !== undefined) counts.booleans += times;
  else addText(found, text, times);
  measure(found, text);
}

function addText(found: Found, text: string, times: number): void {
  const { counts, odd, near } = found;
  counts.texts += times;
  const known = odd.get(text);
  if (known !== undefined || odd.size < mostOdd) odd.set(text, (known ?? 0) + times);
  const nearly = nearNumber(text);
  if (nearly) near[nearly] += times;
  measure(found, text);
}

/** By the names that readers have for infinities among missing tokens. */
function addInfinite({ counts, infinite }: Found, value: number): void {
  counts.infinite++;
  infinite.set(String(value), (infinite.get(String(value)) ?? 0) + 1);
}

function nearNumber(text: string): keyof NearNumbers | undefined {
  if (!/^[ \t\u00a0+\-\d]/.test(text) || text.length > 40) return undefined;
  if (parseNumber(text.trim()) !== undefined) return 'blanks';
  const isSeparated =
    /^[+-]?\d{1,3}(?:[,'\u00a0\u202f ]\d{3})+(?:\.\d+)?$/.test(text) ||
    /^[+-]?\d{1,3}(?:[.'\u00a0\u202f ]\d{3})*,\d+$/.test(text);
  return isSeparated ? 'separators' : undefined;
}

function measure(found: Found, text: string): void {
  if (text.length > found.longest) found.longest = Math.max(found.longest, [...text].length);
}

/** Every cell by all decodings that may hold it. */
function addEverything(found: Found, { columns, rows, raw }: BlockCells): boolean {
  const [codes, texts, vectors] = [columns.get('category'), columns.get('text'), columns.get('vector')];
  if (codes?.type !== 'codes' || texts?.type !== 'texts' || vectors?.type !== 'vectors') return false;
  const typed = (['number', 'boolean', 'timestamp'] as const).map((decoding) => columns.get(decoding));
  const [numbers, booleans, timestamps] = typed.map((column) => column?.states);
  const values = columns.get('number');
  if (values?.type === 'numbers') found.numbers.add(values.values, values.states);
  const { counts, tally } = found;
  for (let row = 0; row < rows; row++) {
    const state = codes.states[row]!;
    const ofVector = vectors.states[row]!;
    if (state >= cellState.missing) tally[state]!++;
    else if (ofVector >= cellState.missing) tally[ofVector]!++;
    else if (ofVector === cellState.present) addList(found, vectors.lengths[row]!, 1);
    else if (numbers?.[row] === cellState.present) counts.numbers++;
    else if (booleans?.[row] === cellState.present) counts.booleans++;
    else if (timestamps?.[row] === cellState.present) counts.timestamps++;
    else if (texts.states[row] === cellState.present && (state !== cellState.present || !found.isText))
      addLongText(found, texts.at(row), state !== cellState.present);
    else if (state !== cellState.present) {
      const cell = raw(row);
      if (typeof cell === 'number') addInfinite(found, cell);
      else counts.others++;
    }
  }
  countCodes(found, withoutLists(codes, vectors.states));
  return true;
}

/** Lists that were counted as such are no texts as well. */
function withoutLists(column: CodeColumn, vectors: Uint8Array): CodeColumn {
  if (!vectors.includes(cellState.present)) return column;
  const states = column.states.map((state, row) => (vectors[row] === cellState.present ? skipped : state));
  return { ...column, states };
}

function addLongText(found: Found, text: string, isLong: boolean): void {
  found.long ||= isLong;
  found.byTexts = true;
  addText(found, text, 1);
}
