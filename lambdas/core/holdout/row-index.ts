/** Finds the row of an id by 64 bits of its hash. */
export interface RowIndex {
  /** @returns the row that has it, or -1 */
  readonly find: (low: number, high: number) => number;
}

/**
 * An index over ids: open addressing with linear probing, 8 bytes a row and at most twice as many slots as that needs.
 *
 * @param low  one half of the hash of each row's id
 * @param high  the other
 */
export function rowIndex(low: Uint32Array, high: Uint32Array): RowIndex {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * low.length + 2))).fill(-1);
  const mask = slots.length - 1;
  const slotOf = (lowOf: number, highOf: number) => {
    let slot = lowOf & mask;
    for (let row = slots[slot]!; row !== -1; row = slots[slot]!) {
      if (low[row] === lowOf && high[row] === highOf) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  for (let row = 0; row < low.length; row++) {
    const slot = slotOf(low[row]!, high[row]!);
    if (slots[slot] === -1) slots[slot] = row;
  }
  return { find: (lowOf, highOf) => slots[slotOf(lowOf, highOf)]! };
}
