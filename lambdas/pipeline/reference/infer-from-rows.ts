import { type ColumnBlock, rowFault } from '../../core/block/column-block.ts';
import type { ColumnRequest } from '../../core/block/column-request.ts';
import type { NumberSpelling } from '../../core/block/number-spelling.ts';
import { lacksHeader } from '../../core/contract/check/check-columns.ts';
import { defaultMissingTokens } from '../../core/contract/contract.ts';
import type { CsvRules } from '../../core/contract/csv-rules.ts';
import type { DraftNote } from '../../core/contract/draft-notes.ts';
import { collectEvidence, type EvidenceCollector } from '../../core/contract/evidence/collect-evidence.ts';
import type { ColumnEvidence, NamedEvidence } from '../../core/contract/evidence/column-evidence.ts';
import { namesLookLikeRow } from '../../core/contract/evidence/names-look-like-row.ts';
import { decodingsOf, type Reading } from '../../core/contract/evidence/reading.ts';
import { type InferredContract, inferContract } from '../../core/contract/infer-contract.ts';
import { quoteFound } from '../../core/contract/violation.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { type FaultyRow, faultNotes, nothingRead } from './faulty-rows.ts';
import { type SpelledNumbers, spelledNumbers } from './spelled-numbers.ts';

/** A draft, and what of the file could not be read for it. */
export interface InferredRows extends InferredContract {
  readonly faultyRows: number;
  /** Texts of the first such rows. */
  readonly faults: readonly string[];
}

/** Rows that can't be read and are looked at. */
const mostFaults = 100;

/**
 * Drafts a contract from all rows of a file. Its first block is looked at as everything that a column can be; then each column
 * is read as what it seems to be, and again as everything where that turned out wrong.
 *
 * @param csv  how the file is written, where that is not as usual
 * @throws UnreadableBatchError when the file can't be read, or nothing of it
 */
export async function inferFromRows(opened: OpenBatch, csv: CsvRules = {}): Promise<InferredRows> {
  const batch = { ...opened, numbers: csv };
  const names = batch.columnNames;
  const head = await readEvidence(batch, new Map(names.map((name) => [name, 'everything'])), 'head');
  const { fractions, codes } = head.spelled;
  const guessed = new Map(
    names.map((name) => [name, codes.has(name) ? 'category' : guess(head.evidence.get(name), batch)]),
  );
  const { evidence, rows, faultyRows, faults } = await readEvidence(batch, guessed, 'all');
  if (rows === faultyRows) throw nothingRead(rows, faults[0]);
  const again = names.filter((name) => evidence.get(name) === undefined);
  if (again.length > 0) {
    const whole = await readEvidence(batch, new Map(again.map((name) => [name, 'everything'])), 'all');
    for (const [name, found] of whole.evidence) evidence.set(name, found);
  }
  const columns = names.flatMap((name) => {
    const found = evidence.get(name);
    if (!found) return [];
    return [
      {
        name,
        evidence: found,
        declared: batch.declared?.get(name),
        isWrittenAsFraction: fractions.has(name),
        isCode: codes.has(name),
        isIndex: batch.indexColumns?.includes(name) ?? false,
      },
    ];
  });
  const inferred = inferContract(columns, { cells: batch.cells, csv });
  if (inferred) {
    const notes = [
      ...headerNotes(batch, columns),
      ...faultNotes(faultyRows, rows, faults[0]),
      ...inferred.notes,
    ];
    return { ...inferred, notes, faultyRows, faults: faults.map(({ text }) => text) };
  }
  throw new UnreadableBatchError(
    'unreadable',
    `No column of the file holds values that can be compared (numbers, texts, booleans, times, lists of as many numbers): ${quoteFound(names.join(', '))}.`,
  );
}

/** The names of a file without a header line are its first row. */
function headerNotes({ cells }: OpenBatch, columns: readonly NamedEvidence[]): readonly DraftNote[] {
  if (cells !== 'text' || !namesLookLikeRow(columns)) return [];
  if (lacksHeader(columns.map(({ name }) => name)))
    return [{ sentence: 'all names of columns are numbers: has the file a header line?' }];
  const names = quoteFound(columns.map(({ name }) => name).join(', '));
  return [{ sentence: `the names of the columns look like a row (${names}): has the file a header line?` }];
}

