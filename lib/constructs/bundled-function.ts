import { join } from 'node:path';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { nodeOptions, type SettingName } from '../../lambdas/settings.ts';
import type { FunctionSize } from '../environment-schema.ts';
import type { FunctionName } from '../function-names.ts';

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

export interface BundledFunctionProps {
  readonly name: FunctionName;
  readonly size: FunctionSize;
  readonly role: IRole;
  readonly log: ILogGroup;
  readonly variables: Readonly<Partial<Record<SettingName, string>>>;
  /** Where Lambda puts events that it was handed and gave up; a function behind a queue is handed none. */
  readonly deadLetters?: IQueue;
}

/** The function of `lambdas/handlers/<name>.ts`. */
export function bundledFunction(scope: Construct, props: BundledFunctionProps): NodejsFunction {
  return new NodejsFunction(scope, 'Function', {
    entry: join(root, 'lambdas/handlers', `${props.name}.ts`),
    projectRoot: root,
    depsLockFilePath: join(root, 'package-lock.json'),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: props.size.memoryMb,
    timeout: Duration.seconds(props.size.timeoutSeconds),
    environment: { NODE_OPTIONS: nodeOptions, ...props.variables },
    role: props.role,
    logGroup: props.log,
    ...(props.deadLetters && { deadLetterQueue: props.deadLetters }),
    // Of the SDK before version 3; ours keeps connections by itself.
    awsSdkConnectionReuse: false,
    bundling,
  });
}
