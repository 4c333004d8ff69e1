import type { CsvRules } from '../../core/contract/csv-rules.ts';
import {
  type CellTexts,
  findNumberSpelling,
  isPadded,
} from '../../core/contract/evidence/find-number-spelling.ts';
import type { InferredContract } from '../../core/contract/infer-contract.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { usualDelimiters } from '../../readers/csv/find-dialect.ts';
import type { BatchUpload } from '../upload/batch-upload.ts';
import { type InferredRows, inferFromRows } from './infer-from-rows.ts';

/**
 * Drafts a contract of an upload. How a CSV file is written is found first, and stands in the draft where it is not as usual.
 *
 * @throws UnreadableBatchError when the file can't be read, or nothing of it
 */
export async function inferUpload({ open }: Pick<BatchUpload, 'open'>): Promise<InferredContract> {
  const opened = await open({});
  if (opened.dialect === undefined) return inferOpened(opened, {});
  const { batch, csv: ofLines } = await withoutComments(opened, open);
  const csv = {
    ...ofLines,
    ...rulesOf(batch),
    ...cellRules(await firstCells(batch), batch.dialect?.delimiter),
  };
  const first = await inferWith(open, csv);
  const more = { ...csv, ...rulesOfFaults(first) };
  const isTold = Object.keys(more).length > Object.keys(csv).length;
  const second = isTold ? await inferWith(open, more) : first;
  return second.faultyRows < first.faultyRows ? second : first;
}

/** Lines that begin with `#` before a header that has more fields are comments. */
async function withoutComments(opened: OpenBatch, open: BatchUpload['open']) {
  const [first = ''] = opened.columnNames;
  const csv: CsvRules = { comment: '#' };
  const batch = first.startsWith('#') ? await open({ csv }) : opened;
  return batch.columnNames.length > opened.columnNames.length ? { batch, csv } : { batch: opened, csv: {} };
}

async function inferWith(open: BatchUpload['open'], csv: CsvRules): Promise<InferredRows> {
  return inferOpened(await open({ csv }), csv);
}

/** What is to be told of the file itself comes first. */
async function inferOpened(batch: OpenBatch, csv: CsvRules): Promise<InferredRows> {
  const inferred = await inferFromRows(batch, csv);
  return { ...inferred, notes: [...batch.notes.map((sentence) => ({ sentence })), ...inferred.notes] };
}

/** What stands before quotes in files of Spark and MySQL. */
const backslash = '\\' satisfies CsvRules['escape'];

/** What was found when the file was opened, where other files of its kind may not show it. */
function rulesOf({ dialect }: OpenBatch): CsvRules {
  const { delimiter = ',', escape: escaper, trim } = dialect ?? {};
  return {
    ...(usualDelimiters.includes(delimiter.charCodeAt(0)) ? {} : { delimiter }),
    ...(escaper === backslash ? { escape: backslash } : {}),
    ...(trim && { trim }),
  };
}

function cellRules(columns: readonly CellTexts[], delimiter = ','): CsvRules {
  const trim = isPadded(columns);
  return { ...(trim && { trim }), ...findNumberSpelling(columns, delimiter) };
}

/** What rows that could not be read tell of rows behind the first ones. */
function rulesOfFaults({ faults }: InferredRows): CsvRules {
  return {
    ...(faults.some((text) => text.includes('\\"')) ? { escape: backslash } : {}),
    ...(faults.some((text) => text.startsWith('#')) ? { comment: '#' } : {}),
  };
}

/** Cells that are looked at to see how numbers are written. */
const mostCells = 200_000;

/** How often each text stands in the first cells of each column. */
async function firstCells(batch: OpenBatch): Promise<readonly CellTexts[]> {
  const requests = batch.columnNames.map((name) => ({ name, decoding: 'identity' as const }));
  const columns = requests.map(() => new Map<string, number>());
  for await (const { rowCount, raw } of batch.blocks(requests, { missingTokens: [] })) {
    const rows = Math.min(rowCount, Math.ceil(mostCells / columns.length));
    for (let row = 0; row < rows; row++)
      for (const [index, cell] of raw(row).cells.entries())
        if (typeof cell === 'string') columns[index]!.set(cell, (columns[index]!.get(cell) ?? 0) + 1);
    break;
  }
  return columns;
}
