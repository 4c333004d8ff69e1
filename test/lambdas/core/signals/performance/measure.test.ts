import { beforeAll, describe, expect, test } from '@jest/globals';
import { leavesOf } from '../../../../../lambdas/core/signals/performance/tree.ts';
import { loanColumns, loans, type ModelWorld, modelWorld } from '../../../../support/model-world.ts';

let world: ModelWorld;
beforeAll(async () => {
  world = await modelWorld({ columns: loanColumns }, loans({ rows: 20_000, seed: 1 }).csv);
});

describe('what the reference teaches', () => {
  test('the class that is looked for, what scores are of, and where they are wrong', () => {
    const plan = world.yardstick.performance!;

    expect(plan).toMatchObject({ task: 'binary', classes: ['no', 'yes'], positive: 1, scoreOf: 'positive' });
    expect(plan.calibration).toMatchObject({ status: 'learned', rows: 20_000 });
    expect(plan.tree[0] && leavesOf(plan.tree)).toBeGreaterThan(1);
    expect(plan.tree.some(({ among }) => among?.join() === 'south' || among?.join() === 'north')).toBe(true);
  });
});

describe('a batch is told', () => {
  test('to be no worse where it is like the reference', async () => {
    const { csv, accuracy } = loans({ rows: 5000, seed: 2 });

    const result = (await world.measure(csv))!;

    expect(result).toMatchObject({ metric: 'accuracy', verdict: 'no-worse', moved: [] });
    expect(result.realised).toMatchObject({ rows: 5000, of: 5000, verdict: 'no-worse' });
    expect(result.realised!.value).toBeCloseTo(accuracy, 10);
    expect(result.realised!.weighted).toBeUndefined();
    expect(result.estimated).toMatchObject({ method: 'leaf-wise', verdict: 'no-worse' });
  });

  test('to be worse without a label where more rows are of the kind that the model gets wrong', async () => {
    const { csv, accuracy } = loans({ rows: 5000, seed: 3, south: 0.9, isLabelled: () => false });

    const result = (await world.measure(csv))!;

    expect(result.realised).toBeUndefined();
    expect(result.verdict).toBe('worse');
    expect(Math.abs(result.estimated!.value! - accuracy)).toBeLessThan(0.015);
    expect(result.why[0]!.rule).toMatch(/region (south|other than north)/);
  });

  test('to be worse by labels where the relation changed, which no estimate can see', async () => {
    const result = (await world.measure(loans({ rows: 5000, seed: 4, worse: 0.2 }).csv))!;

    expect(result).toMatchObject({
      verdict: 'worse',
      realised: { verdict: 'worse' },
      estimated: { verdict: 'no-worse' },
    });
    const { realised, baseline, why } = result;
    const terms = why.reduce((sum, { mix, relation }) => sum + mix + relation, 0);
    expect(terms).toBeCloseTo(baseline!.value - realised!.value, 10);
    const relation = why.reduce((sum, one) => sum + one.relation, 0);
    expect(relation).toBeGreaterThan(0.8 * terms);
  });

  test('by weight where only what was granted has a label', async () => {
    const { csv, accuracy } = loans({ rows: 20_000, seed: 5, isLabelled: ({ said }) => said === 'yes' });

    const { realised } = (await world.measure(csv))!;

    expect(Math.abs(realised!.weighted!.naive - accuracy)).toBeGreaterThan(0.02);
    expect(Math.abs(realised!.value - accuracy)).toBeLessThan(0.01);
    expect(realised!.interval[0]).toBeLessThan(accuracy);
    expect(realised!.interval[1]).toBeGreaterThan(accuracy);
    expect(realised!.weighted!.estimated).toBeGreaterThan(0.3);
  });

  test('what moved: mean confidence and the mix of predictions', async () => {
    const { csv } = loans({ rows: 5000, seed: 6 });
    const surer = csv.replaceAll(/,(0\.\d+),(yes|no),/g, (_, sure) => {
      const more = Math.min(1, Number(sure) * 1.3);
      return `,${more.toFixed(4)},${more >= 0.5 ? 'yes' : 'no'},`;
    });

    const { moved } = (await world.measure(surer))!;

    expect(moved.map(({ what }) => what)).toEqual(['confidence', 'prediction-mix']);
    expect(moved[0]!.change).toBeGreaterThan(0.15);
  });
});

