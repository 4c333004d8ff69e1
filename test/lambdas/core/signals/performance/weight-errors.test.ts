import { beforeAll, describe, expect, test } from '@jest/globals';
import { type ModelWorld, modelWorld } from '../../../../support/model-world.ts';
import { seededRandom } from '../../../../support/random.ts';

const columns = [
  { name: 'size', kind: 'numeric' },
  { name: 'said', kind: 'numeric', role: 'prediction' },
  { name: 'is', kind: 'numeric', role: 'label', required: false, nullable: true },
] as const;

interface Setting {
  readonly rows: number;
  readonly seed: number;
  readonly isLabelled?: (said: number) => boolean;
  /** Factor on all errors. */
  readonly worse?: number;
}

/** Prices whose errors grow with them. */
function prices({ rows, seed, isLabelled = () => true, worse = 1 }: Setting) {
  const random = seededRandom(seed);
  const lines = ['size,said,is'];
  let absolute = 0;
  for (let row = 0; row < rows; row++) {
    const size = random.uniform();
    const said = 100 + 400 * size;
    const error = worse * 0.1 * said * random.normal();
    absolute += Math.abs(error);
    lines.push(`${size.toFixed(4)},${said.toFixed(2)},${isLabelled(said) ? (said + error).toFixed(2) : ''}`);
  }
  return { csv: `${lines.join('\n')}\n`, mae: absolute / rows };
}

let world: ModelWorld;
beforeAll(async () => {
  world = await modelWorld({ columns, model: { task: 'regression' } }, prices({ rows: 8000, seed: 1 }).csv);
});

describe('labels of some rows only, where numbers are predicted', () => {
  test('stand for all of their kind, where some of each kind have one', async () => {
    const random = seededRandom(7);
    const isLabelled = (said: number) => random.uniform() < (said > 300 ? 0.5 : 0.05);
    const { csv, mae } = prices({ rows: 6000, seed: 2, isLabelled, worse: 1.5 });

    const { realised } = (await world.measure(csv))!;

    expect(realised!.weighted!.estimated).toBeLessThan(0.02);
    expect(realised!.weighted!.naive).toBeGreaterThan(1.15 * mae);
    expect(Math.abs(realised!.value - mae)).toBeLessThan(0.05 * mae);
    expect(mae).toBeGreaterThan(realised!.interval[0]);
    expect(mae).toBeLessThan(realised!.interval[1]);
    expect(realised!.verdict).toBe('worse');
  });

  test('leave the estimate where no row of a kind has one, and say so', async () => {
    const { csv, mae } = prices({ rows: 6000, seed: 3, isLabelled: (said) => said > 300 });

    const { realised } = (await world.measure(csv))!;

    expect(realised!.weighted!.estimated).toBeGreaterThan(0.35);
    expect(realised!.weighted!.naive).toBeGreaterThan(1.25 * mae);
    expect(Math.abs(realised!.value - mae)).toBeLessThan(0.05 * mae);
  });

  test('all have one: nothing is weighted, and the capped loss is told beside', async () => {
    const { realised } = (await world.measure(prices({ rows: 3000, seed: 4 }).csv))!;

    expect(realised!.weighted).toBeUndefined();
    const { capped } = realised!;
    expect(Math.abs(capped!.value - capped!.baseline)).toBeLessThan(0.02);
    expect(capped!.dispersion).toBeGreaterThan(0.1);
    expect(capped!.dispersion).toBeLessThan(0.6);
  });
});
