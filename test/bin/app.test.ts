import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runApp } from '../support/templates.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-app-'));
});
afterAll(() => rm(directory, { recursive: true }));

it.each([
  [
    {},
    'No environment is given. Known: dev, staging, prod, local. Use, for example: npx cdk deploy -c env=dev\n',
  ],
  [
    { env: 'production' },
    "There is no environment 'production'. Known: dev, staging, prod, local. Use, for example: npx cdk deploy -c env=dev\n",
  ],
])('a command with %j ends with one line and status 1, and nothing is synthesized', async (context, line) => {
  expect(await runApp(directory, context)).toEqual({ exitCode: 1, stdout: '', stderr: line });
  expect(await readdir(directory)).toEqual([]);
});
