import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { environmentNames } from '../../lib/environments.ts';
import { scheduled, steps } from '../../lib/functions.ts';
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

    for (const kind of ['dead letters', 'waiting too long', 'crashes', 'throttles'])
      expect(names).toContain(`Plumbline-${environment} ${name}: ${kind}`);
  });

  it.each(scheduled)('$name has an alarm for dead letters, crashes and throttles', async ({ name }) => {
    const names = (await alarms(environment)).map(({ AlarmName }) => AlarmName);

    for (const kind of ['dead letters', 'crashes', 'throttles'])
      expect(names).toContain(`Plumbline-${environment} ${name}: ${kind}`);
  });

  it('operators hear when an alarm begins and when it is over; silence is one only where something must happen', async () => {
    const template = await templateOf(environment);
    const ops = [template.Outputs.OpsTopicArn?.Value];

    for (const { Properties } of resourcesOf(template, 'AWS::CloudWatch::Alarm'))
      expect(Properties).toMatchObject({
        AlarmActions: ops,
        OKActions: ops,
        TreatMissingData: String(Properties.AlarmName).endsWith(': missed runs')
          ? 'breaching'
          : 'notBreaching',
      });
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
