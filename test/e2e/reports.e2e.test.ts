import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';

let local: LocalCloud;

beforeAll(async () => {
  local = await startLocalCloud();
  await local.upload('contracts/customers.json', JSON.stringify(customersContract));
  await local.upload('references/customers/2025.csv', customersCsv({ rows: 5000, seed: 1 }));
  await local.cloud.settled();
}, 120_000);

afterAll(() => local.stop());

const idOf = (key: string) => key.slice(key.lastIndexOf('/') + 1, key.lastIndexOf('.'));

describe('after batches', () => {
  test('each has its report, and the pages tell of all that came at once', async () => {
    const batches = [2, 3, 4, 5].map((seed) =>
      local.upload(`batches/customers/day-${seed}.csv`, customersCsv({ rows: 3000, seed, older: seed })),
    );
    await Promise.all([...batches, local.upload('batches/customers/short.csv', 'id,age,plan\n1,40,free\n')]);
    await local.cloud.settled();

    const results = await local.resultKeys('results/customers/');
    const reports = await local.resultKeys('reports/customers/');
    expect(results).toHaveLength(5);
    expect(reports.map(idOf)).toEqual([...results.map(idOf), 'index'].sort());
    const page = await local.readResult('reports/customers/index.html');
    for (const key of results) expect(page).toContain(`href="${idOf(key)}.html"`);
    expect(await local.readResult('reports/index.html')).toContain('of 5 batches');
    expect(local.cloud.deadLetters()).toEqual([]);
  });

  test('a report says what happened, and alerts name reports that are there', async () => {
    const [key = ''] = await local.resultKeys('reports/customers/day-5-');
    const report = await local.readResult(key);

    expect(report).toMatch(/^<!doctype html>/);
    expect(report).toContain('<title>age drifted');
    const emails = local.cloud.outbox.filter(({ protocol }) => protocol === 'email');
    const named = emails.flatMap(({ body }) => body.match(/reports\/customers\/[^\s']+\.html/) ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(await local.resultKeys('reports/customers/')).toEqual(expect.arrayContaining(named));
  });
});
