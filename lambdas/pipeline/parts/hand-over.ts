import { checkColumns } from '../../core/contract/check/check-columns.ts';
import { uniqueColumns } from '../../core/contract/column-requests.ts';
import type { Contract } from '../../core/contract/contract.ts';
import { type PlannedItems, resultsKeys } from '../../keys.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import { decompressionLimits } from '../../readers/limits.ts';
import { cutBytes } from '../../readers/slices/place-slices.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import type { ReadyMonitor } from '../check-batch.ts';
import { encodeJson } from '../json-artefact.ts';
import type { Monitor } from '../load-monitor.ts';
import type { LargeBatches, Services } from '../ports.ts';
import type { JudgedUpload } from '../profiled-upload.ts';
import type { BatchUpload } from '../upload/batch-upload.ts';
import type { PlannedStretch } from './items.ts';
import { createPlan } from './plan-artefact.ts';

/** Whether a run checks the batch; else what its owner should know of that. */
export type HandedOver =
  | { readonly isHandedOver: true }
  | { readonly isHandedOver: false; readonly notes: readonly string[] };

/**
 * Has a batch that is larger than one function checked in parts: plans them, and starts a run of the batch's name. Safe to repeat: the plan is written
 * once, and a run of a name is started once.
 */
export async function handOver(
  name: JudgedUpload,
  upload: BatchUpload,
  monitor: Monitor,
  services: Services,
): Promise<HandedOver> {
  const { largeBatches, log } = services;
  if (!largeBatches || monitor.status !== 'ready' || upload.sizeBytes <= 2 * largeBatches.partBytes)
    return { isHandedOver: false, notes: [] };
  const obstacle = await obstacleOf(upload, monitor.contract.document);
  if (obstacle !== undefined) {
    log.warn('not-in-parts', { key: name.key, obstacle });
    return {
      isHandedOver: false,
      notes: obstacle === 'rejected' ? [] : [`read at once, not in parts: ${obstacle}`],
    };
  }
  await startRun(name, upload, monitor, { ...services, largeBatches });
  return { isHandedOver: true };
}

async function startRun(
  name: JudgedUpload,
  upload: BatchUpload,
  monitor: ReadyMonitor,
  services: Services & { readonly largeBatches: LargeBatches },
): Promise<void> {
  const { results, largeBatches, log } = services;
  const { model, id } = name;
  await createPlan(name, upload, monitor, services);
  const stretches = cutBytes(upload.sizeBytes, largeBatches.partBytes).map(
    ({ from, to }, i): PlannedStretch => ({
      i,
      start: from,
      end: to,
      versionId: upload.versionId,
      etag: upload.etag,
    }),
  );
  const keyOf = (items: PlannedItems) => resultsKeys.planned(model, id, items);
  const stretchesKey = keyOf('stretches');
  await results.create(stretchesKey, encodeJson(stretches), { contentType: 'application/json' });
  const outcome = await largeBatches.start(id, {
    ...{ model, batchId: id, stretchesKey, partsKey: keyOf('parts'), groupsKey: keyOf('groups') },
    // Of a batch without unique columns no values are compared.
    ...(uniqueColumns(monitor.contract.document.columns).length > 0 && { rangesKey: keyOf('ranges') }),
  });
  log.info('batch-handed-over', { key: name.key, id, stretches: stretches.length, outcome });
}

/** Why a batch can't be read in parts, or is rejected without a row of it being read; undefined where it can be. */
async function obstacleOf(upload: BatchUpload, contract: Contract): Promise<string | undefined> {
  try {
    const batch = await upload.open(contract);
    if (checkColumns(contract, batch.columnNames, batch.cells).length > 0) return 'rejected';
    return obstacleOfFile(batch);
  } catch (error) {
    if (error instanceof UnreadableBatchError) return 'rejected';
    throw error;
  }
}

function obstacleOfFile({ format, compression, countRows }: OpenBatch): string | undefined {
  if (format === 'data-capture' || format === 'ground-truth')
    return 'its lines hold several rows, or none: use batch.window';
  if (countRows) return undefined;
  return compression === 'none'
    ? 'it is one JSON value: write an object a line'
    : `what is packed with ${compression} as one file can't be read from the middle, and may have ${decompressionLimits.decodedBytes / 2 ** 30} GiB unpacked at most: write several files and _SUCCESS behind them`;
}
