import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  CfnStateMachine,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { resultsPrefixes } from '../../lambdas/keys.ts';
import type { SettingName } from '../../lambdas/settings.ts';
import { tasks } from '../functions/tasks.ts';
import { largeBatchesDefinition } from '../large-batches-definition.ts';
import { pascalCase } from '../pascal-case.ts';
import { acknowledge, acknowledgeKeyPatterns, inFindings } from './acknowledge.ts';
import { alarm } from './alarm.ts';
import { bundledFunction, type FunctionParts } from './bundled-function.ts';
import { functionAlarms } from './function-alarms.ts';
import { logGroup } from './log-group.ts';

export interface LargeBatchesProps extends FunctionParts {
  /** Parts that are read at once. */
  readonly maxConcurrency: number;
  /** Of a part, in MiB. */
  readonly partMb: number;
}

/**
 * Batches that are larger than one function, as a run of Step Functions each. A run has the name of its batch, so there is one. Of one that ends without a
 * verdict `report-run` tells the people of the batch, and an alarm the operators, who may redrive it: it goes on where it failed.
 */
export class LargeBatches extends Construct {
  /** What whoever starts runs is told. */
  readonly variables: Partial<Record<SettingName, string>>;
  private readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: LargeBatchesProps) {
    super(scope, id);
    const { ops } = props.topics;
    const functions = new Map(tasks.map((entry) => [entry.name, taskFunction(this, entry, props)]));
    this.machine = stateMachine(this, props, functions);
    tellOfFailures(this, this.machine, functions.get('report-run'));
    this.variables = {
      PLUMBLINE_LARGE_BATCHES_ARN: this.machine.stateMachineArn,
      PLUMBLINE_PART_BYTES: String(props.partMb * 1024 * 1024),
    };
    alarm(this, 'FailedRuns', ops, {
      title: 'large-batches: failed runs',
      metric: failures(this.machine),
      threshold: 0,
      impact: 'a batch that is larger than one function has no verdict; its people have been told so.',
      runbook: 'failed-runs',
    });
  }

  /** Lets a function start runs. */
  letStart(run: IFunction): void {
    run.addToRolePolicy(
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [this.machine.stateMachineArn] }),
    );
  }
}

/** How a run ends without a verdict. */
const failedStatuses = ['FAILED', 'TIMED_OUT', 'ABORTED'];

function failures(machine: StateMachine): MathExpression {
  const period = Duration.minutes(5);
  return new MathExpression({
    expression: 'failed + timedOut + aborted',
    usingMetrics: {
      failed: machine.metricFailed({ period }),
      timedOut: machine.metricTimedOut({ period }),
      aborted: machine.metricAborted({ period }),
    },
    label: 'runs without a verdict',
    period,
  });
}

/** Children of maps have other ARNs: of those nobody is told by themselves. */
function tellOfFailures(scope: Construct, machine: StateMachine, report: IFunction | undefined): void {
  if (!report) return;
  const rule = new Rule(scope, 'Failures', {
    description: 'Runs of large batches that ended without a verdict.',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [machine.stateMachineArn], status: failedStatuses },
    },
    targets: [{ bind: () => ({ arn: report.functionArn }) }],
  });
  // CDK's own target names the permission after the environment.
  report.addPermission('Failures', {
    principal: new ServicePrincipal('events.amazonaws.com'),
    sourceArn: rule.ruleArn,
  });
}

function taskFunction(scope: Construct, entry: (typeof tasks)[number], props: LargeBatchesProps): IFunction {
  const task = new Construct(Stack.of(scope), pascalCase(entry.name));
  const run = bundledFunction(task, { ...props, entry });
  functionAlarms(task, { name: entry.name, run, ops: props.topics.ops, impact: entry.impact });
  return run;
}

/** Functions that do tasks of a run. */
const runByStates = ['count-part', 'profile-part', 'merge-parts'];

function stateMachine(
  scope: Construct,
  { environment, buckets, maxConcurrency }: LargeBatchesProps,
  functions: ReadonlyMap<string, IFunction>,
): StateMachine {
  const { results } = buckets;
  const arnOf = (name: string) => functions.get(name)?.functionArn ?? '';
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  const access = new Policy(scope, 'Access', { roles: [role] });
  const lists = `${resultsPrefixes.plans}*`;
  access.addStatements(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: runByStates.map(arnOf),
    }),
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [results.arnForObjects(lists)] }),
  );
  acknowledgeKeyPatterns(access, results, [lists], 'The lists of a run are named by its batch.');
  buckets.letUseKey(access);
  const definition = largeBatchesDefinition({
    countPart: arnOf('count-part'),
    profilePart: arnOf('profile-part'),
    mergeParts: arnOf('merge-parts'),
    resultsBucket: results.bucketName,
    maxConcurrency,
  });
  const machine = new StateMachine(scope, 'StateMachine', {
    definitionBody: DefinitionBody.fromString(Stack.of(scope).toJsonString(definition)),
    stateMachineType: StateMachineType.STANDARD,
    role,
    logs: { destination: logGroup(scope, environment), level: LogLevel.ALL, includeExecutionData: false },
  });
  acknowledge(
    role,
    'AwsSolutions-IAM5[Resource::*]',
    'Logs that AWS delivers are set up by actions that name no resource.',
  );
  machine.node.addDependency(access);
  letRunMaps(scope, machine, role);
  const why = 'A function writes what it did to its own log; a run names its batch, and so does every line.';
  acknowledge(machine, 'AwsSolutions-SF2', why);
  return machine;
}

/** Runs, and the children of their maps. */
const executionsOf = [':*', '/*'];

/** A distributed map starts children of the same machine, stops them, and redrives them with their run. */
function letRunMaps(scope: Construct, machine: StateMachine, role: Role): void {
  const stack = Stack.of(scope);
  const executions = (suffix: string) =>
    stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${machine.stateMachineName}${suffix}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const maps = new Policy(scope, 'Maps', { roles: [role] });
  maps.addStatements(
    new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
    new PolicyStatement({
      actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
      resources: executionsOf.map(executions),
    }),
  );
  const { node } = machine;
  const id = node.defaultChild instanceof CfnStateMachine ? stack.getLogicalId(node.defaultChild) : '';
  const place = `${inFindings(stack.region, 'Region')}:${inFindings(stack.account, 'AccountId')}`;
  for (const suffix of executionsOf)
    acknowledge(
      maps,
      `AwsSolutions-IAM5[Resource::arn:${inFindings(stack.partition, 'Partition')}:states:${place}:execution:<${id}.Name>${suffix}]`,
      'Runs have the names of their batches, and children of a map those that Step Functions gives them.',
    );
}
