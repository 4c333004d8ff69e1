import { uniforms } from './golden.ts';

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
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (below) => Math.floor(uniform() * below),
  };
}
