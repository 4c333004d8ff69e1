import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { chapters } from '../../../examples/weather/story.ts';
import { parseContract } from '../../../lambdas/core/contract/parse-contract.ts';

test('the contract of the demo can be used', () => {
  expect(parseContract(readFileSync('examples/weather/contract.json', 'utf8'))).toMatchObject({ ok: true });
});

test('each chapter has a file of its own', () => {
  const files = chapters.map(({ file }) => file);

  expect(new Set(files).size).toBe(files.length);
});

test('the story shows every verdict, quarantined rows and an upload announced twice', () => {
  const expectations = chapters.map(({ expected }) => expected);

  expect(new Set(expectations.map(({ verdict }) => verdict))).toEqual(
    new Set(['stable', 'drifted', 'rejected']),
  );
  expect(expectations.some(({ quarantinesRows }) => quarantinesRows)).toBe(true);
  expect(chapters.filter(({ announcements }) => announcements > 1)).toMatchObject([
    { expected: { alerts: 1 } },
  ]);
});

test('the story shows a drift that goes on unrepeated, and an all-clear', () => {
  const silent = chapters.filter(({ expected }) => expected.verdict === 'drifted' && expected.alerts === 0);
  const clear = chapters.filter(
    ({ expected }) => expected.verdict === 'stable' && !expected.quarantinesRows && expected.alerts === 1,
  );

  expect([silent.length, clear.length]).toEqual([1, 1]);
});
