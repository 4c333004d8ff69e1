import { fnvStart, hashText } from '../../lambdas/core/block/hash.ts';

/** A stream of numbers that look random: the same name gives the same numbers everywhere. */
export interface RandomStream {
  /** Uniform in (0, 1), 53 bits: two of a million are hardly ever equal. */
  readonly uniform: () => number;
  /** Standard normal. */
  readonly normal: () => number;
}

/**
 * sfc32 (Doty-Humphrey, PractRand), seeded by a name. A generator with a long period and independent streams: a bench of
 * thousands of streams of millions of numbers would run into itself with 32 bits of state.
 */
export function randomStream(name: string): RandomStream {
  let [a, b, c] = seedsOf(name);
  let counter = 1;

  function bits(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  const uniform = () => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6) + 0.5) / 9_007_199_254_740_992;

  /** A layer and a place in it: nearly always under the curve at once. */
  function normal(): number {
    for (;;) {
      const layer = bits() & (layers - 1);
      const x = (2 * uniform() - 1) * ends[layer]!;
      if (Math.abs(x) < ends[layer + 1]!) return x;
      if (layer === 0) return tail(x < 0 ? -1 : 1);
      const height = heights[layer]! + uniform() * (heights[layer + 1]! - heights[layer]!);
      if (height < Math.exp(-0.5 * x * x)) return x;
    }
  }

  /** Beyond the last layer's end (Marsaglia 1964). */
  function tail(sign: number): number {
    for (;;) {
      const x = -Math.log(uniform()) / tailStart;
      if (-2 * Math.log(uniform()) > x * x) return sign * (tailStart + x);
    }
  }

  for (let warm = 0; warm < 16; warm++) bits();
  return { uniform, normal };
}

// Layers of equal area under exp(-x^2 / 2), the lowest with the tail: Marsaglia & Tsang (2000), The Ziggurat Method; the layer and
// the place in it from different bits: Doornik (2005).

const layers = 256;
const tailStart = 3.654_152_885_361_009;
const layerArea = 0.004_928_673_233_974_655;

/** Where each layer ends, the lowest first, as if its tail were a part of its box; then 0. */
const ends = layerEnds();
const heights = ends.map((end, layer) => (layer === 0 ? 0 : Math.exp(-0.5 * end * end)));

function layerEnds(): Float64Array {
  const found = new Float64Array(layers + 1);
  let height = Math.exp(-0.5 * tailStart ** 2);
  found[0] = layerArea / height;
  found[1] = tailStart;
  for (let layer = 2; layer < layers; layer++) {
    height += layerArea / found[layer - 1]!;
    found[layer] = Math.sqrt(-2 * Math.log(height));
  }
  return found;
}

/** Three hashes of a name: FNV-1a from different starts. */
function seedsOf(name: string): [number, number, number] {
  const hash = (start: number) => {
    const value = hashText(name, start);
    return value ^ (value >>> 15);
  };
  return [hash(fnvStart), hash(0x2545f491), hash(0x9e3779b9)];
}
