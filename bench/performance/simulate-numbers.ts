import { seededRandom } from '../read/random.ts';
import { measureText, openReference } from './read-rows.ts';
import type { SimulationSize } from './simulate.ts';

/** Which rows get a label. */
export const labelledNumbers = ['high', 'tenth', 'mostly-high'] as const;
export type LabelledNumbers = (typeof labelledNumbers)[number];

const columns = [
  { name: 'region', kind: 'categorical' },
  { name: 'size', kind: 'numeric' },
  { name: 'noise', kind: 'numeric' },
  { name: 'said', kind: 'numeric', role: 'prediction' },
  { name: 'is', kind: 'numeric', role: 'label', nullable: true, required: false },
];

interface Rows {
  readonly rows: number;
  readonly seed: number;
  readonly labelled?: LabelledNumbers;
  /** Factor on errors. */
  readonly worse?: number;
}

/** Prices whose errors grow with what is predicted, in one region of four twice as much. */
function pricesOf({ rows, seed, labelled, worse = 1 }: Rows) {
  const random = seededRandom(seed);
  const lines = ['region,size,noise,said,is'];
  let absolute = 0;
  for (let row = 0; row < rows; row++) {
    const region = Math.floor(4 * random.uniform());
    const [size, noise] = [random.uniform(), random.uniform()];
    const said = 100 + 400 * size + 20 * random.normal();
    const error = worse * 0.08 * Math.abs(said) * (region === 3 ? 2 : 1) * random.normal();
    absolute += Math.abs(error);
    const isLabelled = !labelled || hasLabel(labelled, said, random.uniform());
    lines.push(
      `r${region},${size.toFixed(4)},${noise.toFixed(4)},${said.toFixed(2)},${isLabelled ? (said + error).toFixed(2) : ''}`,
    );
  }
  return { csv: `${lines.join('\n')}\n`, mae: absolute / rows };
}

function hasLabel(labelled: LabelledNumbers, said: number, chance: number): boolean {
  switch (labelled) {
    case 'high':
      return said > 350;
    case 'tenth':
      return chance < 0.1;
    case 'mostly-high':
      return chance < (said > 350 ? 0.5 : 0.03);
    default:
      return labelled satisfies never;
  }
}

/** How far the mean absolute error by weight is off, relative, where some rows have a label; and that of the labelled rows alone. */
export interface PartialNumbers {
  readonly labelled: LabelledNumbers;
  readonly worse: number;
  readonly batches: number;
  readonly bias: number;
  readonly naiveBias: number;
  readonly covered: number;
}

/** Batches whose errors are as in the reference, or larger, of which some rows have a label. */
export async function simulateNumbers(
  labelled: LabelledNumbers,
  worse: number,
  { references, batches, seed }: SimulationSize,
): Promise<PartialNumbers> {
  let [all, bias, naive, covered] = [0, 0, 0, 0];
  for (let reference = 0; reference < references; reference++) {
    const read = await openReference(columns, pricesOf({ rows: 10_000, seed: seed + 3000 + reference }).csv);
    for (let batch = 0; batch < batches; batch++) {
      const number = seed + 900_000 + 1000 * reference + batch;
      const { csv, mae } = pricesOf({ rows: 5000, seed: number, labelled, worse });
      const realised = (await measureText(read, csv)).performance?.realised;
      if (!realised) continue;
      all++;
      bias += realised.value / mae - 1;
      naive += (realised.weighted?.naive ?? realised.value) / mae - 1;
      covered += mae >= realised.interval[0] && mae <= realised.interval[1] ? 1 : 0;
    }
  }
  return { labelled, worse, batches: all, bias: bias / all, naiveBias: naive / all, covered: covered / all };
}