describe('odd input has a stated outcome', () => {
  test('probabilities in percent where the reference has none count as without one, and then nothing is estimated', async () => {
    const { csv } = loans({ rows: 2000, seed: 7 });
    const percents = csv.replaceAll(
      /,(0\.\d+),(yes|no),/g,
      (_, sure, said) => `,${100 * Number(sure)},${said},`,
    );

    const result = (await world.measure(percents))!;

    expect(result.estimated).toMatchObject({ verdict: 'cannot-tell' });
    expect(result.estimated!.value).toBeUndefined();
    expect(result.estimated!.outside).toBeGreaterThan(0.9);
    expect(result.notes!.join()).toContain('have a probability outside [0, 1]');
    expect(result.realised!.verdict).toBe('no-worse');
  });

  test('percents in the reference are taken for probabilities', async () => {
    const inPercent = (seed: number) =>
      loans({ rows: 6000, seed }).csv.replaceAll(
        /,(0\.\d+),(yes|no),/g,
        (_, sure, said) => `,${100 * Number(sure)},${said},`,
      );
    const other = await modelWorld({ columns: loanColumns }, inPercent(1));

    const result = (await other.measure(inPercent(8)))!;

    expect(other.yardstick.performance!.scoreUnit).toBe('percent');
    expect(result.estimated).toMatchObject({ verdict: 'no-worse' });
    expect(result.realised!.metrics.map(({ name }) => name)).toContain('brier');
  });

  test('scores that are no probabilities are calibrated, and have no log loss', async () => {
    const margins = (seed: number) =>
      loans({ rows: 6000, seed }).csv.replaceAll(
        /,(0\.\d+),(yes|no),/g,
        (_, sure, said) => `,${(20 * Number(sure) - 10).toFixed(3)},${said},`,
      );
    const other = await modelWorld({ columns: loanColumns }, margins(1));

    const result = (await other.measure(margins(9)))!;

    expect(other.yardstick.performance!.scoreUnit).toBe('any');
    expect(result.estimated).toMatchObject({ verdict: 'no-worse' });
    const names = result.realised!.metrics.map(({ name }) => name);
    expect(names).toContain('roc-auc');
    expect(names).not.toContain('log-loss');
    expect(result.notes!.join()).toContain('no probabilities');
  });

  test('labels never seen count as wrong, and are named', async () => {
    const result = (await world.measure(
      loans({ rows: 2000, seed: 10 }).csv.replaceAll(/,yes\n/g, ',perhaps\n'),
    ))!;

    expect(result.realised!.confusion!.classes).toEqual(['no', 'yes', 'others']);
    expect(result.notes!.join()).toContain('of a class that the reference does not have');
    expect(result.verdict).toBe('worse');
  });

  test('labels of one class, and a model that predicts a constant, are named', async () => {
    const result = (await world.measure(
      loans({ rows: 2000, seed: 11 }).csv.replaceAll(/,(yes|no),(yes|no)\n/g, ',yes,yes\n'),
    ))!;

    expect(result.realised!.value).toBe(1);
    expect(result.realised!.metrics.map(({ name }) => name)).not.toContain('roc-auc');
    expect(result.notes!.join()).toContain('all labels are of one class');
    expect(result.notes!.join()).toContain('the model predicts one class for all rows');
  });

  test.each([
    [
      'without labels',
      () => loans({ rows: 2000, seed: 1, isLabelled: () => false }).csv,
      /no row of the reference has both/,
    ],
    ['with 50 rows', () => loans({ rows: 50, seed: 1 }).csv, /only 50 rows of the reference have a label/],
    [
      'with labels of one class',
      () => loans({ rows: 2000, seed: 1 }).csv.replaceAll(/,(yes|no)\n/g, ',yes\n'),
      /all labels of the reference are of one class/,
    ],
  ])('a reference %s estimates nothing, and says why', async (_, csv, reason) => {
    const other = await modelWorld({ columns: loanColumns }, csv());

    const result = (await other.measure(loans({ rows: 2000, seed: 12, isLabelled: () => false }).csv))!;

    expect(result.estimated).toBeUndefined();
    expect(result.verdict).toBe('cannot-tell');
    expect(result.notes!.join()).toMatch(reason);
  });

  test('a small reference goes by confidence alone', async () => {
    const other = await modelWorld({ columns: loanColumns }, loans({ rows: 2000, seed: 1 }).csv);

    const result = (await other.measure(loans({ rows: 2000, seed: 13 }).csv))!;

    expect(result.estimated).toMatchObject({ method: 'cbpe', verdict: 'no-worse' });
  });

  test('a batch without the column of labels has an estimate alone', async () => {
    const rows = loans({ rows: 2000, seed: 14 }).csv.replaceAll(/,[^,\n]*\n/g, '\n');

    const result = (await world.measure(rows))!;

    expect(result.realised).toBeUndefined();
    expect(result.estimated!.verdict).toBe('no-worse');
  });

  test('probabilities of all classes that do not sum to one are counted', async () => {
    const columns = [
      { name: 'a', kind: 'numeric', role: 'confidence', class: 'a' },
      { name: 'b', kind: 'numeric', role: 'confidence', class: 'b' },
      { name: 'c', kind: 'numeric', role: 'confidence', class: 'c' },
      { name: 'said', kind: 'categorical', role: 'prediction' },
      { name: 'is', kind: 'categorical', role: 'label' },
    ];
    const csv = (p: number) =>
      `a,b,c,said,is\n${Array.from({ length: 600 }, (_, row) => `${p},0.2,0.1,${'abc'[row % 3]},${'abc'[(row >> 1) % 3]}`).join('\n')}\n`;
    const other = await modelWorld({ columns }, csv(0.7));

    const result = (await other.measure(csv(0.5)))!;

    expect(result.task).toBe('multiclass');
    expect(result.notes!.join()).toContain(
      '600 rows (100 %) have probabilities of all classes that do not sum to one',
    );
  });
});
