import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { nodeOptions } from '../../lambdas/node-options.ts';
import { readSettings, readTopicSettings, SettingsError } from '../../lambdas/settings.ts';

test('readSettings reads what the stack wrote', () => {
  const variables = {
    PLUMBLINE_ENVIRONMENT: 'dev',
    PLUMBLINE_INBOX_BUCKET: 'in',
    PLUMBLINE_RESULTS_BUCKET: 'out',
  };

  expect(readSettings(variables)).toEqual({
    environment: 'dev',
    inboxBucket: 'in',
    resultsBucket: 'out',
    metrics: 'all',
  });
});

test('a variable that is missing is named', () => {
  expect(() => readSettings({ PLUMBLINE_ENVIRONMENT: 'dev' })).toThrow(SettingsError);
  expect(() => readSettings({})).toThrow(/PLUMBLINE_RESULTS_BUCKET/);
});

test('a topic that is no ARN is refused', () => {
  const variables = { PLUMBLINE_ALERTS_TOPIC_ARN: 'alerts', PLUMBLINE_CHAT_TOPIC_ARN: 'arn:aws:sns:::chat' };

  expect(() => readTopicSettings(variables)).toThrow(/PLUMBLINE_ALERTS_TOPIC_ARN/);
});

// A script of the package can't take a constant. With another young generation the command line would need more memory than a
// function for the same file, or more time, and its figures would not be theirs.
test('the command line is started with the options of Node that functions have', async () => {
  const { scripts } = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'));

  expect(scripts.plumbline).toBe(`node ${nodeOptions} bin/plumbline.ts`);
});
