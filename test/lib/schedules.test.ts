import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { environmentNamed, environmentNames } from '../../lib/environments.ts';
import { scheduled } from '../../lib/functions/scheduled.ts';
import { pascalCase } from '../../lib/pascal-case.ts';
import { resourcesOf, type Template, templateOf } from '../support/templates.ts';

const getAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string(),
  Target: z.object({
    Arn: getAtt,
    RoleArn: getAtt,
    /** Text, or pieces of text that are joined at deployment. */
    Input: z.unknown(),
    DeadLetterConfig: z.object({ Arn: getAtt }),
    RetryPolicy: z.object({ MaximumEventAgeInSeconds: z.int(), MaximumRetryAttempts: z.int() }),
  }),
});

function scheduleOf(template: Template, name: string) {
  const found = resourcesOf(template, 'AWS::Scheduler::Schedule').find(({ id }) =>
    id.startsWith(pascalCase(name)),
  );
  return scheduleSchema.parse(found?.Properties);
}

describe.each(environmentNames)('%s', (environment) => {
  it('every step of the clock has one schedule, and nothing else has', async () => {
    const schedules = resourcesOf(await templateOf(environment), 'AWS::Scheduler::Schedule');

    expect(schedules.map(({ id }) => id.replace(/Schedule[0-9A-F]{8}$/, '')).sort()).toEqual(
      scheduled.map(({ name }) => pascalCase(name)).sort(),
    );
  });

  it.each(scheduled)(
    '$name is handed the time, for an hour of tries, and then to its dead letters',
    async ({ name }) => {
      const template = await templateOf(environment);

      const { Target } = scheduleOf(template, name);

      const idOf = (arn: z.infer<typeof getAtt>) => arn['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '');
      const step = pascalCase(name);
      expect([Target.Arn, Target.RoleArn, Target.DeadLetterConfig.Arn].map(idOf)).toEqual([
        `${step}Function`,
        `${step}SchedulerRole`,
        `${step}DeadLetters`,
      ]);
      expect(JSON.stringify(Target.Input)).toContain('\\"time\\":\\"<aws.scheduler.scheduled-time>\\"');
      expect(Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 20 });
    },
  );

  it('only schedules of this account may take the roles', async () => {
    const template = await templateOf(environment);

    const roles = resourcesOf(template, 'AWS::IAM::Role').filter(({ id }) => id.includes('SchedulerRole'));

    expect(roles).toHaveLength(scheduled.length);
    for (const { Properties } of roles)
      expect(JSON.stringify(Properties.AssumeRolePolicyDocument)).toMatch(
        /"StringEquals":\{"aws:SourceAccount":\{"Ref":"AWS::AccountId"\},"aws:SourceArn":\{.*:schedule-group\/default/,
      );
  });

  it('weekly-digest runs when the environment says, by the clock of its place', async () => {
    const template = await templateOf(environment);
    const { day, hour, timeZone } = environmentNamed(environment).digest;

    const schedule = scheduleOf(template, 'weekly-digest');

    expect(schedule).toMatchObject({
      ScheduleExpression: `cron(0 ${hour} ? * ${day} *)`,
      ScheduleExpressionTimezone: timeZone,
    });
    expect(JSON.parse(String(schedule.Target.Input))).toEqual({
      day: day.toLowerCase(),
      timeZone,
      time: '<aws.scheduler.scheduled-time>',
    });
  });

  it.each(['watch-cadence', 'close-windows'])(
    '%s runs as often as the environment says, and is missed when it does not',
    async (name) => {
      const template = await templateOf(environment);
      const { watchEveryMinutes } = environmentNamed(environment);

      expect(scheduleOf(template, name).ScheduleExpression).toBe(`rate(${watchEveryMinutes} minutes)`);
      expect(
        resourcesOf(template, 'AWS::CloudWatch::Alarm').find(({ id }) =>
          id.startsWith(`${pascalCase(name)}MissedRuns`),
        )?.Properties,
      ).toMatchObject({
        MetricName: 'Invocations',
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        Period: 60 * watchEveryMinutes,
        EvaluationPeriods: 4,
        TreatMissingData: 'missing',
      });
    },
  );
});
