import type { Profile } from '../../lambdas/core/profile/profile.ts';
import type { Yardstick } from '../../lambdas/core/profile/yardstick.ts';
import { estimateClasses } from '../../lambdas/core/signals/performance/estimate-classes.ts';
import { seededRandom } from '../read/random.ts';
import { withoutLeaves } from './estimates-of-case.ts';
import { measureText, openReference } from './read-rows.ts';

/** Where the model is as right as it says, and where it is not. */
export interface Simulated {
  readonly name: string;
  /** What is added to the probability of the positive class in each of five regions. */
  readonly bias: readonly number[];
}

export const situations: readonly Simulated[] = [
  { name: 'calibrated everywhere', bias: [0, 0, 0, 0, 0] },
  { name: 'off in one region of five', bias: [0, 0, 0, 0, -0.3] },
  { name: 'off by region', bias: [-0.25, -0.1, 0, 0.1, 0.25] },
];

const columns = [
  { name: 'region', kind: 'categorical' },
  { name: 'size', kind: 'numeric' },
  { name: 'noise', kind: 'numeric' },
  { name: 'sure', kind: 'numeric', role: 'confidence' },
  { name: 'said', kind: 'categorical', role: 'prediction' },
  { name: 'is', kind: 'categorical', role: 'label', nullable: true, required: false },
];

/** Which rows get a label. */
type Labelled = 'all' | 'positive' | 'tenth';

/** @param mix  how often rows are of each region */
function rowsOf(
  { bias }: Simulated,
  {
    rows,
    mix,
    seed,
    labelled = 'all',
  }: {
    readonly rows: number;
    readonly mix: readonly number[];
    readonly seed: number;
    readonly labelled?: Labelled;
  },
) {
  const random = seededRandom(seed).uniform;
  const lines = ['region,size,noise,sure,said,is'];
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const region = drawn(mix, random());
    const [size, noise, sure] = [random(), random(), random()];
    const chance = Math.min(1, Math.max(0, sure + bias[region]!));
    const said = sure >= 0.5 ? 'yes' : 'no';
    const truth = random() < chance ? 'yes' : 'no';
    right += truth === said ? 1 : 0;
    const isLabelled = labelled === 'all' || (labelled === 'positive' ? said === 'yes' : random() < 0.1);
    lines.push(
      `r${region},${size.toFixed(3)},${noise.toFixed(3)},${sure.toFixed(4)},${said},${isLabelled ? truth : ''}`,
    );
  }
  return { csv: `${lines.join('\n')}\n`, accuracy: right / rows };
}

function drawn(mix: readonly number[], at: number): number {
  let below = 0;
  for (const [region, share] of mix.entries()) {
    below += share;
    if (at < below) return region;
  }
  return mix.length - 1;
}

const even = [0.2, 0.2, 0.2, 0.2, 0.2];

/** How much is simulated. */
export interface SimulationSize {
  readonly references: number;
  readonly batches: number;
  /** What seeds begin from. */
  readonly seed: number;
}

/** Mean distance of estimated and true accuracy under covariate shift, in shares of the rows. */
export interface ShiftResult {
  readonly name: string;
  readonly batches: number;
  readonly own: number;
  readonly withoutLeaves: number;
  /** Of the difference of the two, over references: twice it is noise. */
  readonly noise: number;
  readonly covered: number;
}

/** Batches whose regions have other shares than the reference's: each draws a mix of its own. */
export async function simulateShift(
  situation: Simulated,
  { references, batches, seed: from }: SimulationSize,
): Promise<ShiftResult> {
  const found: { readonly own: number; readonly without: number; readonly isCovered: boolean }[] = [];
  for (let reference = 0; reference < references; reference++) {
    const read = await openReference(
      columns,
      rowsOf(situation, { rows: 10_000, mix: even, seed: from + 1000 + reference }).csv,
    );
    for (let batch = 0; batch < batches; batch++) {
      const seed = from + 100_000 + 1000 * reference + batch;
      const { csv, accuracy } = rowsOf(situation, { rows: 5000, mix: anyMix(seed), seed });
      found.push(oneEstimate(read, (await measureText(read, csv)).profile, accuracy));
    }
  }
  const mean = (of: (one: (typeof found)[number]) => number) =>
    found.reduce((sum, one) => sum + of(one), 0) / found.length;
  const difference = mean(({ own, without }) => own - without);
  const spread = Math.sqrt(mean(({ own, without }) => (own - without - difference) ** 2));
  return {
    name: situation.name,
    batches: found.length,
    own: mean(({ own }) => own),
    withoutLeaves: mean(({ without }) => without),
    noise: (2 * spread) / Math.sqrt(found.length),
    covered: mean(({ isCovered }) => Number(isCovered)),
  };
}

function anyMix(seed: number): readonly number[] {
  const random = seededRandom(seed + 7).uniform;
  const sizes = even.map(() => Math.log(1 - random()) ** 2);
  const all = sizes.reduce((a, b) => a + b, 0);
  return sizes.map((size) => size / all);
}

function oneEstimate(
  { yardstick, reference }: { readonly yardstick: Yardstick; readonly reference: Profile },
  profile: Profile,
  accuracy: number,
) {
  const [plan, known, state] = [yardstick.performance, reference.performance, profile.performance];
  if (!plan || !known || !state) throw new Error('nothing is predicted');
  const [own, without] = [plan, withoutLeaves(plan)].map(
    (one) => estimateClasses(one, known, state, ['accuracy']).metrics[0],
  );
  if (!own || !without) throw new Error('nothing is estimated');
  return {
    own: Math.abs(own.value - accuracy),
    without: Math.abs(without.value - accuracy),
    isCovered: Math.abs(own.value - accuracy) <= 1.96 * own.standardError,
  };
}

/** How far accuracy by weight is off where some rows have a label, and accuracy of the labelled rows alone. */
export interface PartialResult {
  readonly name: string;
  readonly labelled: Labelled;
  readonly batches: number;
  readonly bias: number;
  readonly naiveBias: number;
  readonly covered: number;
}

/** Batches as the reference, of which some rows have a label. */
export async function simulatePartial(
  situation: Simulated,
  labelled: Labelled,
  { references, batches, seed: from }: SimulationSize,
): Promise<PartialResult> {
  let [all, bias, naive, covered] = [0, 0, 0, 0];
  for (let reference = 0; reference < references; reference++) {
    const read = await openReference(
      columns,
      rowsOf(situation, { rows: 10_000, mix: even, seed: from + 2000 + reference }).csv,
    );
    for (let batch = 0; batch < batches; batch++) {
      const seed = from + 500_000 + 1000 * reference + batch;
      const { csv, accuracy } = rowsOf(situation, { rows: 5000, mix: anyMix(seed), seed, labelled });
      const realised = (await measureText(read, csv)).performance?.realised;
      if (!realised) continue;
      all++;
      bias += realised.value - accuracy;
      naive += (realised.weighted?.naive ?? realised.value) - accuracy;
      covered += accuracy >= realised.interval[0] && accuracy <= realised.interval[1] ? 1 : 0;
    }
  }
  return {
    name: situation.name,
    labelled,
    batches: all,
    bias: bias / all,
    naiveBias: naive / all,
    covered: covered / all,
  };
}
