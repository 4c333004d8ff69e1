/** Deterministic numbers in [0, 1): Mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A normal deviate as the sum of twelve uniforms. */
function normal(random: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

export interface CustomerOptions {
  readonly rows: number;
  readonly seed: number;
  /** Added to every age. */
  readonly older?: number;
  /** Share of ages left out. */
  readonly missing?: number;
  /** Replaces row 1, 2, ... when given. */
  readonly extraRows?: readonly string[];
}

/** A CSV of customers: id, age (normal about 40), plan (free, basic, pro), active. */
export function customersCsv({
  rows,
  seed,
  older = 0,
  missing = 0,
  extraRows = [],
}: CustomerOptions): string {
  const random = seededRandom(seed);
  const lines = ['id,age,plan,active'];
  for (let row = 1; row <= rows; row++) {
    const age = (40 + older + 8 * normal(random)).toFixed(1);
    const plan = ['free', 'free', 'basic', 'pro'][Math.floor(4 * random())];
    lines.push(`${row},${random() < missing ? '' : age},${plan},${random() < 0.7}`);
  }
  return `${[...lines, ...extraRows].join('\n')}\n`;
}

/** The contract that {@link customersCsv} keeps. */
export const customersContract = {
  schemaVersion: 1,
  columns: [
    { name: 'id', kind: 'integer', role: 'id' },
    { name: 'age', kind: 'numeric', min: 0, max: 120, nullable: true },
    { name: 'plan', kind: 'categorical', values: ['free', 'basic', 'pro'] },
    { name: 'active', kind: 'boolean' },
  ],
  // Learning what is usual is looked at by itself: everywhere else the first batch has a verdict.
  reference: { learnFrom: 0 },
} as const;
