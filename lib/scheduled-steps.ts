import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Duration, TimeZone } from 'aws-cdk-lib/core';
import type { TopicName } from './constructs/access.ts';
import type { ScheduledStepProps } from './constructs/scheduled-step.ts';
import type { StepParts } from './constructs/step-parts.ts';
import type { ListedSubscription } from './constructs/subscriptions.ts';
import { topicVariables } from './constructs/topics.ts';

/** Who should listen, topic by topic. */
export type Subscribers = Readonly<Record<TopicName, readonly ListedSubscription[]>>;

/** What the clock starts. */
export function scheduledSteps(common: StepParts, subscribers: Subscribers): ScheduledStepProps[] {
  const { environment, topics, variables } = common;
  const { watchEveryMinutes, digest } = environment;
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
    {
      ...common,
      name: 'audit-subscriptions',
      variables: {
        ...variables,
        ...topicVariables(topics),
        PLUMBLINE_OPS_TOPIC_ARN: topics.ops.topicArn,
      },
      schedule: ScheduleExpression.cron({ hour: '5', minute: '35', timeZone: TimeZone.ETC_UTC }),
      // Variables of a function hold 4 KB in all, what a schedule hands over 256.
      input: { expected: subscribers },
      description: 'Every day: compares the subscriptions with those that the environment names.',
      missedAfter: Duration.days(2),
      impact: 'nobody notices when a subscriber has unsubscribed or never confirmed, and hears nothing.',
    },
  ];
}
