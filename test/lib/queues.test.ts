import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { environmentNamed, environmentNames } from '../../lib/environments.ts';
import { sizeIn } from '../../lib/function-entry.ts';
import { steps } from '../../lib/functions/steps.ts';
import { pascalCase } from '../../lib/pascal-case.ts';
import { resourcesOf, templateOf } from '../support/templates.ts';

const redrive = z.object({
  deadLetterTargetArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
});

const deadLetterConfig = redrive.shape.deadLetterTargetArn;

const dimension = z.tuple([
  z.object({ Value: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }) }),
]);

describe.each(environmentNames)('%s', (environment) => {
  it('a message has six times the timeout of its function and five attempts', async () => {
    const queues = resourcesOf(await templateOf(environment), 'AWS::SQS::Queue');

    for (const step of steps) {
      const queue = queues.find(({ id }) => id.startsWith(`${pascalCase(step.name)}Queue`));
      expect(queue?.Properties.VisibilityTimeout).toBe(
        6 * sizeIn(environmentNamed(environment), step).timeoutSeconds,
      );
      expect(queue?.Properties.RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
    }
  });

  it('every queue that is no dead-letter queue, every subscription and every schedule has a dead-letter queue of its own', async () => {
    const template = await templateOf(environment);
    const queues = resourcesOf(template, 'AWS::SQS::Queue');
    const sources = [
      ...queues.filter(({ Properties }) => Properties.RedrivePolicy !== undefined),
      ...resourcesOf(template, 'AWS::SNS::Subscription'),
    ];

    const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule');

    const targets = [
      ...sources.map(({ Properties }) => redrive.parse(Properties.RedrivePolicy).deadLetterTargetArn),
      ...schedules.map(({ Properties }) =>
        deadLetterConfig.parse(Object(Properties.Target).DeadLetterConfig.Arn),
      ),
    ].map((arn) => arn['Fn::GetAtt'][0]);

    const deadLetterQueues = queues.filter(({ Properties }) => Properties.RedrivePolicy === undefined);
    expect([...targets].sort()).toEqual(deadLetterQueues.map(({ id }) => id).sort());
    expect(deadLetterQueues.map(({ Properties }) => Properties.MessageRetentionPeriod)).toEqual(
      deadLetterQueues.map(() => 14 * 24 * 60 * 60),
    );
  });

  it('every dead-letter queue has an alarm that goes off at the first message', async () => {
    const template = await templateOf(environment);
    const deadLetterQueues = resourcesOf(template, 'AWS::SQS::Queue').filter(
      ({ Properties }) => Properties.RedrivePolicy === undefined,
    );

    const watched = resourcesOf(template, 'AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.MetricName === 'ApproximateNumberOfMessagesVisible')
      .map(({ Properties }) => {
        expect(Properties).toMatchObject({
          Threshold: 0,
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          TreatMissingData: 'notBreaching',
          AlarmActions: [template.Outputs.OpsTopicArn?.Value],
        });
        return dimension.parse(Properties.Dimensions)[0].Value['Fn::GetAtt'][0];
      });
    expect(watched.sort()).toEqual(deadLetterQueues.map(({ id }) => id).sort());
  });

  it('every queue is encrypted without a key and refuses plain HTTP', async () => {
    const template = await templateOf(environment);
    const queues = resourcesOf(template, 'AWS::SQS::Queue');

    const policies = resourcesOf(template, 'AWS::SQS::QueuePolicy').map(({ Properties }) =>
      JSON.stringify(Properties),
    );

    expect(queues.map(({ Properties }) => Properties.SqsManagedSseEnabled)).toEqual(queues.map(() => true));
    expect(policies).toHaveLength(queues.length);
    for (const policy of policies)
      expect(policy).toContain('{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"');
  });
});
