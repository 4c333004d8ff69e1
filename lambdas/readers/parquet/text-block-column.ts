import { isUtf8 } from 'node:buffer';
import { cellState } from '../../core/block/column-block.ts';
import { utf16Length } from '../bytes.ts';
import { missingState, notFiniteState, nullState } from '../missing-tokens.ts';
import type { BlockColumn, BlockSetting } from './block-column.ts';
import type { CellKind } from './cell-kind.ts';
import { notFiniteAt } from './exact-values.ts';
import type { PhysicalValues } from './physical-values.ts';
import { cellText } from './plain-cell.ts';

/** Measures texts; a row's text is made when somebody asks for it. Kinds without texts of their own are unparsable. */
export function textBlockColumn(kind: CellKind, { rowCapacity, missing }: BlockSetting): BlockColumn {
  const lengths = new Uint32Array(rowCapacity);
  const states = new Uint8Array(rowCapacity);
  /** Where each row's value stands: in which of the block's values, and its place there. */
  const sources = new Uint32Array(rowCapacity);
  const places = new Uint32Array(rowCapacity);
  const blockValues: PhysicalValues[] = [];
  const ofNull = nullState(missing);
  const ofNotFinite = notFiniteState(missing);
  const encoder = new TextEncoder();
  const isText = kind.type === 'text' || kind.type === 'uuid' || kind.type === 'time';

  function stateOfText(text: string): number {
    const bytes = encoder.encode(text);
    return missingState(missing, bytes, 0, bytes.length);
  }

  function writeText(physical: PhysicalValues, place: number, row: number): void {
    if (kind.type !== 'text' || physical.type !== 'bytes') {
      const text = isText ? cellText(physical, kind, place) : undefined;
      const notFinite = notFiniteAt(physical, kind, place);
      if (text !== undefined) states[row] = stateOfText(text);
      else states[row] = notFinite === undefined ? cellState.unparsable : ofNotFinite(notFinite);
      lengths[row] = text?.length ?? 0;
      return;
    }
    const { bytes, starts, ends } = physical;
    const from = starts[place]!;
    const to = ends[place]!;
    states[row] = isUtf8(bytes.subarray(from, to))
      ? missingState(missing, bytes, from, to)
      : cellState.unparsable;
    lengths[row] = utf16Length(bytes, from, to);
  }

  function textAt(row: number): string {
    const physical = blockValues[sources[row]!];
    if (physical === undefined) return '';
    if (kind.type !== 'text' || physical.type !== 'bytes')
      return cellText(physical, kind, places[row]!) ?? '';
    const { bytes, starts, ends } = physical;
    const place = places[row]!;
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
      'utf8',
      starts[place],
      ends[place],
    );
  }

  return {
    begin: () => {
      blockValues.length = 0;
    },
    write: ({ page, row, value, count, at }) => {
      const { present, indices, values } = page;
      const source = blockValues.push(values) - 1;
      let next = value;
      for (let index = at; index < at + count; index++) {
        if (present !== undefined && present[row + index - at] === 0) {
          states[index] = ofNull;
          lengths[index] = 0;
          continue;
        }
        const place = indices === undefined ? next : indices[next]!;
        next++;
        sources[index] = source;
        places[index] = place;
        writeText(values, place, index);
      }
    },
    column: (rowCount) => ({
      type: 'texts',
      lengths: lengths.subarray(0, rowCount),
      at: textAt,
      states: states.subarray(0, rowCount),
    }),
  };
}
