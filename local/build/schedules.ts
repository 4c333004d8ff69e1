import type { Access } from '../access.ts';
import type { Principal } from '../iam.ts';
import type { InvocationResult, LambdaFunction } from '../lambda.ts';
import type { Queue } from '../sqs.ts';
import type { Declarations } from '../template/declarations.ts';
import { TemplateError } from '../template/intrinsics.ts';

/** Something that AWS would do at set times. The embedded cloud does it when asked. */
export interface Schedule {
  readonly logicalId: string;
  /** By which the Scheduler knows it. */
  readonly physicalName: string;
  /** What people call it: `weekly-digest`. */
  readonly name: string;
  /** `rate(1 hour)`, `cron(…)`. */
  readonly expression: string;
  readonly enabled: boolean;
  /** Physical name of the function. */
  readonly functionName: string;
  /**
   * As Lambda runs what it is handed: three attempts, then the dead-letter queue.
   *
   * @param time  that the run is for; now where there is none
   * @returns the last result
   */
  run(time?: Date): Promise<InvocationResult>;
}

export interface ScheduleParts {
  readonly declared: Declarations;
  readonly access: Access;
  readonly functions: readonly LambdaFunction[];
  readonly queues: readonly Queue[];
  now(): Date;
}

/** How often Lambda tries an event that nobody waits for. */
const attempts = 3;

/** The schedules of the template. */
export function buildSchedules(parts: ScheduleParts): readonly Schedule[] {
  const { declared, access, functions, now } = parts;
  const target = (logicalId: string, functionArn: string) => {
    const found = functions.find((one) => one.arn === functionArn);
    if (found === undefined)
      throw new TemplateError(`${logicalId}: its target ${functionArn} is no function`);
    return found;
  };
  return declared.schedules.map(({ logicalId, name: physicalName, properties }): Schedule => {
    const { Arn, Input, RoleArn, DeadLetterConfig } = properties.Target;
    const fn = target(logicalId, Arn);
    if (!access.isAllowed(access.role(RoleArn), { action: 'lambda:InvokeFunction', resource: Arn }))
      throw new TemplateError(`${logicalId}: it may not invoke ${Arn}`);
    demandDeadLetters(logicalId, access.role(RoleArn), DeadLetterConfig?.Arn, parts);
    const deadLetters = deadLettersOf(fn, parts);
    return {
      logicalId,
      physicalName,
      name: nameOf(logicalId),
      expression: properties.ScheduleExpression,
      enabled: properties.State !== 'DISABLED',
      functionName: fn.name,
      run: (time = now()) =>
        handOver(fn, (Input ?? '{}').replaceAll('<aws.scheduler.scheduled-time>', second(time)), deadLetters),
    };
  });
}

/** `WeeklyDigestSchedule12345678`, as CDK makes it of the construct's path → `weekly-digest`. */
function nameOf(logicalId: string): string {
  const own = logicalId.replace(/(?<=.)(Schedule)?([0-9A-F]{8})?$/, '');
  return own.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

async function handOver(
  fn: LambdaFunction,
  payload: string,
  deadLetters: Queue | undefined,
): Promise<InvocationResult> {
  let result = await fn.invoke(payload);
  for (let tried = 1; tried < attempts && !result.ok; tried++) result = await fn.invoke(payload);
  if (!result.ok) deadLetters?.send(payload);
  return result;
}

/** The Scheduler writes its times to the second. */
function second(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Where Lambda puts what the function failed at. @throws TemplateError where AWS refuses to create the function */
function deadLettersOf(fn: LambdaFunction, parts: ScheduleParts): Queue | undefined {
  const found = parts.declared.functions.find(({ name }) => name === fn.name);
  const target = found?.properties.DeadLetterConfig?.TargetArn;
  return demandDeadLetters(fn.name, parts.access.functionRole(fn.name), target, parts);
}

/** AWS loses events in silence when a schedule's role may not send to its dead-letter queue. */
function demandDeadLetters(
  owner: string,
  principal: Principal,
  target: string | undefined,
  { access, queues }: ScheduleParts,
): Queue | undefined {
  if (target === undefined) return undefined;
  const queue = queues.find((one) => one.arn === target);
  if (queue !== undefined && access.isAllowed(principal, { action: 'sqs:SendMessage', resource: target }))
    return queue;
  throw new TemplateError(`${owner}: its role may not send to its dead-letter queue ${target}`);
}
