/** Ids by 64 bits of hash each, in two halves. */
export interface Ids {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** Places of ids by their hash. */
export interface IdIndex {
  /** The place of an id; -1 where it is not there. */
  readonly find: (low: number, high: number) => number;
  /** The place of an id, which is put behind the others where it is not there. */
  readonly add: (low: number, high: number) => number;
  /** All ids by their places. Lives until the next one is added. */
  readonly ids: () => Ids;
}

/** Room at first; slots are at least four for every three ids. */
const firstRoom = 1024;

/**
 * Ids that are different, found by open addressing with linear probing: 8 bytes an id, and 4 a slot.
 *
 * @param given  different ids to begin with, which keep their places
 */
export function idIndex(given: Ids = { low: new Uint32Array(0), high: new Uint32Array(0) }): IdIndex {
  let { low: lows, high: highs } = given;
  let size = lows.length;
  let slots = slotsOf(lows, size);

  function slotOf(low: number, high: number): number {
    const mask = slots.length - 1;
    let slot = low & mask;
    for (let place = slots[slot]!; place > 0; place = slots[slot]!) {
      if (lows[place - 1] === low && highs[place - 1] === high) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function grow(): void {
    const room = Math.max(firstRoom, 2 * lows.length);
    lows = longer(lows, room);
    highs = longer(highs, room);
    slots = slotsOf(lows, size, room);
  }

  return {
    find: (low, high) => slots[slotOf(low, high)]! - 1,
    add(low, high) {
      const known = slots[slotOf(low, high)]! - 1;
      if (known >= 0) return known;
      if (size === lows.length) grow();
      lows[size] = low;
      highs[size] = high;
      slots[slotOf(low, high)] = size + 1;
      return size++;
    },
    ids: () => ({ low: lows.subarray(0, size), high: highs.subarray(0, size) }),
  };
}

/** Of the first `size` ids the place, from 1, at the first free slot from where its hash points to. */
function slotsOf(lows: Uint32Array, size: number, room = size): Int32Array {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2((Math.max(firstRoom, room) * 4) / 3)));
  const mask = slots.length - 1;
  for (let place = 0; place < size; place++) {
    let slot = lows[place]! & mask;
    while (slots[slot]! > 0) slot = (slot + 1) & mask;
    slots[slot] = place + 1;
  }
  return slots;
}

function longer(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(length);
  copy.set(array);
  return copy;
}
