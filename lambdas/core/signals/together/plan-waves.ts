import { uniformNumbers } from '../../stats/functions/uniform-numbers.ts';
import type { Wave, Waves } from './waves.ts';

/** Enough for every three of ten columns to be in some wave together. */
const waveCount = 320;

/** Frequencies of ranks, in {@link turn}s of 16 levelReach: 0.4 to 3.5 radians from the median to the largest value. */
const frequencies = [3, 4, 5, 6, 7, 8] as const;

/** What a wave can be made of: how many ranked columns there are, and how many groups each grouped column has. */
interface Material {
  readonly ranked: number;
  readonly groups: readonly number[];
}

/**
 * Draws waves over random subsets of two to four columns. All columns are dealt out like cards, round by round, so that
 * each is in about as many waves as any other.
 *
 * @param seed  whole, from 0 below 2^32; the same seed gives the same waves, everywhere
 */
export function planWaves({ ranked, groups }: Material, seed: number): Waves {
  const columns = ranked + groups.length;
  if (columns < 2) return { seed, waves: [] };
  const random = randomIntegers(seed);
  const waves: Wave[] = [];
  let deck: number[] = [];
  while (waves.length < waveCount) {
    const size = Math.min(columns, sizes[random(sizes.length)]!);
    if (deck.length < size) deck = shuffled(columns, random);
    waves.push(waveOf(deck.splice(0, size), { ranked, groups }, random));
  }
  return { seed, waves };
}

/** Mostly three and four: pairs are looked at one by one elsewhere, and a wave of four holds four threes. */
const sizes = [2, 3, 3, 3, 4, 4, 4, 4, 4, 4] as const;

function waveOf(members: readonly number[], { ranked, groups }: Material, random: Integers): Wave {
  return {
    ranked: members
      .filter((member) => member < ranked)
      .map((index) => ({
        index,
        frequency: frequencies[random(frequencies.length)]! * (random(2) === 0 ? 1 : -1),
      })),
    grouped: members
      .filter((member) => member >= ranked)
      .map((member) => ({
        index: member - ranked,
        angles: Array.from({ length: groups[member - ranked]! }, () => random(65_536)),
      })),
  };
}

type Integers = (below: number) => number;

/** Fisher and Yates. */
function shuffled(length: number, random: Integers): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = random(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Whole numbers from 0 below a limit, from a seed. */
function randomIntegers(seed: number): Integers {
  const uniform = uniformNumbers(seed);
  return (below) => Math.floor(uniform() * below);
}
