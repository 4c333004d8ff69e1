import { join } from 'node:path';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { App, Validations } from 'aws-cdk-lib/core';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import {
  checkDeployable,
  environmentNamed,
  InvalidEnvironmentError,
  nobodysAccount,
  UnknownEnvironmentError,
} from '../lib/environments.ts';
import { MonitorStack } from '../lib/monitor-stack.ts';
import { environmentsIn, SettingsFileError } from '../lib/settings-file.ts';

const root = join(import.meta.dirname, '..');

try {
  synthesize();
} catch (error) {
  const isToldOf = [UnknownEnvironmentError, InvalidEnvironmentError, SettingsFileError];
  if (!isToldOf.some((known) => error instanceof known) || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The CDK app: `npx cdk deploy -c env=dev`, with `-c repair=<date>` where buckets no longer announce what they should. */
function synthesize(): void {
  // Synthesis is asked for below, so that a command that names no environment leaves no empty assembly behind.
  // The flags come with the pinned library, and `-c` on the command line has the last word.
  const app = new App({ context: recommendedFlags, analyticsReporting: false, autoSynth: false });
  const others = environmentsIn(root, text(app.node.tryGetContext('config')));
  const environment = environmentNamed(text(app.node.tryGetContext('env')), others);
  // `cdk synth` and `cdk deploy` run the app alike. What is only looked at, or run on this machine, says so.
  if (!app.node.tryGetContext('synthOnly')) checkDeployable(environment);
  const { name, account, region, stackName, tags, permissionsBoundary } = environment;
  const stack = new MonitorStack(app, `Plumbline-${name}`, {
    environment,
    repair: text(app.node.tryGetContext('repair')),
    description: `Plumbline (${name}): monitoring of the data that machine-learning models live on`,
    tags: { application: 'plumbline', environment: name, ...tags },
    // The account is the environment's own: whoever has other credentials in the shell is refused.
    ...(account !== undefined &&
      !nobodysAccount.test(account) && { env: { account, ...(region && { region }) } }),
    ...(stackName && { stackName }),
  });
  if (permissionsBoundary !== undefined)
    PermissionsBoundary.of(stack).apply(
      ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', permissionsBoundary),
    );
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
