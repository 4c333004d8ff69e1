import type { ColumnBlock } from '../../core/block/column-block.ts';
import { uniqueColumns } from '../../core/contract/column-requests.ts';
import { resultsKeys } from '../../keys.ts';
import { inTurns } from '../in-turns.ts';
import { encodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import { untilUnreadable } from '../profile-rows.ts';
import { collectRecords, splitByRange } from './identity-records.ts';
import { type PlannedPart, rangeItemSchema, readItems } from './items.ts';
import { storeNumbers } from './numbers-artefact.ts';
import { loadPlan, type PlannedBatch } from './plan-artefact.ts';
import { openPlanned } from './planned-upload.ts';

/** Values, of all unique columns together, that are kept in memory until they are written: 48 MiB, and as much again for a moment. */
const valuesOfChunk = 2 ** 22;

/** Objects that are written at once. */
const writtenAtOnce = 8;

/**
 * Notes the hashes of a part's values in unique columns, by the ranges they lie in: whether a value occurs again only all parts together tell. Safe
 * to repeat: the same part comes to the same objects, each of which is written once.
 *
 * @throws ChangedUploadError when the batch is another by now
 */
export async function identifyPart(
  planned: PlannedBatch,
  { i, start, end, firstRow, etag }: PlannedPart,
  services: Services,
  chunkValues = valuesOfChunk,
): Promise<void> {
  const { results, inbox, log } = services;
  const { model, batchId } = planned;
  const key = resultsKeys.identities(model, batchId, i);
  if (await results.open(key)) return log.info('part-known', { model, batchId, part: i });
  const { plan } = await loadPlan(planned, services);
  const { document } = plan.monitor.contract;
  const ranges = await readItems(rangeItemSchema, resultsKeys.planned(model, batchId, 'ranges'), services);
  const unique = uniqueColumns(document.columns);
  const columns = unique.map(() => collectRecords());
  // By rows, so that a part that is read again has the same chunks.
  const rowsOfChunk = Math.ceil(chunkValues / unique.length);
  const chunks: (readonly (readonly number[])[])[] = [];
  const writeChunk = async () => {
    const split = splitByRange(
      columns.map(({ take }) => take()),
      ranges.length,
    );
    const chunk = chunks.length;
    chunks.push(split.map(({ counts }) => counts));
    await inTurns([...split.entries()], writtenAtOnce, async ([range, { records }]) => {
      const rangeKey = resultsKeys.identityRecords(model, batchId, i, chunk, range);
      if (records.length > 0) await storeNumbers(rangeKey, records, services);
    });
  };
  const add = async (block: ColumnBlock) => {
    for (let from = 0; from < block.rowCount; ) {
      const row = block.firstRow - firstRow + from;
      const to = Math.min(block.rowCount, from + rowsOfChunk - (row % rowsOfChunk));
      for (const [place, column] of block.columns.entries())
        if (column?.type === 'identities') columns[place]!.add(column, from, to, row);
      if ((row + to - from) % rowsOfChunk === 0) await writeChunk();
      from = to;
    }
  };
  const batch = await openPlanned(plan, inbox);
  const requests = unique.map(({ column: { name } }) => ({ name, decoding: 'identity' as const }));
  // What stands behind where a batch can't be read counts for nothing.
  await untilUnreadable(async () => {
    for await (const block of batch.blocks(requests, document, { from: start, to: end, firstRow }))
      await add(block);
  });
  await writeChunk();
  const bytes = encodeJson({ schemaVersion: 1, etag, chunks });
  await results.create(key, bytes, { contentType: 'application/json' });
}
