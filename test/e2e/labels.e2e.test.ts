import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { currentPerformanceSchema } from '../../lambdas/core/labels/current-performance.ts';
import { resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { loanLabelsCsv, loansContract, loansCsv } from '../support/build-loans.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';

const batch = { rows: 300, seed: 1 };
let local: LocalCloud;

beforeAll(async () => {
  local = await startLocalCloud();
  await upload('contracts/loans.json', JSON.stringify(loansContract));
  await upload('references/loans/r.csv', loansCsv({ rows: 1000, seed: 9, isLabelled: true }));
  await upload('batches/loans/monday.csv', loansCsv(batch));
}, 120_000);

afterAll(() => local.stop());

async function upload(key: string, text: string): Promise<void> {
  await local.upload(key, text);
  await local.cloud.settled();
}

async function only(prefix: string): Promise<string> {
  const keys = (await local.resultKeys(prefix)).filter((key) => !key.endsWith('corrections.json'));
  expect(keys).toHaveLength(1);
  return local.readResult(keys[0]!);
}

async function performanceNow() {
  return currentPerformanceSchema.parse(JSON.parse(await only('performance/loans/')));
}

/** What labels have let people know: what has changed about which batch. */
async function corrections(): Promise<readonly string[]> {
  const keys = await local.resultKeys('alerts/loans/');
  const alerts = await Promise.all(
    keys.map(async (key) => alertSchema.parse(JSON.parse(await local.readResult(key)))),
  );
  return alerts.flatMap(({ kind, findings }) =>
    kind.startsWith('performance-') ? findings.map(({ sentence }) => sentence) : [],
  );
}

test('a batch, its labels later, then corrected: each shows everywhere, and people hear where the verdict changes', async () => {
  const first = resultSchema.parse(JSON.parse(await only('results/loans/')));
  expect(first.performance?.realised).toBeUndefined();

  await upload('labels/loans/week.csv', loanLabelsCsv(batch));
  expect(await performanceNow()).toMatchObject({
    labels: { rows: 300, of: 300, files: 1 },
    performance: { verdict: 'no-worse' },
  });
  expect(await corrections()).toEqual([]);
  const report = await only('reports/loans/monday');

  local.nextSecond();
  await upload('labels/loans/corrected.csv', loanLabelsCsv(batch, { isTwisted: true }));
  expect(await performanceNow()).toMatchObject({
    labels: { rows: 300, files: 2, contradicted: 150 },
    performance: { verdict: 'worse' },
  });
  expect(await corrections()).toEqual([
    expect.stringMatching(
      /^monday\.csv: accuracy .* it is worse; it had been reported as no worse\. That is 43 points below what was estimated .*concept drift\)$/,
    ),
  ]);
  const delivered = await local.resultKeys('deliveries/loans/');
  expect(delivered.filter((key) => /corrected-.*-performance\.json$/.test(key))).toHaveLength(1);
  expect(await only('reports/loans/monday')).not.toBe(report);
  expect(resultSchema.parse(JSON.parse(await only('results/loans/')))).toEqual(first);

  local.nextSecond();
  await upload('labels/loans/again.csv', loanLabelsCsv(batch, { isTwisted: true }));
  expect(await corrections()).toHaveLength(1);
}, 60_000);
