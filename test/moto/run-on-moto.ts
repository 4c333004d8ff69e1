import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { buildBatchServices } from '../../lambdas/aws/build-batch-services.ts';
import { buildServices } from '../../lambdas/aws/build-services.ts';
import { memoryStore } from '../../lambdas/files/memory-store.ts';
import { handler as countPart } from '../../lambdas/handlers/count-part.ts';
import { handler as mergeParts } from '../../lambdas/handlers/merge-parts.ts';
import { handler as profilePart } from '../../lambdas/handlers/profile-part.ts';
import { objectId } from '../../lambdas/keys.ts';
import { readJudgement } from '../../lambdas/pipeline/profiled-batch.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { synthesize } from '../../local/synthesize.ts';
import { readDeclarations } from '../../local/template/declarations.ts';
import { readTemplate } from '../../local/template.ts';
import { claims, claimsContract, claimsCsv } from '../support/build-claims.ts';
import { MotoMissingError, motoVersion, startMoto } from './python-moto.ts';

/**
 * A second opinion on the state machine of large batches: moto, an emulator of AWS by others, runs the synthesized definition, and its S3 holds what the
 * functions read and write. What it can't judge: it calls a run in which every child failed SUCCEEDED, and asks for no permissions.
 */
const functions = { CountPart: countPart, ProfilePart: profilePart, MergeParts: mergeParts };

const rows = claims(300, 7);
const batch = claimsCsv([...rows, rows[3]!]);
const contract = {
  ...claimsContract,
  columns: claimsContract.columns.map((one) => (one.name === 'claim' ? { ...one, unique: true } : one)),
};

/** Runs functions for moto. The first call of each fails, so that it is tried again. */
async function serveFunctions() {
  const calls = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const called = request.url ?? '';
    const name = Object.keys(functions).find((one) => called.includes(one)) as keyof typeof functions;
    const count = (calls.get(name) ?? 0) + 1;
    calls.set(name, count);
    try {
      const event = JSON.parse(await text(request));
      if (count === 1) throw new Error('the first call fails');
      response.end(JSON.stringify(await functions[name](event)));
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      response.setHeader('x-function-error', 'Unhandled').end(JSON.stringify({ errorType, errorMessage }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, calls, url: urlOf(server.address()) };
}

function urlOf(address: ReturnType<ReturnType<typeof createServer>['address']>): string {
  return `http://127.0.0.1:${(address as AddressInfo).port}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function main(): Promise<void> {
  const python = process.env.PYTHON ?? 'python3';
  process.stdout.write(`moto ${await motoVersion(python)}\n`);
  const { server, calls, url } = await serveFunctions();
  const port = await freePort();
  const moto = await startMoto(python, port, url);
  try {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'moto',
      AWS_SECRET_ACCESS_KEY: 'moto',
    });
    process.stdout.write(`${await judgeOnMoto(calls)}\n`);
  } finally {
    moto.kill();
    server.close();
  }
}

/** @throws Error where the run does not come to what one pass comes to */
async function judgeOnMoto(calls: ReadonlyMap<string, number>): Promise<string> {
  const template = await readTemplate({ assembly: await synthesize('local'), endpoint: 'http://127.0.0.1' });
  const { buckets, stateMachines } = readDeclarations(template);
  const definition = stateMachines[0]?.properties.DefinitionString ?? '';
  const results = buckets.find(({ name }) => definition.includes(`"${name}"`))?.name ?? '';
  const inbox = buckets.find(({ name }) => name !== results)?.name ?? '';
  const [s3, states] = [new S3Client({}), new SFNClient({})];
  for (const Bucket of [inbox, results]) {
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
    );
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
  const { stateMachineArn = '' } = await states.send(
    new CreateStateMachineCommand({
      name: 'large-batches',
      definition,
      roleArn: 'arn:aws:iam::123456789012:role/large-batches',
    }),
  );
  Object.assign(process.env, {
    PLUMBLINE_ENVIRONMENT: 'local',
    PLUMBLINE_INBOX_BUCKET: inbox,
    PLUMBLINE_RESULTS_BUCKET: results,
    PLUMBLINE_LARGE_BATCHES_ARN: stateMachineArn,
    PLUMBLINE_PART_BYTES: String(Math.ceil(batch.length / 6)),
  });
  const services = buildServices(process.env);
  const put = async (Key: string, Body: string) => {
    const { VersionId = '' } = await s3.send(new PutObjectCommand({ Bucket: inbox, Key, Body }));
    return { bucket: inbox, key: Key, versionId: VersionId };
  };
  await put('contracts/claims.json', JSON.stringify(contract));
  const reference = await put('references/claims/r.csv', claimsCsv(claims(500, 1)));
  await receiveReference(reference, services);
  const object = await put('batches/claims/large.csv', batch);
  const id = objectId(object);
  await validateBatch(object, buildBatchServices(process.env));
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${id}`;
  const passed = await statesOf(states, executionArn);

  const atOnce = { ...services, results: memoryStore('results', services.now) };
  await receiveReference(reference, atOnce);
  await validateBatch(object, atOnce);
  const [found, expected] = [
    await readJudgement('claims', id, services),
    await readJudgement('claims', id, atOnce),
  ];
  if (!found || !isDeepStrictEqual(found, expected))
    throw new Error(`what the run came to is not what one pass comes to, after ${passed}`);
  const called = Array.from(calls, ([name, count]) => `${name} ${count}`).join(', ');
  return `${passed}\n${called}; the first call of each failed and was tried again\nthe same as one pass`;
}

/** The states that a run went through, when it is over. @throws Error where it failed */
async function statesOf(states: SFNClient, executionArn: string): Promise<string> {
  for (;;) {
    const { status, error, cause } = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING') {
      await wait(250);
      continue;
    }
    const { events = [] } = await states.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
    );
    const names = events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
    if (status !== 'SUCCEEDED') throw new Error(`${status} after ${names}: ${error} ${cause}`);
    return names.join(' > ');
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof MotoMissingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
