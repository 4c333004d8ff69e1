import type { Samples } from '../values/measured.ts';

/** How the values of some rows differ from the reference's, on coarse bins. */
export interface CoarseEffects {
  /** D of numbers, total variation of categories: the share of rows that moved. */
  readonly moved: number;
  /** Largest rise of the share of one bin. */
  readonly rise: number;
}

/** Two sets of rows by the same bins. */
export interface CoarseCounts {
  readonly type: 'numbers' | 'codes';
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/** @returns both 0 where either has no value */
export function coarseEffects({ type, reference, current }: CoarseCounts): CoarseEffects {
  const sizes = samplesOf({ reference, current });
  if (sizes.reference === 0 || sizes.current === 0) return { moved: 0, rise: 0 };
  let [gap, widest, total, rise] = [0, 0, 0, 0];
  for (const [bin, count] of current.entries()) {
    const difference = count / sizes.current - reference[bin]! / sizes.reference;
    gap += difference;
    widest = Math.max(widest, Math.abs(gap));
    total += Math.abs(difference);
    rise = Math.max(rise, difference);
  }
  return { moved: type === 'numbers' ? widest : total / 2, rise };
}

function samplesOf({ reference, current }: Omit<CoarseCounts, 'type'>): Samples {
  const [before = 0, now = 0] = [reference, current].map((counts) => counts.reduce((sum, n) => sum + n, 0));
  return { reference: before, current: now };
}
