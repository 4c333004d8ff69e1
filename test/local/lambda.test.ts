import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import type { InvocationResult } from '../../local/lambda.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { bucket, lambdaFunction, role } from './fixtures/small-stack.ts';

let cloud: Cloud;

beforeAll(async () => {
  const fn = lambdaFunction('Fn', 'misbehave', { COLOUR: 'blue' });
  const template = {
    Resources: {
      Results: bucket(),
      Topic: { Type: 'AWS::SNS::Topic' },
      Fn: { ...fn, Properties: { ...fn.Properties, Timeout: 2, MemorySize: 160 } },
      FnRole: role(),
    },
  };
  process.env.SECRET_OF_THE_PARENT = 'x';
  cloud = await startCloud({ assembly: await writeAssembly(template), directory: await makeDirectory() });
});

afterAll(() => cloud.stop());

const run = (what: string) => cloud.invoke('Fn', { do: what });
const payload = (result: InvocationResult) => JSON.parse(result.ok ? result.payload : 'null');
const errorType = (result: InvocationResult) => (result.ok ? undefined : JSON.parse(result.error).errorType);
const readLog = () => readFile(join(cloud.logDirectory, 'Small-Fn.log'), 'utf8');

describe('a function', () => {
  test("has the template's environment and Lambda's, and nothing of the parent's", async () => {
    const { environment } = payload(await run('tell'));

    expect(environment).toMatchObject({
      COLOUR: 'blue',
      RESULTS: 'small-results',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_LAMBDA_FUNCTION_NAME: 'Small-Fn',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '160',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
    });
    expect(Object.keys(environment)).not.toContain('SECRET_OF_THE_PARENT');
    expect(environment.AWS_ACCESS_KEY_ID).not.toBe(cloud.credentials.accessKeyId);
  });

  test('stays warm', async () => {
    const first = payload(await run('tell'));
    const second = payload(await run('tell'));

    expect(second.pid).toBe(first.pid);
    expect(second.requestId).not.toBe(first.requestId);
  });

  test('that throws fails and stays warm', async () => {
    const { pid } = payload(await run('tell'));

    const failed = await run('throw');

    expect(errorType(failed)).toBe('TypeError');
    expect(payload(await run('tell')).pid).toBe(pid);
  });

  test.each([
    ['sleep', 'Sandbox.Timedout'],
    ['grow', 'Runtime.OutOfMemory'],
    ['exit', 'Runtime.ExitError'],
  ])('that does not stop to %s is ended and replaced: %s', async (what, error) => {
    const { pid } = payload(await run('tell'));

    const failed = await run(what);

    expect(errorType(failed)).toBe(error);
    expect(payload(await run('tell')).pid).not.toBe(pid);
  });

  test('writes a report of each invocation to its log', async () => {
    await run('tell');

    expect(await readLog()).toMatch(/REPORT RequestId: \S+\tDuration: \S+ ms\t.*Max Memory Used: \d+ MB/);
  });
});

test('as many invocations run at once as are asked for', async () => {
  const fn = lambdaFunction('Fn', 'misbehave', {});
  const template = {
    Resources: { Results: bucket(), Topic: { Type: 'AWS::SNS::Topic' }, Fn: fn, FnRole: role() },
  };
  const assembly = await writeAssembly(template);
  const wide = await startCloud({ assembly, directory: await makeDirectory(), functionConcurrency: 2 });

  const results = await Promise.all([1, 2, 3, 4].map(() => wide.invoke('Fn', { do: 'tell' })));
  await wide.stop();

  expect(new Set(results.map((result) => payload(result).pid)).size).toBe(2);
});
