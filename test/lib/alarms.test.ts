import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { environmentNames } from '../../lib/environments.ts';
import { scheduled } from '../../lib/functions/scheduled.ts';
import { steps } from '../../lib/functions/steps.ts';
import { tasks } from '../../lib/functions/tasks.ts';
import { resourcesOf, type Template, templateOf } from '../support/templates.ts';

const runbook = await readFile(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

describe.each(environmentNames)('%s', (environment) => {
  it('every alarm says what it means for people and which section of the runbook helps', async () => {
    for (const { AlarmDescription } of await alarms(environment))
      expect(AlarmDescription).toMatch(/^Impact: [a-z].{20,}\. What to do: docs\/runbook\.md#[a-z-]+$/);
  });

  it('those sections exist, with description, impact, investigation and resolution', async () => {
    const named = (await alarms(environment)).map(
      ({ AlarmDescription }) => AlarmDescription.split('#')[1] ?? '',
    );

    for (const section of new Set(named))
      for (const part of ['Description', 'Impact', 'Investigation', 'Resolution'])
        expect(sectionOf(section)).toContain(`**${part}.**`);
  });

  it.each(steps)('$name has an alarm for dead letters, waiting, crashes and throttles', async ({ name }) => {
    const names = (await alarms(environment)).map(({ AlarmName }) => AlarmName);

    for (const kind of ['dead letters', 'more dead letters', 'waiting too long', 'crashes', 'throttles'])
      expect(names).toContain(`Plumbline-${environment} ${name}: ${kind}`);
  });

  it.each(tasks)(
    '$name has an alarm for crashes and throttles, and failed runs have one',
    async ({ name }) => {
      const names = (await alarms(environment)).map(({ AlarmName }) => AlarmName);

      for (const kind of [`${name}: crashes`, `${name}: throttles`, 'large-batches: failed runs'])
        expect(names).toContain(`Plumbline-${environment} ${kind}`);
    },
  );

  it.each(scheduled)(
    '$name has an alarm for dead letters, failed runs and throttles',
    async ({ name, onFailure }) => {
      const names = (await alarms(environment)).map(({ AlarmName }) => AlarmName);

      for (const kind of ['dead letters', 'more dead letters', onFailure?.title ?? 'crashes', 'throttles'])
        expect(names).toContain(`Plumbline-${environment} ${name}: ${kind}`);
    },
  );

  it('operators hear when an alarm begins and when it is over; silence is one only where something must happen', async () => {
    const template = await templateOf(environment);
    const ops = [template.Outputs.OpsTopicArn?.Value];

    for (const { Properties } of resourcesOf(template, 'AWS::CloudWatch::Alarm')) {
      const name = String(Properties.AlarmName);
      const isMissed = name.endsWith(': missed runs');
      expect([name, Properties]).toMatchObject([
        name,
        { AlarmActions: ops, TreatMissingData: isMissed ? 'missing' : 'notBreaching' },
      ]);
      // Silence after a run is what rings, and that there was none yet does not.
      expect([name, Properties.InsufficientDataActions]).toEqual([name, isMissed ? ops : undefined]);
      expect([name, Properties.OKActions]).toEqual([
        name,
        name.endsWith(': more dead letters') ? undefined : ops,
      ]);
    }
  });

  it('an alert that SNS could not filter is an alarm', async () => {
    const metrics = resourcesOf(await templateOf(environment), 'AWS::CloudWatch::Alarm').map(
      ({ Properties }) => Properties.MetricName,
    );

    for (const why of ['NoMessageAttributes', 'InvalidAttributes'])
      expect(metrics).toContain(`NumberOfNotificationsFilteredOut-${why}`);
  });

  it('a queue of dead letters that gets more of them rings again', async () => {
    const alarms = resourcesOf(await templateOf(environment), 'AWS::CloudWatch::Alarm');
    const [expression, depth] = z
      .tuple([
        z.object({ Expression: z.string() }),
        z.object({ MetricStat: z.object({ Metric: z.object({ MetricName: z.string() }) }) }),
      ])
      .parse(alarms.find(({ id }) => id.startsWith('DetectDriftMoreDeadLetters'))?.Properties.Metrics);

    expect(expression.Expression).toBe('IF(DIFF(depth) > 0 AND depth - DIFF(depth) > 0, 1, 0)');
    expect(depth.MetricStat.Metric.MetricName).toBe('ApproximateNumberOfMessagesVisible');
  });
});

const alarmSchema = z.object({ AlarmName: z.string(), AlarmDescription: z.string() });

async function alarms(environment: string): Promise<z.infer<typeof alarmSchema>[]> {
  const template: Template = await templateOf(environment);
  return resourcesOf(template, 'AWS::CloudWatch::Alarm').map(({ Properties }) =>
    alarmSchema.parse(Properties),
  );
}

/** The text below `## Dead letters`, found by the anchor that GitHub gives it. */
function sectionOf(anchor: string): string {
  const sections = runbook.split(/^## /m);
  return sections.find((text) => text.split('\n')[0]?.toLowerCase().replaceAll(' ', '-') === anchor) ?? '';
}
