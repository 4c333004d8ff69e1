/** A stream of numbers that look random: the same name gives the same numbers everywhere. */
export interface RandomStream {
  /** Uniform in (0, 1), 53 bits: two of a million are hardly ever equal. */
  readonly uniform: () => number;
  /** Standard normal (Marsaglia and Bray 1964). */
  readonly normal: () => number;
}

/**
 * sfc32 (Doty-Humphrey, PractRand), seeded by a name. A generator with a long period and independent streams: a bench of
 * thousands of streams of millions of numbers would run into itself with 32 bits of state.
 */
export function randomStream(name: string): RandomStream {
  let [a, b, c] = seedsOf(name);
  let counter = 1;
  let spare: number | undefined;

  function bits(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  const uniform = () => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6) + 0.5) / 9_007_199_254_740_992;

  function normal(): number {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  }

  for (let warm = 0; warm < 16; warm++) bits();
  return { uniform, normal };
}

/** Three hashes of a name: FNV-1a from different starts. */
function seedsOf(name: string): [number, number, number] {
  const hash = (start: number) => {
    let value = start;
    for (let at = 0; at < name.length; at++) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193);
    return value ^ (value >>> 15);
  };
  return [hash(0x811c9dc5), hash(0x2545f491), hash(0x9e3779b9)];
}
