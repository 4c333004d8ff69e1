/** Whether `expected` stands in `bytes` at `from`. */
export function equalBytes(bytes: Uint8Array, from: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index++) {
    if (bytes[from + index] !== expected[index]) return false;
  }
  return true;
}

/** UTF-16 code units of UTF-8: one for each byte that begins a character, two where it begins one of four bytes. */
export function utf16Length(bytes: Uint8Array, from: number, to: number): number {
  let length = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1;
  }
  return length;
}
