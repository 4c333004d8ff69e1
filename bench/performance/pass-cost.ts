import { profileRows } from '../../lambdas/pipeline/profile-rows.ts';
import { noQuarantine } from '../../lambdas/pipeline/quarantine.ts';
import { seededRandom } from '../read/random.ts';
import { openReference, openText } from './read-rows.ts';

const columns = [
  ...Array.from({ length: 6 }, (_, index) => ({ name: `n${index}`, kind: 'numeric' })),
  ...Array.from({ length: 3 }, (_, index) => ({ name: `c${index}`, kind: 'categorical' })),
  { name: 'sure', kind: 'numeric', role: 'confidence' },
  { name: 'said', kind: 'categorical', role: 'prediction' },
  { name: 'is', kind: 'categorical', role: 'label' },
];

function rowsOf(rows: number, seed: number): string {
  const random = seededRandom(seed);
  const lines = [columns.map(({ name }) => name).join(',')];
  for (let row = 0; row < rows; row++) {
    const numbers = Array.from({ length: 6 }, () => random.normal().toFixed(4));
    const categories = Array.from({ length: 3 }, () => `v${Math.floor(8 * random.uniform())}`);
    const sure = random.uniform();
    // Wrong in ways that a tree can find: as many leaves as there can be.
    const chance = Math.min(
      1,
      Math.max(
        0,
        sure +
          0.2 * Math.sin(2 * Number(numbers[0])) +
          0.1 * Math.sign(Number(numbers[1])) +
          0.05 * Number(numbers[2]),
      ),
    );
    const is = random.uniform() < chance ? 'yes' : 'no';
    lines.push([...numbers, ...categories, sure.toFixed(4), sure >= 0.5 ? 'yes' : 'no', is].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** What performance adds to the pass over a batch. */
export interface PassCost {
  readonly rows: number;
  readonly leaves: number;
  /** Median of the ratios of passes with and without it, one after the other. */
  readonly ratio: number;
}

/** Reads a batch again and again, in turns with and without what performance keeps of it. */
export async function passCost(rows: number, turns: number): Promise<PassCost> {
  const { contract, yardstick } = await openReference(columns, rowsOf(40_000, 1));
  const { performance: plan, ...without } = yardstick;
  const text = rowsOf(rows, 2);
  const time = async (one: typeof yardstick): Promise<number> => {
    // Of the processor, not of the clock: others may use the machine.
    const start = process.cpuUsage();
    await profileRows(await openText(text), contract, one, { quarantine: noQuarantine });
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  await time(yardstick);
  await time(without);
  const ratios: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const isFirst = turn % 2 === 0;
    const first = await time(isFirst ? yardstick : without);
    const second = await time(isFirst ? without : yardstick);
    ratios.push(isFirst ? first / second : second / first);
  }
  return {
    rows,
    leaves: (plan?.tree.length ?? 0) + 1,
    ratio: ratios.sort((a, b) => a - b)[turns >> 1] ?? Number.NaN,
  };
}
