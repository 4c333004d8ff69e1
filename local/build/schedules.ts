import { randomUUID } from 'node:crypto';
import { type Access, servicePrincipal } from '../access.ts';
import { account, arn, region } from '../account.ts';
import type { InvocationResult, LambdaFunction } from '../lambda.ts';
import type { Declarations } from '../template/declarations.ts';
import { TemplateError } from '../template/intrinsics.ts';

/** Something that AWS would do at set times. The embedded cloud does it when asked. */
export interface Schedule {
  readonly logicalId: string;
  /** `rate(1 hour)`, `cron(…)`. */
  readonly expression: string;
  readonly enabled: boolean;
  /** Physical name of the function. */
  readonly functionName: string;
  run(): Promise<InvocationResult>;
}

export interface ScheduleParts {
  readonly declared: Declarations;
  readonly access: Access;
  readonly functions: readonly LambdaFunction[];
  now(): Date;
}

/** The EventBridge rules and Scheduler schedules of the template. */
export function buildSchedules({ declared, access, functions, now }: ScheduleParts): readonly Schedule[] {
  const target = (logicalId: string, functionArn: string) => {
    const found = functions.find((one) => one.arn === functionArn);
    if (found === undefined)
      throw new TemplateError(`${logicalId}: its target ${functionArn} is no function`);
    return found;
  };
  const rules = declared.rules.flatMap(({ logicalId, name, properties }) =>
    properties.Targets.map(({ Arn, Input }): Schedule => {
      const fn = target(logicalId, Arn);
      const ruleArn = arn('events', `rule/${name}`);
      demandInvoke(logicalId, Arn, (request) =>
        access.isAllowed(servicePrincipal('events.amazonaws.com'), {
          ...request,
          context: { 'aws:SourceArn': ruleArn },
        }),
      );
      return {
        logicalId,
        expression: properties.ScheduleExpression,
        enabled: properties.State !== 'DISABLED',
        functionName: fn.name,
        run: () => fn.invoke(Input ?? JSON.stringify(scheduledEvent(ruleArn, now()))),
      };
    }),
  );
  const schedules = declared.schedules.map(({ logicalId, properties }): Schedule => {
    const { Arn, Input, RoleArn } = properties.Target;
    const fn = target(logicalId, Arn);
    demandInvoke(logicalId, Arn, (request) => access.isAllowed(access.role(RoleArn), request));
    return {
      logicalId,
      expression: properties.ScheduleExpression,
      enabled: properties.State !== 'DISABLED',
      functionName: fn.name,
      run: () => fn.invoke((Input ?? '{}').replaceAll('<aws.scheduler.scheduled-time>', now().toISOString())),
    };
  });
  return [...rules, ...schedules];
}

function demandInvoke(
  logicalId: string,
  resource: string,
  isAllowed: (request: { action: string; resource: string }) => boolean,
): void {
  if (isAllowed({ action: 'lambda:InvokeFunction', resource })) return;
  throw new TemplateError(`${logicalId}: it may not invoke ${resource}`);
}

function scheduledEvent(ruleArn: string, time: Date) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: time.toISOString(),
    region,
    resources: [ruleArn],
    detail: {},
  };
}
