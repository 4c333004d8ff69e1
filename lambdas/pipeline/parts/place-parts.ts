import { uniqueColumns } from '../../core/contract/column-requests.ts';
import { resultsKeys } from '../../keys.ts';
import { placeSlices } from '../../readers/slices/place-slices.ts';
import { inTurns } from '../in-turns.ts';
import { decodeJson, encodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import {
  countedSchema,
  type PlannedGroup,
  type PlannedPart,
  type PlannedRange,
  type PlannedStretch,
  readItems,
  stretchSchema,
} from './items.ts';
import { type PlannedBatch, readPlan } from './plan-artefact.ts';

/** Artefacts that are read at once. */
const readAtOnce = 64;

/** Parts that are merged by one function; of 8,000 parts there are 125 groups then, which one more function merges. */
export const partsOfGroup = 64;

/** Values that are searched for duplicates by one function: their hashes take 256 MiB, and twice as much for a moment. */
const valuesOfRange = 24_000_000;

/**
 * Decides where the parts of a batch begin, once the rows of all stretches are counted. Safe to repeat.
 *
 * @throws Error when a stretch was not counted, or in another upload
 */
export async function placeParts({ model, batchId }: PlannedBatch, services: Services): Promise<void> {
  const { results, log } = services;
  const key = resultsKeys.planned(model, batchId, 'stretches');
  const stretches = await readItems(stretchSchema, key, services);
  const counted = await inTurns(stretches, readAtOnce, (stretch) =>
    readCounted({ model, batchId }, stretch, services),
  );
  const { versionId = '', etag = '', end = 0 } = stretches.at(-1) ?? {};
  const { slices, rows } = placeSlices(counted, end);
  const parts = slices.map(
    ({ from, to, firstRow }, i): PlannedPart => ({
      i,
      start: from,
      end: to,
      firstRow,
      rows,
      versionId,
      etag,
    }),
  );
  const groups = Array.from(
    { length: Math.ceil(parts.length / partsOfGroup) },
    (_, g): PlannedGroup => ({
      g,
      start: g * partsOfGroup,
      end: Math.min(parts.length, (g + 1) * partsOfGroup),
    }),
  );
  const { monitor } = await readPlan({ model, batchId }, services);
  const unique = uniqueColumns(monitor.contract.document.columns).length;
  const of = Math.max(1, Math.ceil((rows * unique) / valuesOfRange));
  const ranges = Array.from({ length: unique > 0 ? of : 0 }, (_, r): PlannedRange => ({ r, of }));
  const options = { contentType: 'application/json' };
  await results.create(resultsKeys.planned(model, batchId, 'ranges'), encodeJson(ranges), options);
  await results.create(resultsKeys.planned(model, batchId, 'parts'), encodeJson(parts), options);
  await results.create(resultsKeys.planned(model, batchId, 'groups'), encodeJson(groups), options);
  log.info('parts-placed', { model, batchId, parts: parts.length, rows });
}

async function readCounted(
  { model, batchId }: PlannedBatch,
  { i, etag }: PlannedStretch,
  { results }: Services,
) {
  const key = resultsKeys.countedRows(model, batchId, i);
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key}: the rows of the stretch were not counted`);
  const counted = decodeJson(countedSchema, key, stored.bytes);
  if (counted.etag !== etag) throw new Error(`${key}: the rows are those of another upload`);
  return counted;
}
