import { cellState, type NumberColumn, type TextColumn } from '../../block/column-block.ts';
import { numberBuffer } from './number-buffers.ts';
import type { DerivedColumn } from './plan.ts';
import { type ScannedText, textScanner } from './scan-text.ts';
import type { UnknownShare } from './vocabulary.ts';

/** Shares are told in so many steps: each is a cut point, so that tests of them are exact. */
export const shareSteps = 1000;

/** What of a text a feature is; NaN where the text has none. */
type MeasureText = (text: ScannedText) => number;

/** Looks at each accepted text once, for all that is derived of it. */
export function deriveTexts(
  derived: readonly DerivedColumn[],
  unknownShareOf: (derived: DerivedColumn) => UnknownShare,
): (column: TextColumn, refused: Uint8Array) => readonly NumberColumn[] {
  const scan = textScanner();
  const features = derived.map((one) => ({
    buffer: numberBuffer(),
    measure: measureOf(one, unknownShareOf),
  }));
  return ({ states, at }, refused) => {
    const columns = features.map(({ buffer, measure }) => ({ ...buffer.take(refused.length), measure }));
    for (const column of columns) column.states.set(states.subarray(0, refused.length));
    for (let row = 0; row < refused.length; row++) {
      if ((states[row]! | refused[row]!) !== cellState.present) continue;
      const text = scan(at(row));
      for (const column of columns) {
        const value = column.measure(text);
        if (Number.isNaN(value)) column.states[row] = cellState.missing;
        else column.values[row] = value;
      }
    }
    return columns.map((column) => ({ type: 'numbers', values: column.values, states: column.states }));
  };
}

function measureOf(
  derived: DerivedColumn,
  unknownShareOf: (derived: DerivedColumn) => UnknownShare,
): MeasureText {
  switch (derived.feature) {
    case 'length':
      return ({ length }) => length;
    case 'letters':
      return ({ letters, length }) => inSteps(letters / length);
    case 'digits':
      return ({ digits, length }) => inSteps(digits / length);
    case 'spaces':
      return ({ spaces, length }) => inSteps(spaces / length);
    case 'non-ascii':
      return ({ nonAscii, length }) => inSteps(nonAscii / length);
    case 'unknown-words': {
      const share = unknownShareOf(derived);
      return (text) => inSteps(share(text));
    }
    case 'component':
    case 'norm':
    case 'lag':
    case 'gap':
    case 'hour':
    case 'weekday':
      return () => Number.NaN;
    default:
      return derived.feature satisfies never;
  }
}

function inSteps(share: number): number {
  return Math.round(share * shareSteps) / shareSteps;
}
