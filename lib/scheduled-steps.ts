import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Duration, TimeZone } from 'aws-cdk-lib/core';
import type { SettingName } from '../lambdas/settings.ts';
import type { Buckets } from './constructs/buckets.ts';
import type { ScheduledStepProps } from './constructs/scheduled-step.ts';
import type { Topics } from './constructs/topics.ts';
import type { MonitorEnvironment } from './environment-schema.ts';

/** What every step is made with. */
export interface StepParts {
  readonly environment: MonitorEnvironment;
  readonly buckets: Buckets;
  readonly topics: Topics;
  readonly variables: Readonly<Partial<Record<SettingName, string>>>;
}

/** What the clock starts. */
export function scheduledSteps(common: StepParts): ScheduledStepProps[] {
  const { watchEveryMinutes, digest } = common.environment;
  return [
    {
      ...common,
      name: 'watch-cadence',
      schedule: ScheduleExpression.rate(Duration.minutes(watchEveryMinutes)),
      description: `Every ${watchEveryMinutes} min: tells of models whose batch is late.`,
      // The period of a metric is a whole number of minutes.
      missedAfter: Duration.minutes(4 * watchEveryMinutes),
      impact: 'nobody is told when no batch comes, nor when a late one came.',
    },
    {
      ...common,
      name: 'weekly-digest',
      schedule: ScheduleExpression.cron({
        weekDay: digest.day,
        hour: String(digest.hour),
        minute: '0',
        timeZone: TimeZone.of(digest.timeZone),
      }),
      input: { day: digest.day.toLowerCase(), timeZone: digest.timeZone },
      description: `${digest.day} at ${digest.hour}:00 ${digest.timeZone}: sums up the week of all models.`,
      impact: 'nobody reads how the week of the models went.',
    },
  ];
}
