/** Seeded numbers that look random: the same seed gives the same numbers everywhere. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  readonly uniform: () => number;
  /** Standard normal (Box and Muller 1958). */
  readonly normal: () => number;
}

/** Mulberry32 (Ettinger): enough for a bench, no more. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;

  function uniform(): number {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  }

  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
