import { afterEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { bucket, lambdaFunction, queue, role, rolePolicy } from './fixtures/small-stack.ts';

let cloud: Cloud | undefined;

afterEach(() => cloud?.stop());

const fnArn = { 'Fn::GetAtt': ['Fn', 'Arn'] };

async function start(extra: Readonly<Record<string, unknown>>): Promise<Cloud> {
  const base = { Results: bucket(), Topic: { Type: 'AWS::SNS::Topic' }, FnRole: role() };
  const Resources = { ...base, Fn: lambdaFunction('Fn', 'misbehave', {}), ...extra };
  cloud = await startCloud({
    assembly: await writeAssembly({ Resources }),
    directory: await makeDirectory(),
  });
  return cloud;
}

const schedule = {
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    FlexibleTimeWindow: { Mode: 'OFF' },
    ScheduleExpression: 'cron(0 7 ? * MON *)',
    Target: { Arn: fnArn, RoleArn: { 'Fn::GetAtt': ['SchedulerRole', 'Arn'] }, Input: '{"do":"throw"}' },
  },
};

const mayInvoke = {
  SchedulerRole: role(),
  May: rolePolicy('Scheduler', [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: fnArn }]),
};

describe('a schedule', () => {
  test('is run by a request that nobody signed', async () => {
    const quiet = { ...schedule.Properties.Target, Input: '{}' };
    const running = await start({
      ...mayInvoke,
      WeeklyDigestSchedule0123ABCD: { ...schedule, Properties: { ...schedule.Properties, Target: quiet } },
    });
    const ask = async (path: string, method = 'POST') => {
      const response = await fetch(`${running.endpoint}/schedules${path}`, { method });
      return `${response.status} ${await response.text()}`;
    };

    expect(await ask('', 'GET')).toBe('200 weekly-digest  cron(0 7 ? * MON *)\n');
    expect(await ask('/weekly-digest')).toMatch(/^200 weekly-digest has run/);
    expect(await ask('/weekly-digest?time=2026-11-30T08:00Z')).toMatch(/^200 /);
    expect(await ask('/weekly-digest?time=Monday')).toMatch(/^400 "Monday" is no time/);
    expect(await ask('/weekly-digest', 'GET')).toMatch(/^405 /);
    expect(await ask('/digest')).toBe('404 No schedule is called digest: weekly-digest.\n');
    expect(await ask('/weekly-digest/a')).toMatch(/^403 /);
  });

  test('that is run as if it were then, and fails, says so', async () => {
    const failing = lambdaFunction('Fn', 'misbehave', {});
    const sending = [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn }];
    const invoking = [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: fnArn }];
    const Input = '{"do":"throw","time":"<aws.scheduler.scheduled-time>"}';
    const running = await start({
      ...scheduledWith([...invoking, ...sending], Input),
      Fn: { ...failing, Properties: { ...failing.Properties, DeadLetterConfig: { TargetArn: queueArn } } },
      MaySend: rolePolicy('Fn', sending),
    });

    const address = `${running.endpoint}/schedules/weekly?time=2026-11-30T09:00+01:00`;
    const response = await fetch(address.replace('+', '%2B'), { method: 'POST' });

    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/^weekly failed: .*as asked/);
    expect(running.deadLetters().map(({ body }) => body)).toEqual([
      '{"do":"throw","time":"2026-11-30T08:00:00Z"}',
    ]);
  });

  test('of the Scheduler hands its input over', async () => {
    const { schedules } = await start({ Weekly: schedule, ...mayInvoke });

    const result = await schedules[0]?.run();

    expect(schedules).toMatchObject([
      { logicalId: 'Weekly', expression: 'cron(0 7 ? * MON *)', enabled: true },
    ]);
    expect(result).toMatchObject({ ok: false, error: expect.stringMatching(/as asked/) });
  });

  test('that may not invoke its function is refused', async () => {
    await expect(start({ Weekly: schedule, SchedulerRole: role() })).rejects.toThrow(
      /it may not invoke arn:aws:lambda/,
    );
  });

  test('whose function fails three times leaves a dead letter', async () => {
    const failing = lambdaFunction('Fn', 'misbehave', {});
    const sending = [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn }];
    const started = await start({
      ...scheduledWith([{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: fnArn }, ...sending]),
      Fn: { ...failing, Properties: { ...failing.Properties, DeadLetterConfig: { TargetArn: queueArn } } },
      MaySend: rolePolicy('Fn', sending),
    });

    await started.schedules[0]?.run();

    expect(started.deadLetters()).toEqual([
      { queue: expect.stringContaining('Dead'), body: '{"do":"throw"}' },
    ]);
  });

  test('whose role may not send to its dead-letter queue is refused', async () => {
    const invoking = [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: fnArn }];

    await expect(start(scheduledWith(invoking))).rejects.toThrow(/may not send to its dead-letter queue/);
  });
});

const queueArn = { 'Fn::GetAtt': ['Dead', 'Arn'] };

/** A schedule with a dead-letter queue, whose role may do so much. */
function scheduledWith(statements: object[], Input = schedule.Properties.Target.Input) {
  const target = { ...schedule.Properties.Target, Input, DeadLetterConfig: { Arn: queueArn } };
  return {
    Dead: queue(),
    Weekly: { ...schedule, Properties: { ...schedule.Properties, Target: target } },
    SchedulerRole: role(),
    May: rolePolicy('Scheduler', statements),
  };
}
