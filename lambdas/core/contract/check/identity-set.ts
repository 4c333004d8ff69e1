/** Values that were seen, by 64 bits of hash each. */
export interface IdentitySet {
  /** @returns whether the value was there before; false too for a new one that there is no room for */
  readonly add: (low: number, high: number) => boolean;
  readonly size: () => number;
  /** Whether a value was left out for want of room. */
  readonly isFull: () => boolean;
}

/** Slots at first; there are at least four for every three values. */
const firstSlots = 1024;

/**
 * An empty set: open addressing with linear probing over two typed arrays, 8 bytes a slot. A slot of two zeros is
 * free; a value whose hash is that is kept as another one.
 *
 * @param capacity  values kept at most
 */
export function identitySet(capacity: number): IdentitySet {
  let lows = new Uint32Array(firstSlots);
  let highs = new Uint32Array(firstSlots);
  let size = 0;
  let full = false;

  function slotOf(low: number, high: number): number {
    const mask = lows.length - 1;
    let slot = low & mask;
    while ((lows[slot] !== low || highs[slot] !== high) && (lows[slot]! | highs[slot]!) !== 0)
      slot = (slot + 1) & mask;
    return slot;
  }

  function grow(): void {
    const [oldLows, oldHighs] = [lows, highs];
    lows = new Uint32Array(oldLows.length * 2);
    highs = new Uint32Array(oldLows.length * 2);
    for (let old = 0; old < oldLows.length; old++) {
      const low = oldLows[old]!;
      const high = oldHighs[old]!;
      if ((low | high) === 0) continue;
      const slot = slotOf(low, high);
      lows[slot] = low;
      highs[slot] = high;
    }
  }

  return {
    add(givenLow, high) {
      const low = (givenLow | high) === 0 ? 1 : givenLow;
      const slot = slotOf(low, high);
      if ((lows[slot]! | highs[slot]!) !== 0) return true;
      if (size >= capacity) {
        full = true;
        return false;
      }
      lows[slot] = low;
      highs[slot] = high;
      size++;
      if (4 * size > 3 * lows.length) grow();
      return false;
    },
    size: () => size,
    isFull: () => full,
  };
}
