import { type BatchRules, defaultQuietTime } from './batch-rules.ts';
import { durationMs } from './cadence.ts';
import type { BatchArrival } from './season-of-batch.ts';
import { type TimeUnit, timeInPath } from './time-in-path.ts';

/** Files that are one batch together: those of a span of time, or of a folder. */
export interface BatchWindow {
  /** Names it among those of its model: `2026-11-30T13-00Z-1h`, or the path of the folder. */
  readonly name: string;
  /** The span [from, until), in UTC; absent for a folder, which ends when nothing comes any more. */
  readonly span?: { readonly from: Date; readonly until: Date };
}

const hourMs = 3_600_000;

/**
 * The window that a file belongs to.
 *
 * @param file  its path below the model, and when it arrived
 * @returns undefined where a file is a batch, or waits for what closes its folder
 */
export function batchWindow(
  { window, windowOf, close }: BatchRules,
  { path, receivedAt }: BatchArrival,
): BatchWindow | undefined {
  if (window !== undefined) {
    const lengthMs = durationMs(window);
    const time = (windowOf === 'key' ? timeAsFineAs(unitOf(lengthMs), path) : undefined) ?? receivedAt;
    const from = new Date(Math.floor(time.getTime() / lengthMs) * lengthMs);
    const name = `${from.toISOString().slice(0, 16).replace(':', '-')}Z-${window}`;
    return { name, span: { from, until: new Date(from.getTime() + lengthMs) } };
  }
  if (close === undefined || close === 'manifest') return undefined;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  // In the model's own folder there would be one batch for ever.
  return folder === '' ? undefined : { name: folder };
}

/** Milliseconds without a new file after which a window that is over is closed. */
export function quietMs({ close }: Pick<BatchRules, 'close'>): number {
  return durationMs(close === undefined || close === 'manifest' ? defaultQuietTime : close);
}

const units: readonly TimeUnit[] = ['day', 'hour', 'minute'];

function unitOf(lengthMs: number): TimeUnit {
  if (lengthMs % (24 * hourMs) === 0) return 'day';
  return lengthMs % hourMs === 0 ? 'hour' : 'minute';
}

function timeAsFineAs(unit: TimeUnit, path: string): Date | undefined {
  const found = timeInPath(path);
  return found && units.indexOf(found.unit) >= units.indexOf(unit) ? found.time : undefined;
}
