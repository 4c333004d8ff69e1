import { expect, test } from '@jest/globals';
import { reportRun } from '../../../../lambdas/pipeline/report-run.ts';
import { buildWorld } from '../../../support/world.ts';

test.each([
  ['no event of Step Functions', { detail: { status: 'FAILED' } }],
  ['a run of something else', { detail: { status: 'FAILED', input: '{}' } }],
  ['a batch that was never planned', { detail: { status: 'FAILED', input: '{"model":"m","batchId":"b"}' } }],
])('%s is a fault, and rings', async (_, event) => {
  await expect(reportRun(event, buildWorld().services)).rejects.toThrow();
});
