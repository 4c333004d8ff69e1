import { isUtf8 } from 'node:buffer';
import type { RawCell } from '../../core/block/column-block.ts';
import type { Decoding } from '../../core/block/column-request.ts';
import { maximumCategoryBytes } from '../limits.ts';
import type { CellKind } from './cell-kind.ts';
import { decimalNumber, decimalText, float16Number, storedInteger } from './exact-values.ts';
import type { ByteValues, PhysicalValues } from './physical-values.ts';
import { timestampText, timeText, writeTimes } from './times.ts';

/**
 * A value as a person would write it.
 *
 * @returns exact digits as a bigint or a text, times as ISO 8601, bytes that are no text as undecodable
 */
function plainCell(physical: PhysicalValues, kind: CellKind, index: number): RawCell | bigint {
  switch (kind.type) {
    case 'boolean':
      return physical.type === 'booleans' && physical.values[index] === 1;
    case 'integer':
      return storedInteger(physical, index, kind.signed);
    case 'float':
      return physical.type === 'floats' ? physical.values[index]! : float16Number(physical, index);
    case 'decimal':
      return decimalText(physical, index, kind.scale);
    case 'timestamp':
    case 'date':
    case 'int96':
      return timestampAt(physical, kind, index);
    case 'time':
      return timeText(storedInteger(physical, index), kind.unit);
    case 'text':
      return physical.type === 'bytes' ? utf8Text(physical, index) : null;
    case 'uuid':
      return physical.type === 'bytes' ? uuidText(physical, index) : null;
    case 'opaque':
      return { undecodable: 'bytes' };
    case 'null':
      return null;
    default:
      return kind satisfies never;
  }
}

/**
 * A value as a category or a text, as JavaScript writes it; what the column's bytes say themselves is not looked at.
 *
 * @returns undefined where the kind has no text: times, numbers that are not finite, bytes of other things
 */
export function cellText(physical: PhysicalValues, kind: CellKind, index: number): string | undefined {
  switch (kind.type) {
    case 'timestamp':
    case 'date':
    case 'int96':
    case 'opaque':
    case 'null':
      return undefined;
    default: {
      const cell = plainCell(physical, kind, index);
      if (typeof cell === 'number' && !Number.isFinite(cell)) return undefined;
      return cell === null || typeof cell === 'object' ? undefined : String(cell);
    }
  }
}

/** A value as the explanation of a refused row takes it: a number where a number is asked for. */
export function rawCell(
  physical: PhysicalValues,
  kind: CellKind,
  index: number,
  decoding: Decoding,
): RawCell {
  const asNumber = decoding === 'number' || decoding === 'integer';
  if (kind.type === 'decimal' && asNumber) return decimalNumber(physical, index, kind.scale);
  const cell = plainCell(physical, kind, index);
  if (typeof cell !== 'bigint') return cell;
  const number = Number(cell);
  return asNumber || Number.isSafeInteger(number) ? number : String(cell);
}

/** A value as JSON: exact digits as a number; what JSON has no number for as a text. */
export function jsonText(physical: PhysicalValues, kind: CellKind, index: number): string {
  const cell = plainCell(physical, kind, index);
  if (typeof cell === 'bigint') return String(cell);
  if (kind.type === 'decimal' && cell !== undefined) return String(cell);
  if (typeof cell === 'number' && !Number.isFinite(cell)) return JSON.stringify(String(cell));
  if (typeof cell === 'object' && cell !== null) return JSON.stringify(cell.undecodable);
  return JSON.stringify(cell ?? null);
}

function timestampAt(physical: PhysicalValues, kind: CellKind, index: number): string {
  const ms = new Float64Array(1);
  writeTimes(oneValue(physical, index), kind, ms);
  return timestampText(ms[0]!, kind.type === 'date');
}

function oneValue(physical: PhysicalValues, index: number): PhysicalValues {
  switch (physical.type) {
    case 'int32':
      return { type: 'int32', values: physical.values.subarray(index, index + 1) };
    case 'int64':
      return { type: 'int64', words: physical.words.subarray(2 * index, 2 * index + 2) };
    case 'bytes':
      return { ...physical, starts: physical.starts.subarray(index), ends: physical.ends.subarray(index) };
    default:
      return physical;
  }
}

/** Shown of a text that is longer than a category may be. */
function utf8Text({ bytes, starts, ends }: ByteValues, index: number): RawCell {
  const value = bytes.subarray(starts[index], ends[index]);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    value.subarray(0, 3 * maximumCategoryBytes),
  );
  return isUtf8(value) ? text : { undecodable: text };
}

function uuidText({ bytes, starts, ends }: ByteValues, index: number): string {
  const hex = Buffer.from(bytes.subarray(starts[index], ends[index])).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
