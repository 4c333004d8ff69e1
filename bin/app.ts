import { App, Validations } from 'aws-cdk-lib/core';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import {
  checkDeployable,
  environmentNamed,
  InvalidEnvironmentError,
  UnknownEnvironmentError,
} from '../lib/environments.ts';
import { MonitorStack } from '../lib/monitor-stack.ts';

try {
  synthesize();
} catch (error) {
  if (!(error instanceof UnknownEnvironmentError || error instanceof InvalidEnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The CDK app: `npx cdk deploy -c env=dev`. */
function synthesize(): void {
  // Synthesis is asked for below, so that a command that names no environment leaves no empty assembly behind.
  // The flags come with the pinned library, and `-c` on the command line has the last word.
  const app = new App({ context: recommendedFlags, analyticsReporting: false, autoSynth: false });
  const environment = environmentNamed(text(app.node.tryGetContext('env')));
  // `cdk synth` and `cdk deploy` run the app alike. What is only looked at, or run on this machine, says so.
  if (!app.node.tryGetContext('synthOnly')) checkDeployable(environment);
  const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
  new MonitorStack(app, `Plumbline-${environment.name}`, {
    environment,
    description: `Plumbline (${environment.name}): monitoring of the data that machine-learning models live on`,
    tags: { application: 'plumbline', environment: environment.name },
    env: { ...(account && { account }), ...(region && { region }) },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
