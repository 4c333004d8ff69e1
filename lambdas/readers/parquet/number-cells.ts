import { cellState } from '../../core/block/column-block.ts';
import { decodeTimestamp } from '../decode-timestamp.ts';
import { type MissingTokens, missingState, notFiniteState } from '../missing-tokens.ts';
import type { CellKind } from './cell-kind.ts';
import { decimalNumber, float16Number, notFiniteAt } from './exact-values.ts';
import type { Page } from './page.ts';
import { type ByteValues, type PhysicalValues, valueCount } from './physical-values.ts';
import { writeTimes } from './times.ts';

/** Values as numbers. */
export interface NumberCells {
  readonly values: Float64Array;
  /** One a value; undefined where all are present. */
  readonly states: Uint8Array | undefined;
}

type NumberDecoding = 'number' | 'integer' | 'timestamp';

/** The values of pages, one after the other; those of a dictionary are read once for all its pages. */
export function pageNumberCells(
  kind: CellKind,
  decoding: NumberDecoding,
  missing: MissingTokens,
): (page: Pick<Page, 'indices' | 'values'>) => NumberCells {
  let dictionary: PhysicalValues | undefined;
  let known: NumberCells | undefined;
  return ({ indices, values }) => {
    if (indices !== undefined && known !== undefined && dictionary === values) return known;
    const cells = numberCells(values, kind, decoding, missing);
    if (indices !== undefined) [dictionary, known] = [values, cells];
    return cells;
  };
}

/** Reads values as numbers, integers, or times in milliseconds since 1970 UTC. */
export function numberCells(
  physical: PhysicalValues,
  kind: CellKind,
  decoding: NumberDecoding,
  missing: MissingTokens,
): NumberCells {
  if (kind.type === 'text' && physical.type === 'bytes') {
    return textCells(physical, decoding === 'timestamp', missing);
  }
  const values = decoding === 'timestamp' ? times(physical, kind) : numbers(physical, kind);
  if (values === undefined) return unparsableCells(physical, kind, missing);
  if (kind.type === 'integer') return { values, states: undefined };
  return withStates(values, decoding === 'integer', missing);
}

function numbers(physical: PhysicalValues, kind: CellKind): Float64Array | undefined {
  switch (kind.type) {
    case 'integer':
      return integers(physical, kind.signed);
    case 'float':
      if (physical.type === 'floats') {
        return physical.values instanceof Float64Array ? physical.values : Float64Array.from(physical.values);
      }
      return mapped(physical, (index) => float16Number(physical, index));
    case 'decimal':
      return mapped(physical, (index) => decimalNumber(physical, index, kind.scale));
    default:
      return undefined;
  }
}

function times(physical: PhysicalValues, kind: CellKind): Float64Array | undefined {
  const values = new Float64Array(valueCount(physical));
  return writeTimes(physical, kind, values) ? values : undefined;
}

/** Beyond 2^53 the double nearest to the integer, as a CSV file with the same digits gives. */
function integers(physical: PhysicalValues, signed: boolean): Float64Array {
  const values = new Float64Array(valueCount(physical));
  if (physical.type === 'int32') {
    for (let index = 0; index < values.length; index++) {
      const value = physical.values[index]!;
      values[index] = signed ? value : value >>> 0;
    }
  } else if (physical.type === 'int64') {
    const { words } = physical;
    for (let index = 0; index < values.length; index++) {
      const high = words[2 * index + 1]!;
      values[index] = (signed ? high : high >>> 0) * 4_294_967_296 + (words[2 * index]! >>> 0);
    }
  }
  return values;
}

function mapped(physical: PhysicalValues, valueAt: (index: number) => number): Float64Array {
  const values = new Float64Array(valueCount(physical));
  for (let index = 0; index < values.length; index++) values[index] = valueAt(index);
  return values;
}

function withStates(values: Float64Array, whole: boolean, missing: MissingTokens): NumberCells {
  if (areFinite(values) && (!whole || values.every(Number.isInteger))) return { values, states: undefined };
  const states = new Uint8Array(values.length);
  const ofNotFinite = notFiniteState(missing);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) states[index] = ofNotFinite(value);
    else if (whole && !Number.isInteger(value)) states[index] = cellState.unparsable;
  }
  return { values, states };
}

/** A number times zero is zero, unless it is not finite. Four sums, so that no addition waits for the one before. */
function areFinite(values: Float64Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length & ~3;
  for (let index = 0; index < whole; index += 4) {
    a += values[index]! * 0;
    b += values[index + 1]! * 0;
    c += values[index + 2]! * 0;
    d += values[index + 3]! * 0;
  }
  for (let index = whole; index < values.length; index++) a += values[index]! * 0;
  return a + b + c + d === 0;
}

/** A text is a time when it is spelled as one, never a number; a missing token is missing in every column. */
function textCells({ bytes, starts, ends }: ByteValues, timed: boolean, missing: MissingTokens): NumberCells {
  const values = new Float64Array(starts.length);
  const states = new Uint8Array(starts.length);
  for (let index = 0; index < states.length; index++) {
    const from = starts[index]!;
    const to = ends[index]!;
    const state = missingState(missing, bytes, from, to);
    if (state !== 0) states[index] = state;
    else if (!timed || !decodeTimestamp(bytes, from, to, values, index)) states[index] = cellState.unparsable;
  }
  return { values, states };
}

/** What is not finite may be missing even where no number is asked for. */
function unparsableCells(physical: PhysicalValues, kind: CellKind, missing: MissingTokens): NumberCells {
  const ofNotFinite = notFiniteState(missing);
  const states = new Uint8Array(valueCount(physical)).fill(cellState.unparsable);
  for (let index = 0; index < states.length; index++) {
    const notFinite = notFiniteAt(physical, kind, index);
    if (notFinite !== undefined) states[index] = ofNotFinite(notFinite);
  }
  return { values: new Float64Array(states.length), states };
}
