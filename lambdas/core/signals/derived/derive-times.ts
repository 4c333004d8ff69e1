import { cellState, type NumberColumn } from '../../block/column-block.ts';
import { numberBuffer } from './number-buffers.ts';
import type { DerivedColumn } from './plan.ts';

/** Lags to arrival, gaps to the accepted row before, which may stand in the block before, and what clock and calendar say. */
export function deriveTimes(
  derived: readonly DerivedColumn[],
  receivedAtMs: number | undefined,
): (column: NumberColumn, refused: Uint8Array) => readonly NumberColumn[] {
  const features = derived.map(({ feature }) => ({
    buffer: numberBuffer(),
    write: writerOf(feature, receivedAtMs),
  }));
  return (column, refused) =>
    features.map(({ buffer, write }) => {
      const { values, states } = buffer.take(refused.length);
      states.set(column.states.subarray(0, refused.length));
      write(column.values, refused, values, states);
      return { type: 'numbers', values, states };
    });
}

/** @param states  those of the source; changed where the row has no value of its own */
type WriteTimes = (times: Float64Array, refused: Uint8Array, into: Float64Array, states: Uint8Array) => void;

function writerOf(feature: DerivedColumn['feature'], receivedAtMs: number | undefined): WriteTimes {
  switch (feature) {
    case 'gap':
      return writeGaps();
    case 'hour':
      return writeHours;
    case 'weekday':
      return writeWeekdays;
    default:
      return writeLags(receivedAtMs);
  }
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** In UTC, from 0 to 23. */
function writeHours(times: Float64Array, refused: Uint8Array, into: Float64Array, states: Uint8Array): void {
  const rows = refused.length;
  for (let row = 0; row < rows; row++) {
    if ((states[row]! | refused[row]!) !== cellState.present) continue;
    const hours = Math.floor(times[row]! / hourMs);
    into[row] = hours - 24 * Math.floor(hours / 24);
  }
}

/** In UTC, from 1 for Monday to 7; the first of January 1970 was a Thursday. */
function writeWeekdays(
  times: Float64Array,
  refused: Uint8Array,
  into: Float64Array,
  states: Uint8Array,
): void {
  const rows = refused.length;
  for (let row = 0; row < rows; row++) {
    if ((states[row]! | refused[row]!) !== cellState.present) continue;
    const days = Math.floor(times[row]! / dayMs) + 3;
    into[row] = 1 + days - 7 * Math.floor(days / 7);
  }
}

function writeLags(receivedAtMs: number | undefined): WriteTimes {
  return (times, refused, into, states) => {
    for (let row = 0; row < refused.length; row++) {
      if ((states[row]! | refused[row]!) !== cellState.present) continue;
      if (receivedAtMs === undefined) states[row] = cellState.missing;
      else into[row] = (receivedAtMs - times[row]!) / 1000;
    }
  };
}

/** Keeps the last time that it saw: one for each pass. */
function writeGaps(): WriteTimes {
  let before: number | undefined;
  return (times, refused, into, states) => {
    for (let row = 0; row < refused.length; row++) {
      if ((states[row]! | refused[row]!) !== cellState.present) continue;
      const time = times[row]!;
      if (before === undefined) states[row] = cellState.missing;
      else into[row] = (time - before) / 1000;
      before = time;
    }
  };
}
