import type { Contract } from '../../core/contract/contract.ts';
import type { BatchArrival } from '../../core/contract/season-of-batch.ts';
import { loadMonitor, type Monitor } from '../load-monitor.ts';
import type { Services } from '../ports.ts';
import type { ModelWindow } from './window-artefacts.ts';

/**
 * What a window is held against: all its files the same, so that what they came to can be summed up.
 *
 * @param file  the first of a folder; of a span of time it does not matter
 */
export async function monitorOfWindow(
  model: string,
  { name, span }: ModelWindow,
  { receivedAt }: Pick<BatchArrival, 'receivedAt'>,
  services: Services,
): Promise<Monitor> {
  const arrival = span ? { path: '', receivedAt: new Date(span.from) } : { path: `${name}/`, receivedAt };
  return loadMonitor(model, arrival, services);
}

/** The same for one file: what is asked of a batch as a whole is asked when all its files are there. */
export async function monitorOfFile(
  model: string,
  window: ModelWindow,
  file: { readonly lastModified: Date },
  services: Services,
): Promise<Monitor> {
  const monitor = await monitorOfWindow(model, window, { receivedAt: file.lastModified }, services);
  if (monitor.status !== 'ready') return monitor;
  const { contract } = monitor;
  return { ...monitor, contract: { ...contract, document: withoutLimits(contract.document) } };
}

function withoutLimits(contract: Contract): Contract {
  const { maxRows: _, ...batch } = contract.batch;
  return {
    ...contract,
    batch: { ...batch, minRows: 1, maxRejectedShare: 1 },
    columns: contract.columns.map(({ maxMissingShare: _share, ...column }) => column),
  };
}
