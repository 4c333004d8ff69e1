import { slackBytes } from '../cell-spans.ts';

/** The bytes of a text. */
export interface TextBytes {
  readonly bytes: Uint8Array;
  /** The same memory; goes on `slackBytes` behind the text. */
  readonly view: DataView;
  readonly from: number;
  readonly to: number;
}

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;

/** So many digits are what JavaScript writes for the double nearest to them. */
const EXACT_DIGITS = 15;

/** The longest number that JavaScript writes: -1.7976931348623157e+308. */
const MAXIMUM_LENGTH = 25;

/**
 * Writes JSON numbers as JavaScript does (`1.50` as `1.5`), into memory that the next call writes over.
 *
 * @returns undefined for a number too large for a double
 */
export function canonicalNumber(): (view: DataView, from: number, to: number) => TextBytes | undefined {
  const bytes = new Uint8Array(MAXIMUM_LENGTH + slackBytes);
  const ownView = new DataView(bytes.buffer);
  const buffer = Buffer.from(bytes.buffer);
  return (view, from, to) => {
    const source = new Uint8Array(view.buffer, view.byteOffset);
    if (isCanonical(source, from, to)) return { bytes: source, view, from, to };
    const value = Number(Buffer.from(view.buffer, view.byteOffset + from, to - from).toString('latin1'));
    if (!Number.isFinite(value)) return undefined;
    return { bytes, view: ownView, from: 0, to: buffer.write(String(value), 0, 'latin1') };
  };
}

/** Whether the number is surely written as JavaScript writes it: few digits, no exponent, no zeros to spare. */
function isCanonical(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from] === MINUS ? from + 1 : from;
  if (to - first > EXACT_DIGITS) return false;
  let isFraction = false;
  for (let at = first; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === POINT) isFraction = true;
    else if (byte < ZERO || byte > NINE) return false;
  }
  const isSmall = bytes[first] === ZERO && (isFraction ? bytes[first + 2] === ZERO : first > from);
  return !isSmall && !(isFraction && bytes[to - 1] === ZERO);
}
