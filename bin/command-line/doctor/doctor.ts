import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { plainText } from '../../../lambdas/core/text/clean-text.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { canaryRecordSchema } from '../../../lambdas/pipeline/canary/canary-record.ts';
import { decodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import { environmentsIn } from '../../../lib/settings-file.ts';
import type { DoctorCommand } from '../parse-stack-command.ts';
import type { Answer } from '../run-stack-command.ts';
import { examine } from './checks.ts';
import { type DeployedStack, readStack } from './deployed-stack.ts';
import { expectedOf } from './expected.ts';
import { checkNames, type Finding } from './finding.ts';
import { look, looked, resultsStore } from './look.ts';

/** What was found of an environment. */
interface Diagnosis {
  readonly environment: string;
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly findings: readonly Finding[];
}

const settingsSchema = z.looseObject({
  name: z.string(),
  stackName: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
});

/**
 * Looks at a deployed environment and changes nothing: with the credentials that the AWS command line would use, in the region of
 * `plumbline.config.json` in the working directory, or else that of the shell. Its status is 1 where something is wrong, or could not be
 * looked at.
 *
 * @throws InputError when there is no such stack, or it may not be read
 */
export async function doctor(
  { environment }: Pick<DoctorCommand, 'environment'>,
  now: Date,
): Promise<Answer> {
  const data = await diagnose(environment, now);
  const status = data.findings.some((finding) => finding.status !== 'well') ? 1 : 0;
  return { text: describeDiagnosis(data), data, status };
}

async function diagnose(environment: string, now: Date): Promise<Diagnosis> {
  const known = environmentsIn(process.cwd(), undefined).find(({ name }) => name === environment);
  const settings = settingsSchema.parse(known ?? { name: environment });
  const options = settings.region === undefined ? {} : { region: settings.region };
  const stack = await readStack(
    new CloudFormationClient(options),
    settings.stackName ?? `Plumbline-${environment}`,
  );
  const findings = await findingsOf(stack, settings.account, { region: stack.region }, now);
  const { name, account, region } = stack;
  return { environment, stack: name, account, region, at: now.toISOString(), findings };
}

async function findingsOf(
  stack: DeployedStack,
  account: string | undefined,
  options: { readonly region: string },
  now: Date,
): Promise<readonly Finding[]> {
  const forcePathStyle = process.env.AWS_ENDPOINT_URL !== undefined;
  const s3 = new S3Client({ ...options, forcePathStyle });
  const clients = {
    s3,
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
    scheduler: new SchedulerClient(options),
  };
  const expected = expectedOf(stack);
  const seen = await look(stack, expected, clients);
  const canary = await looked(async () => {
    const stored = await resultsStore(stack, s3).read(resultsKeys.canary);
    return stored && decodeJson(canaryRecordSchema, stored.key, stored.bytes);
  });
  return examine({ stack, account, expected, seen, canary, now });
}

const marks = { well: 'well  ', wrong: 'WRONG ', unseen: 'unseen' } as const;

/** A line for each finding, and one for what to do about it. */
function describeDiagnosis({ environment, stack, account, region, at, findings }: Diagnosis): string {
  const width = Math.max(...checkNames.map(({ length }) => length));
  const lines = findings.flatMap(({ check, status, says, next }) => [
    `  ${marks[status]} ${check.padEnd(width)} ${plainText(says, 400)}`,
    ...(next === undefined
      ? []
      : [`         ${''.padEnd(width)}→ ${next.replace('<environment>', environment)}`]),
  ]);
  const wrong = findings.filter(({ status }) => status !== 'well').length;
  const sum = wrong === 0 ? 'All is well.' : `${wrong} of ${findings.length} findings need somebody.`;
  return `${stack}, account ${account}, ${region}, ${at}\n\n${lines.join('\n')}\n\n${sum}`;
}
