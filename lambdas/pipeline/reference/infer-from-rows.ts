import { type ColumnBlock, rowFault } from '../../core/block/column-block.ts';
import type { ColumnRequest } from '../../core/block/column-request.ts';
import { lacksHeader } from '../../core/contract/check/check-columns.ts';
import { defaultMissingTokens } from '../../core/contract/contract.ts';
import type { DraftNote } from '../../core/contract/draft-notes.ts';
import { collectEvidence, type EvidenceCollector } from '../../core/contract/evidence/collect-evidence.ts';
import type { ColumnEvidence, NamedEvidence } from '../../core/contract/evidence/column-evidence.ts';
import { namesLookLikeRow } from '../../core/contract/evidence/names-look-like-row.ts';
import { decodingsOf, type Reading } from '../../core/contract/evidence/reading.ts';
import { type InferredContract, inferContract } from '../../core/contract/infer-contract.ts';
import { quoteFound } from '../../core/contract/violation.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { type SpelledNumbers, spelledNumbers } from './spelled-numbers.ts';

/**
 * Drafts a contract from all rows of a file. Its first block is looked at as everything that a column can be; then each column
 * is read as what it seems to be, and again as everything where that turned out wrong.
 *
 * @throws UnreadableBatchError when the file can't be read, or nothing of it
 */
export async function inferFromRows(batch: OpenBatch): Promise<InferredContract> {
  const names = batch.columnNames;
  const head = await readEvidence(batch, new Map(names.map((name) => [name, 'everything'])), 'head');
  const { fractions, codes } = head.spelled;
  const guessed = new Map(
    names.map((name) => [name, codes.has(name) ? 'category' : guess(head.evidence.get(name), batch)]),
  );
  const { evidence, rows, faultyRows, firstFault } = await readEvidence(batch, guessed, 'all');
  if (rows === faultyRows) throw nothingRead(rows, firstFault);
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
  const inferred = inferContract(columns, { cells: batch.cells, rows, faultyRows });
  if (inferred) return { ...inferred, notes: [...headerNotes(batch, columns), ...inferred.notes] };
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

interface ReadEvidence {
  /** By name; undefined where the column is to be read as everything. */
  readonly evidence: Map<string, ColumnEvidence | undefined>;
  readonly rows: number;
  readonly faultyRows: number;
  readonly firstFault: FaultyRow | undefined;
  /** Of the first block, where that alone was read. */
  readonly spelled: SpelledNumbers;
}

interface FaultyRow {
  readonly row: number;
  readonly text: string;
  readonly fault: number;
}

/** @param extent  all rows, or those of the first block that has one */
async function readEvidence(
  batch: OpenBatch,
  readings: ReadonlyMap<string, Reading>,
  extent: 'head' | 'all',
): Promise<ReadEvidence> {
  const columns = [...readings].map(([name, reading]) => columnReader(name, reading, batch));
  const requests = columns.flatMap(({ requests }) => requests);
  let spelled: SpelledNumbers = { fractions: new Set(), codes: new Set() };
  let [rows, faultyRows] = [0, 0];
  let firstFault: FaultyRow | undefined;
  for await (const block of batch.blocks(requests, { missingTokens: defaultMissingTokens })) {
    rows += block.rowCount;
    for (let row = 0; row < block.rowCount; row++) {
      if (block.faults[row] === rowFault.none) continue;
      faultyRows++;
      firstFault ??= { row: block.firstRow + row + 1, text: block.raw(row).text, fault: block.faults[row]! };
    }
    let from = 0;
    for (const column of columns) from = column.add(block, from);
    if (extent === 'all') continue;
    spelled = spelledNumbers(block, placesOf(columns), batch);
    break;
  }
  const evidence = new Map(columns.map(({ name, collector }) => [name, collector.evidence()]));
  return { evidence, rows, faultyRows, firstFault, spelled };
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

function columnReader(name: string, reading: Reading, { cells }: OpenBatch): ColumnReader {
  const decodings = decodingsOf(reading, cells);
  const collector = collectEvidence(reading, cells, defaultMissingTokens);
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

const faultInWords: readonly string[] = [
  '',
  'more or fewer cells than the header names',
  'broken quotes or no object',
  'too large',
];

/** A draft of a file of which nothing could be read would be a guess about nothing. */
function nothingRead(rows: number, fault: FaultyRow | undefined): UnreadableBatchError {
  if (!fault)
    return new UnreadableBatchError(
      'empty-batch',
      'The file has a header and no row: check the job that writes it.',
    );
  const hint = fault.text.includes('\\"')
    ? ' Quotes within a cell seem to be escaped by a backslash: double them ("").'
    : '';
  return new UnreadableBatchError(
    'unreadable',
    `None of the ${rows.toLocaleString('en-US')} rows can be read: ${faultInWords[fault.fault]}, as in row ${fault.row}: ${quoteFound(fault.text)}.${hint}`,
  );
}
