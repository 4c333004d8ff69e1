import { arn } from './account.ts';
import type { LambdaFunction } from './lambda.ts';
import type { AnnounceRun } from './states/execution.ts';
import type { Declarations } from './template/declarations.ts';
import { TemplateError } from './template/intrinsics.ts';

/** How often Lambda tries what it was handed by an event. */
const attempts = 3;

/** EventBridge, as far as it announces how runs of state machines ended. @throws TemplateError where a rule may not invoke what it should */
export function announceRuns(
  { rules, permissions }: Pick<Declarations, 'rules' | 'permissions'>,
  functions: readonly LambdaFunction[],
): AnnounceRun {
  const listening = rules.map(({ logicalId, name, properties: { EventPattern, Targets } }) => {
    const targets = Targets.map(({ Arn }) => {
      const target = functions.find((one) => one.arn === Arn);
      const isAllowed = permissions.some(
        ({ properties }) =>
          properties.FunctionName === Arn && properties.SourceArn === arn('events', `rule/${name}`),
      );
      if (!target || !isAllowed) throw new TemplateError(`${logicalId}: it may not invoke ${Arn}`);
      return target;
    });
    return { ...EventPattern.detail, targets };
  });
  return async (stateMachineArn, { name, input, status, cause }) => {
    const detail = { stateMachineArn, name, status, input, error: null, cause: cause ?? null };
    const event = JSON.stringify({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      detail,
    });
    const due = listening.filter(
      (rule) => rule.stateMachineArn.includes(stateMachineArn) && rule.status.includes(status),
    );
    await Promise.all(due.flatMap(({ targets }) => targets.map((target) => handOver(target, event))));
  };
}

async function handOver(target: LambdaFunction, event: string): Promise<void> {
  for (let tried = 0; tried < attempts; tried++) if ((await target.invoke(event)).ok) return;
}
