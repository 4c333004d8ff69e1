/** Whether `expected` stands in `bytes` at `from`. */
export function equalBytes(bytes: Uint8Array, from: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index++) {
    if (bytes[from + index] !== expected[index]) return false;
  }
  return true;
}
