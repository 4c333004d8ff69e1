import { Architecture, CfnFunction, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { nodeOptions } from '../../lambdas/node-options.ts';
import type { SettingName } from '../../lambdas/settings.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import { type ScheduledEntry, type StepEntry, sizeIn, type TaskEntry } from '../function-entry.ts';
import type { Buckets } from './buckets.ts';
import { bundleOf } from './bundles.ts';
import { logGroup } from './log-group.ts';
import { stepRole } from './step-role.ts';
import { type Topics, topicVariables } from './topics.ts';

/** What every function is made with, whatever starts it. */
export interface FunctionParts {
  readonly environment: MonitorEnvironment;
  readonly buckets: Buckets;
  readonly topics: Topics;
}

export interface BundledFunctionProps extends FunctionParts {
  readonly entry: StepEntry | ScheduledEntry | TaskEntry;
  /** Where Lambda puts events that it was handed and gave up; a function behind a queue is handed none. */
  readonly deadLetters?: IQueue;
  /** What it is told besides. */
  readonly variables?: Partial<Record<SettingName, string>>;
}

/** The function of `lambdas/handlers/<name>.ts`, with a log and a role of its own. */
export function bundledFunction(scope: Construct, props: BundledFunctionProps): LambdaFunction {
  const { entry, environment, deadLetters } = props;
  const size = sizeIn(environment, entry);
  const log = logGroup(scope, environment);
  const role = stepRole(scope, { ...props, access: entry.access });
  log.grantWrite(role);
  const run = new LambdaFunction(scope, 'Function', {
    code: bundleOf(entry.name),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: size.memoryMb,
    timeout: Duration.seconds(size.timeoutSeconds),
    environment: { NODE_OPTIONS: nodeOptions, ...variables(props), ...props.variables },
    role,
    logGroup: log,
    ...(deadLetters && { deadLetterQueue: deadLetters }),
  });
  return joinNetwork(run, environment);
}

/** What a function is told: where the buckets are, and the topics with which it has to do. */
function variables({
  entry,
  environment,
  buckets,
  topics,
}: BundledFunctionProps): Partial<Record<SettingName, string>> {
  const { publishes = [], lists = [] } = entry.access;
  return {
    PLUMBLINE_ENVIRONMENT: environment.name,
    PLUMBLINE_INBOX_BUCKET: buckets.inbox.bucketName,
    PLUMBLINE_RESULTS_BUCKET: buckets.results.bucketName,
    ...(environment.metrics !== 'all' && { PLUMBLINE_METRICS: environment.metrics }),
    ...topicVariables(topics, new Set([...publishes, ...lists])),
  };
}

/** The network that a function runs in, where the environment names one: by ids, which CDK's own classes want to know more about. */
function joinNetwork(run: LambdaFunction, { vpc }: MonitorEnvironment): LambdaFunction {
  const resource = run.node.defaultChild;
  if (vpc !== undefined && resource instanceof CfnFunction) resource.vpcConfig = vpc;
  return run;
}
