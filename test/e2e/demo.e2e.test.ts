import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

// The demo printed eighteen messages on 518 lines, which nobody read, and drift was calmed by a contract of its own.
// It fits a screen or two, comes to what its story expects (else it exits with 1), and uploads no contract.
test('the demo fits eighty lines: a line a batch, a second story of late labels, one email, one card, and where the rest lies', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['examples/demo.ts']);
  const lines = stdout.trimEnd().split('\n');

  expect(lines.length).toBeLessThanOrEqual(80);
  expect(lines.filter((line) => /^\S+\.csv +(stable|drifted|rejected) /.test(line))).toHaveLength(8);
  expect(lines.filter((line) => line.startsWith('The email to '))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('The card in Slack '))).toHaveLength(1);
  expect(stdout).toContain('no contract: one is drafted');
  expect(stdout).toMatch(/^its labels, later +CRITICAL flights: one batch much worse than the reference/m);
  expect(stdout).toMatch(/results\/reports\/index\.html/);
});
