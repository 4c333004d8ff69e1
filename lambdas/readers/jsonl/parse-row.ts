import { rowFault } from '../../core/block/column-block.ts';
import { maximumJsonDepth } from '../limits.ts';
import {
  findValue,
  isObject,
  type JsonObject,
  type JsonValue,
  parseWrittenJson,
  WrittenNumber,
  writeJson,
} from './find-value.ts';
import { type JsonBytes, nestingOf } from './json-bytes.ts';
import { cellType, type JsonLayout, markJsonFault } from './json-layout.ts';
import type { ScanMemory } from './scan-memory.ts';

/** The object that is all of [from, to); undefined when there is none, or one that is nested too deep. */
function parseObject(
  json: JsonBytes & { readonly buffer: Buffer },
  from: number,
  to: number,
): JsonObject | undefined {
  if (nestingOf({ ...json, end: to, isLines: false }, from).depth > maximumJsonDepth) return undefined;
  const value = parseWrittenJson(json.buffer.toString('utf8', from, to));
  return isObject(value) ? value : undefined;
}

/** Reads the row at [from, to) with `JSON.parse`, into the layout. There is as much scratch as the row has bytes. */
export function parseRow(
  memory: ScanMemory,
  layout: JsonLayout,
  row: number,
  from: number,
  to: number,
): void {
  const object = parseObject(memory, from, to);
  if (!object) {
    markJsonFault(layout, row, rowFault.malformed);
    return;
  }
  const { scratch } = memory;
  for (const [place, name] of layout.names.entries()) {
    const cell = place * layout.stride + row;
    const value = findValue(object, name);
    layout.types[cell] = typeOf(value);
    const text = textOf(value);
    if (text === undefined) continue;
    layout.starts[cell] = scratch.add(text);
    layout.ends[cell] = scratch.end();
  }
  addLists(memory, layout, row, object);
}

/** Lists come last: written anew they may be longer than they were, and then a list is what there is no room for. */
function addLists({ scratch }: ScanMemory, layout: JsonLayout, row: number, object: JsonObject): void {
  for (const [place, name] of layout.names.entries()) {
    const cell = place * layout.stride + row;
    if (layout.types[cell] !== cellType.nested) continue;
    const value = findValue(object, name);
    const start = Array.isArray(value) ? scratch.add(writeJson(value)) : -1;
    layout.starts[cell] = Math.max(0, start);
    layout.ends[cell] = start < 0 ? 0 : scratch.end();
  }
}

function typeOf(value: JsonValue | undefined): number {
  if (value instanceof WrittenNumber) return cellType.number;
  switch (typeof value) {
    case 'undefined':
      return cellType.absent;
    case 'string':
      return value.isWellFormed() ? cellType.text : cellType.broken;
    case 'boolean':
      return cellType.boolean;
    default:
      return value === null ? cellType.null : cellType.nested;
  }
}

/** What decoders read of a value. */
function textOf(value: JsonValue | undefined): string | undefined {
  if (value instanceof WrittenNumber) return value.text;
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}
