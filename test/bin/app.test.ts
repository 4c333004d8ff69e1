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
  [
    { env: 'local' },
    "environment 'local' runs on this machine and is never deployed: npm run local. To deploy, use, for example: npx cdk deploy -c env=dev\n",
  ],
])('a command with %j ends with one line and status 1, and nothing is synthesized', async (context, line) => {
  expect(await runApp(directory, context)).toEqual({ exitCode: 1, stdout: '', stderr: line });
  expect(await readdir(directory)).toEqual([]);
});

// Whoever forgot to edit the addresses had a monitor that told nobody, and looked well.
it.each([
  [
    'dev',
    ['alertSubscribers[0].address: data-team+dev@example.com', 'operators[0]: operators+dev@example.com'],
  ],
  [
    'prod',
    [
      'alertSubscribers[0].address: data-team@example.com',
      'alertSubscribers[1].address: on-call@example.com',
      'operators[0]: operators@example.com',
    ],
  ],
])('%s with its placeholders ends with what to edit, and nothing is synthesized', async (env, places) => {
  const said = `environment '${env}' would be deployed nowhere, or tell nobody: these are placeholders. Write your own into plumbline.config.json or lib/environments.ts:`;
  const stderr = `${[said, 'account: 000000000000', ...places].join('\n  ')}\n`;

  expect(await runApp(directory, { env })).toEqual({ exitCode: 1, stdout: '', stderr });
  expect(await readdir(directory)).toEqual([]);
});
