import { join } from 'node:path';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { nodeOptions } from '../../lambdas/settings.ts';
import type { FunctionName } from '../function-names.ts';
import { logGroup } from './log-group.ts';
import type { StepParts } from './step-parts.ts';
import { stepRole } from './step-role.ts';

const root = join(import.meta.dirname, '../..');

/** ES modules named `.mjs`, the SDK inside: what was tested is what runs. See docs/decisions/002-bundles.md. */
const bundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  // Names of functions and errors survive in stack traces and logs.
  keepNames: true,
  sourceMap: false,
  bundleAwsSDK: true,
  // A CommonJS dependency that asks for a module of Node while it runs would fail in an ES module without it.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
  logLevel: LogLevel.WARNING,
};

export interface BundledFunctionProps extends StepParts {
  readonly name: FunctionName;
  /** Where Lambda puts events that it was handed and gave up; a function behind a queue is handed none. */
  readonly deadLetters?: IQueue;
}

/** The function of `lambdas/handlers/<name>.ts`, with a log and a role of its own. */
export function bundledFunction(scope: Construct, props: BundledFunctionProps): NodejsFunction {
  const { name, environment, variables, deadLetters } = props;
  const size = environment.functions[name];
  const log = logGroup(scope, environment);
  const role = stepRole(scope, props);
  log.grantWrite(role);
  return new NodejsFunction(scope, 'Function', {
    entry: join(root, 'lambdas/handlers', `${name}.ts`),
    projectRoot: root,
    depsLockFilePath: join(root, 'package-lock.json'),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: size.memoryMb,
    timeout: Duration.seconds(size.timeoutSeconds),
    environment: { NODE_OPTIONS: nodeOptions, ...variables },
    role,
    logGroup: log,
    ...(deadLetters && { deadLetterQueue: deadLetters }),
    // Of the SDK before version 3; ours keeps connections by itself.
    awsSdkConnectionReuse: false,
    bundling,
  });
}
