import { identitySet } from '../../core/contract/check/identity-set.ts';
import type { RowSet } from '../../core/contract/check/track-identities.ts';
import { uniqueColumns } from '../../core/contract/column-requests.ts';
import { resultsKeys } from '../../keys.ts';
import { inTurns, turnsOf } from '../in-turns.ts';
import { decodeJson, encodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import { identitiesSchema, recordLength, repeatsSchema, sum } from './identity-records.ts';
import { type PlannedPart, type PlannedRange, rangeItemSchema, readItems, readParts } from './items.ts';
import { readNumbers, storeNumbers } from './numbers-artefact.ts';
import { loadPlan, type PlannedBatch } from './plan-artefact.ts';

/** Parts whose records are on their way at once, and ranges that are looked up at once. */
const readAtOnce = 8;

/**
 * Finds the rows of a batch whose value in a unique column an earlier row has, among the values of one range of hashes: part by part in the order of
 * the batch, as one pass would. Safe to repeat.
 *
 * @throws Error unless exactly the parts that were planned were identified, of the upload as it was planned
 */
export async function findRepeats(
  planned: PlannedBatch,
  range: PlannedRange,
  services: Services,
): Promise<void> {
  const { model, batchId } = planned;
  const { results } = services;
  const key = resultsKeys.repeats(model, batchId, range.r);
  if (await results.open(key)) return;
  const parts = await readParts(planned, services);
  const unique = await uniqueOf(planned, services);
  const seen = unique.map(() => identitySet(Number.POSITIVE_INFINITY));
  const found: { readonly i: number; readonly counts: readonly number[] }[] = [];
  for (const some of turnsOf(parts, readAtOnce)) {
    const read = await Promise.all(some.map((part) => readRecords(planned, part, range, services)));
    for (const [at, chunks] of read.entries()) {
      const repeated: number[][] = unique.map(() => []);
      for (const columns of chunks)
        for (const [place, records] of columns.entries())
          addRepeated(records, seen[place]!.add, repeated[place]!);
      if (repeated.every(({ length }) => length === 0)) continue;
      const { i } = some[at]!;
      const rows = Uint32Array.from(repeated.flat());
      const rowsKey = resultsKeys.repeatedRows(model, batchId, range.r, i);
      await storeNumbers(rowsKey, rows, services);
      found.push({ i, counts: repeated.map(({ length }) => length) });
    }
  }
  const repeats = { schemaVersion: 1, etag: parts[0]?.etag ?? '', of: range.of, parts: found };
  await results.create(key, encodeJson(repeats), { contentType: 'application/json' });
}

async function uniqueOf(planned: PlannedBatch, services: Services) {
  const { plan } = await loadPlan(planned, services);
  return uniqueColumns(plan.monitor.contract.document.columns);
}

function addRepeated(
  records: Uint32Array,
  add: (low: number, high: number) => boolean,
  repeated: number[],
): void {
  for (let at = 0; at < records.length; at += recordLength)
    if (add(records[at]!, records[at + 1]!)) repeated.push(records[at + 2]!);
}

/** The records of a part that lie in a range: of each chunk those of each column. */
async function readRecords(
  { model, batchId }: PlannedBatch,
  { i, etag }: PlannedPart,
  { r, of }: PlannedRange,
  { results }: Services,
): Promise<readonly (readonly Uint32Array[])[]> {
  const key = resultsKeys.identities(model, batchId, i);
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key} is missing: its part was not identified`);
  const identities = decodeJson(identitiesSchema, key, stored.bytes);
  if (identities.etag !== etag) throw new Error(`${key} is of another upload`);
  return inTurns([...identities.chunks.entries()], 1, async ([chunk, counts]) => {
    if (counts.length !== of) throw new Error(`${key} has ${counts.length} ranges, not ${of}`);
    const ofRange = counts[r]!;
    const rangeKey = resultsKeys.identityRecords(model, batchId, i, chunk, r);
    const records = await readNumbers(rangeKey, recordLength * sum(ofRange), { results });
    return cut(records, ofRange, recordLength);
  });
}

/** The rows of a part that repeat a value of an earlier row of the batch, of each unique column. @throws Error unless all ranges were searched */
export async function repeatedRowsOf(
  planned: PlannedBatch,
  part: PlannedPart,
  services: Services,
): Promise<readonly RowSet[]> {
  const { model, batchId } = planned;
  const unique = await uniqueOf(planned, services);
  if (unique.length === 0) return [];
  const ranges = await readItems(rangeItemSchema, resultsKeys.planned(model, batchId, 'ranges'), services);
  const found = await inTurns(ranges, readAtOnce, (range) => readRepeated(planned, part, range, services));
  return unique.map((_, place) =>
    rowSet(
      part.firstRow,
      found.flatMap((columns) => columns[place] ?? []),
    ),
  );
}

async function readRepeated(
  { model, batchId }: PlannedBatch,
  { i, etag }: PlannedPart,
  { r, of }: PlannedRange,
  { results }: Services,
): Promise<readonly Uint32Array[]> {
  const key = resultsKeys.repeats(model, batchId, r);
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key} is missing: its values were not searched for duplicates`);
  const repeats = decodeJson(repeatsSchema, key, stored.bytes);
  if (repeats.etag !== etag || repeats.of !== of) throw new Error(`${key} is of another upload`);
  const counts = repeats.parts.find((part) => part.i === i)?.counts ?? [];
  if (counts.length === 0) return [];
  const rowsKey = resultsKeys.repeatedRows(model, batchId, r, i);
  return cut(await readNumbers(rowsKey, sum(counts), { results }), counts, 1);
}

/** The columns that lie one behind the other. @param counts  of each @param length  of each one of them, in numbers */
function cut(numbers: Uint32Array, counts: readonly number[], length: number): readonly Uint32Array[] {
  let at = 0;
  return counts.map((count) => {
    const from = at;
    at += length * count;
    return numbers.subarray(from, at);
  });
}

function rowSet(firstRow: number, lists: readonly Uint32Array[]): RowSet {
  let end = 0;
  for (const rows of lists) for (const row of rows) end = Math.max(end, row + 1);
  const bits = new Uint8Array(Math.ceil(end / 8));
  for (const rows of lists) for (const row of rows) bits[row >>> 3]! |= 1 << (row & 7);
  return {
    has: (row) => {
      const at = row - firstRow;
      return ((bits[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0;
    },
  };
}