/** A file, and how its numbers are written. */
interface ReadBatch extends OpenBatch {
  readonly numbers: NumberSpelling;
}

interface ReadEvidence {
  /** By name; undefined where the column is to be read as everything. */
  readonly evidence: Map<string, ColumnEvidence | undefined>;
  readonly rows: number;
  readonly faultyRows: number;
  /** The first ones. */
  readonly faults: readonly FaultyRow[];
  /** Of the first block, where that alone was read. */
  readonly spelled: SpelledNumbers;
}

/** @param extent  all rows, or those of the first block that has one */
async function readEvidence(
  batch: ReadBatch,
  readings: ReadonlyMap<string, Reading>,
  extent: 'head' | 'all',
): Promise<ReadEvidence> {
  const columns = [...readings].map(([name, reading]) => columnReader(name, reading, batch));
  const requests = columns.flatMap(({ requests }) => requests);
  let spelled: SpelledNumbers = { fractions: new Set(), codes: new Set() };
  let [rows, faultyRows] = [0, 0];
  const faults: FaultyRow[] = [];
  const spelling = { missingTokens: defaultMissingTokens, csv: batch.numbers };
  for await (const block of batch.blocks(requests, spelling)) {
    rows += block.rowCount;
    for (let row = 0; row < block.rowCount; row++) {
      if (block.faults[row] === rowFault.none) continue;
      faultyRows++;
      if (faults.length >= mostFaults) continue;
      faults.push({ row: block.firstRow + row + 1, text: block.raw(row).text, fault: block.faults[row]! });
    }
    let from = 0;
    for (const column of columns) from = column.add(block, from);
    if (extent === 'all') continue;
    spelled = spelledNumbers(block, placesOf(columns), batch, batch.numbers.decimal);
    break;
  }
  const evidence = new Map(columns.map(({ name, collector }) => [name, collector.evidence()]));
  return { evidence, rows, faultyRows, faults, spelled };
}

/** Which of a block's columns is the first that is read for each name. */
function placesOf(columns: readonly ColumnReader[]): ReadonlyMap<string, number> {
  let next = 0;
  return new Map(
    columns.map(({ name, requests }) => {
      const place = next;
      next += requests.length;
      return [name, place];
    }),
  );
}

interface ColumnReader {
  readonly name: string;
  readonly requests: readonly ColumnRequest[];
  readonly collector: EvidenceCollector;
  /** Adds a block's columns from a place on. @returns the place behind them */
  readonly add: (block: ColumnBlock, from: number) => number;
}

function columnReader(name: string, reading: Reading, { cells, numbers }: ReadBatch): ColumnReader {
  const decodings = decodingsOf(reading, cells);
  const collector = collectEvidence(reading, cells, defaultMissingTokens, numbers);
  return {
    name,
    requests: decodings.map((decoding) => ({ name, decoding })),
    collector,
    add: ({ rowCount, columns, faults, raw }, from) => {
      const found = decodings.flatMap((decoding, index) => {
        const column = columns[from + index];
        return column ? [[decoding, column] as const] : [];
      });
      collector.add({ rows: rowCount, columns: new Map(found), faults, raw: (row) => raw(row).cells[from] });
      return from + decodings.length;
    },
  };
}

/** Whole numbers beyond this are told apart by their texts alone: 2^53. */
const exactLimit = Number.MAX_SAFE_INTEGER;

/** What most cells of a column are. */
function guess(head: ColumnEvidence | undefined, { cells: file }: OpenBatch): Reading {
  if (!head || head.present === 0) return 'category';
  const { cells, numbers, present, long } = head;
  const most = (count: number) => 2 * count > present;
  if (cells.others > 0 || long) return 'everything';
  if (most(cells.numbers)) {
    const isExact = !numbers.whole || Math.max(-(numbers.min ?? 0), numbers.max ?? 0) <= exactLimit;
    if (isExact) return 'number';
    return file === 'text' ? 'category' : 'everything';
  }
  if (most(cells.lists)) return 'vector';
  if (cells.booleans === present) return file === 'text' ? 'category' : 'boolean';
  if (most(cells.timestamps)) return 'timestamp';
  return 'category';
}
