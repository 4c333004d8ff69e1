import { expect, test } from '@jest/globals';
import { composeBatchAlert } from '../../../../lambdas/core/alert/batch/compose-batch-alert.ts';
import { alertRulesSchema } from '../../../../lambdas/core/contract/alert-rules.ts';
import { observeBatch } from '../../../../lambdas/core/incidents/observe-batch.ts';
import { buildResult, buildValidation } from '../../../support/build-result.ts';

const all = alertRulesSchema.parse({ quarantineShare: 0 });
const tenth = alertRulesSchema.parse({ quarantineShare: 0.1 });

function withQuarantined(quarantined: number) {
  return buildResult({
    validation: buildValidation({ rows: { read: 1_000, accepted: 1_000 - quarantined, quarantined } }),
  });
}

test.each([
  [0, undefined, 'absent'],
  [4, undefined, 'absent'],
  [5, undefined, 'info'],
  [0, all, 'absent'],
  [1, all, 'info'],
  [99, tenth, 'absent'],
  [100, tenth, 'info'],
] as const)('%i of 1,000 rows set aside, rules case %#: quarantine is %s', (quarantined, rules, seen) => {
  // One stray row in ten thousand sent a message with every batch: it is for the weekly digest.
  const result = withQuarantined(quarantined);

  expect(observeBatch(result, rules).seen.quarantine).toBe(seen);
});

test('the command line tells of quarantined rows by the same rule', () => {
  const facts = { resultKey: 'r', reportKey: 'p', inboxBucket: 'i', resultsBucket: 'o', createdAt: '' };

  expect(composeBatchAlert({ ...facts, result: withQuarantined(4) })).toBeUndefined();
  expect(composeBatchAlert({ ...facts, result: withQuarantined(5) })?.kind).toBe('rows-quarantined');
  expect(composeBatchAlert({ ...facts, result: withQuarantined(4) }, all)?.kind).toBe('rows-quarantined');
});
