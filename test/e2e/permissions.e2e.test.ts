import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, startLocalCloud, type Template } from '../support/local-cloud.ts';

let local: LocalCloud;

/** Takes one permission away from the role of a function. */
function withoutPermission(template: Template, policy: RegExp, action: string, resource: RegExp) {
  let removed = 0;
  for (const [id, { Properties }] of Object.entries(template.Resources)) {
    if (!policy.test(id)) continue;
    const document = Properties.PolicyDocument as { Statement: { Action: unknown; Resource: unknown }[] };
    for (const statement of document.Statement) {
      if (![statement.Action].flat().includes(action) || !Array.isArray(statement.Resource)) continue;
      const kept = statement.Resource.filter((one) => !resource.test(JSON.stringify(one)));
      removed += statement.Resource.length - kept.length;
      statement.Resource = kept;
    }
  }
  if (removed !== 1) throw new Error(`expected to remove one permission, removed ${removed}`);
}

beforeAll(async () => {
  local = await startLocalCloud((template) =>
    withoutPermission(template, /^DetectDriftRoleAccess/, 's3:PutObject', /\/results\/\*/),
  );
  await local.upload('contracts/customers.json', JSON.stringify(customersContract));
  await local.upload('references/customers/2025.csv', customersCsv({ rows: 2000, seed: 1 }));
  await local.cloud.settled();
}, 120_000);

afterAll(() => local.stop());

describe('a function without a permission that it needs', () => {
  test('fails, and its message reaches the dead-letter queue after five tries', async () => {
    await local.upload('batches/customers/a.csv', customersCsv({ rows: 2000, seed: 2, older: 6 }));
    await local.cloud.settled();

    const [letter, ...others] = local.cloud.deadLetters();
    expect(others).toEqual([]);
    expect(letter?.queue).toMatch(/DetectDrift/);
    expect(JSON.parse(letter?.body ?? '').Records[0].s3.object.key).toMatch(/^profiles\/customers\/a-/);
    expect(await local.resultKeys('results/')).toEqual([]);
    expect(local.cloud.outbox).toEqual([]);
  });

  test('leaves what the stages before it did', async () => {
    expect(await local.resultKeys('profiles/customers/a-')).toHaveLength(1);
  });
});
