import { uniforms } from './golden.ts';

// Taken out of Math once: inside Jest's module scope every look-up of a global is slow.
const { sqrt, log, cos, floor, PI } = Math;

/** Seeded random numbers: the same seed gives the same numbers, everywhere. */
export interface Random {
  /** Evenly in [0, 1). */
  uniform(): number;
  /** Standard normal (Box and Muller 1958). */
  normal(): number;
  /** Whole, evenly in [0, below). */
  integer(below: number): number;
}

export function seededRandom(seed: number): Random {
  const uniform = uniforms(String(seed));
  return {
    uniform,
    normal: () => sqrt(-2 * log(1 - uniform())) * cos(2 * PI * uniform()),
    integer: (below) => floor(uniform() * below),
  };
}
