import { describe, expect, test } from '@jest/globals';
import { roadSteps, useOfRoad } from '../../../bench/cost/road.ts';
import { costOfBatch, costOfSteps, measured, ownAlarms } from '../../../bin/docs/cost/cost-sections.ts';
import { environmentNamed, environmentNames } from '../../../lib/environments.ts';
import { resourcesOf, templateOf } from '../../support/templates.ts';

describe('docs/cost.md', () => {
  test('counts the calls that a batch makes; if not, run: npm run bench:cost and node bin/write-docs.ts', async () => {
    const { columns } = measured;
    const { steps } = await useOfRoad({ rows: 1_000, columns });

    for (const { steps: written } of measured.batches)
      expect(written.map(({ warmSeconds: _, coldSeconds: __, ...calls }) => calls)).toEqual(
        roadSteps.map((step) => {
          const { seconds: _, ...calls } = steps[step];
          return { step, ...calls };
        }),
      );
  }, 20_000);

  test.each(environmentNames)('knows how many alarms %s has', async (name) => {
    const { alertSubscribers, operators } = environmentNamed(name);
    // A queue that the stack makes has two more.
    const queues = alertSubscribers.filter((one) => one.protocol === 'sqs').length;
    const listeners = alertSubscribers.length + operators.length + 2 * queues;

    expect(resourcesOf(await templateOf(name), 'AWS::CloudWatch::Alarm')).toHaveLength(ownAlarms + listeners);
  });

  test('adds up', () => {
    const batch = {
      rows: 1,
      keptKb: 1,
      steps: [{ step: 'detect-drift', reads: 10, writes: 5, publishes: 0, warmSeconds: 1, coldSeconds: 2 }],
    };
    const [step] = costOfSteps(batch, 'warm');

    expect(step?.seconds).toBeCloseTo(1.3);
    // 10 reads, 5 writes, 3 requests of SQS, one of Lambda, 1.3 s of 1,769 MB.
    expect(step?.dollars).toBeCloseTo(4e-6 + 25e-6 + 1.2e-6 + 0.2e-6 + 1.3 * (1769 / 1024) * 13.3334e-6, 9);
    expect(costOfBatch(batch, 'warm')).toBe(step?.dollars);
  });
});
