import { seededRandom } from './random.ts';

/** What rows of texts, vectors and times are like. */
export interface Talk {
  readonly seed: number;
  readonly rows?: number;
  /** Words of a note on average. */
  readonly words?: number;
  /** Share of words that the reference has not. */
  readonly strange?: number;
  /** Added to the third component. */
  readonly shift?: number;
  /** Share of rows that carry a time years ahead, and of rows that carry one from before. */
  readonly future?: number;
  readonly shuffled?: boolean;
}

/** Notes of a few hundred words in a language of its own, vectors of four normals, a row a minute. */
export function makeTalk({
  seed,
  rows = 3000,
  words = 6,
  strange = 0,
  shift = 0,
  future = 0,
  shuffled,
}: Talk): string {
  const { uniform, normal, integer } = seededRandom(seed);
  const lines = Array.from({ length: rows }, (_, row) => {
    const note = Array.from({ length: 1 + integer(2 * words) }, () =>
      uniform() < strange
        ? `qx${integer(1e6).toString(36)}`
        : `word${'abcdefgh'[integer(8)]}${'klmnop'[integer(6)]}`,
    ).join(' ');
    const minute = shuffled ? integer(rows) : row;
    const at = Date.UTC(uniform() < future ? 2031 : 2026, 9, 1, 0, minute);
    const v = [normal(), normal(), normal() + shift, normal()];
    return JSON.stringify({ note, v, at: new Date(at).toISOString() });
  });
  return `${lines.join('\n')}\n`;
}
