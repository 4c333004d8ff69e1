import { describe, expect, test } from '@jest/globals';
import { receiveReference } from '../../../../lambdas/pipeline/receive-reference.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildWorld, runBatch, storedAlerts } from '../../../support/world.ts';

// A reference with a name over 300 characters made the inferred contract break its own schema: an exception, retried
// until the dead-letter queue. No contract can hold such a name, so the file is refused, whatever its format.
describe('a column name of 301 characters', () => {
  const name = 'n'.repeat(301);
  const files = [
    ['a.csv', `x,${name}\n1,2\n`],
    ['a.jsonl', `{"x":1,"${name}":2}\n`],
  ] as const;

  test.each(files)('makes %s no reference, and its owner is told', async (file, content) => {
    const world = buildWorld();
    const key = `references/m/${file}`;
    const { versionId } = world.inbox.put(key, content);

    await receiveReference({ bucket: 'inbox', key, versionId }, world.services);

    const [alert] = storedAlerts(world);
    expect(alert?.kind).toBe('reference-unusable');
    expect(JSON.stringify(alert)).toMatch(/name has 301 characters, 300 is the most/);
  });

  test.each(files)('rejects the batch %s', async (file, content) => {
    const world = buildWorld();
    world.inbox.put('contracts/m.json', JSON.stringify(buildContract([{ name: 'x', kind: 'integer' }])));

    const { validation } = await runBatch(world, `batches/m/${file}`, content);

    expect(validation.reasons.map(({ code }) => code)).toEqual(['too-large']);
  });

  test('is one too many: 300 are read', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/m.json', JSON.stringify(buildContract([{ name: 'x', kind: 'integer' }])));

    const { validation } = await runBatch(world, 'batches/m/a.csv', `x,${'n'.repeat(300)}\n1,2\n`);

    expect(validation.status).toBe('accepted');
  });
});
