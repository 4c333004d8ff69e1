import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { describeResult } from '../../../bin/command-line/describe-result.ts';
import type { Result } from '../../../lambdas/core/result/result-schema.ts';
import type { ColumnInput } from '../../support/build-contract.ts';
import { seededRandom } from '../../support/random.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const random = seededRandom(20261124);
const carriers = ['United', 'Delta', 'Alaska', 'Spirit'];

/** Flights of four carriers, a tenth of them of Spirit, whose delays may be others. */
function flights(rows: number, delayOfSpirit = 0): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const carrier = carriers[row % 10 === 0 ? 3 : row % 3]!;
    const delay = 100 * carriers.indexOf(carrier) + 10 * random.normal();
    return `${carrier},${(delay + (carrier === 'Spirit' ? delayOfSpirit : 0)).toFixed(3)}`;
  });
  return `carrier,delay\n${lines.join('\n')}\n`;
}

async function run(settings: Partial<ColumnInput>, batch: string): Promise<{ result: Result; world: World }> {
  const world = buildWorld();
  const columns = [
    { name: 'carrier', kind: 'categorical', ...settings },
    { name: 'delay', kind: 'numeric' },
  ];
  const contract = { schemaVersion: 1, columns, drift: { segmentBy: 'carrier' } };
  world.inbox.put('contracts/flights.json', JSON.stringify(contract));
  world.inbox.put('references/flights/reference.csv', flights(30_000));
  return { result: await runBatch(world, 'batches/flights/today.csv', batch), world };
}

test('a drift of one segment alone is found, published, told and shown', async () => {
  const { result, world } = await run({}, flights(4_000, 5));

  expect(result.drift).toMatchObject({
    status: 'drifted',
    reason: 'none of 2 features drifted; 1 of 4 segments drifted',
  });
  expect(result.drift.segments?.[0]).toMatchObject({
    value: 'Spirit',
    rows: { reference: 3000, current: 400 },
    features: [{ name: 'delay', measures: [{ method: 'ks', exact: false }, {}, {}, {}] }],
  });
  expect(storedAlerts(world)).toMatchObject([
    { fact: 'rows with carrier = Spirit drifted', severity: 'warning' },
  ]);
  expect(describeResult(result)).toMatch(
    /\n {2}drifted warning {2}among 400 rows with carrier = Spirit, delay drifted: .*\n/,
  );
});

test('no value of a sensitive segment column is in anything that is written', async () => {
  const { result, world } = await run({ sensitive: true }, flights(4_000, 5));

  expect(result.drift.segments?.[0]?.value).toMatch(/^masked-[0-9a-f]{16}$/);
  expect(result.drift.status).toBe('drifted');
  for (const { key, bytes } of world.results.objects()) {
    const text = new TextDecoder().decode(key.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    for (const carrier of carriers) expect(text).not.toContain(carrier);
  }
});

test('a contract without segments leaves nothing of them', async () => {
  const world = buildWorld();
  world.inbox.put('references/flights/reference.csv', flights(1_000));

  const { drift } = await runBatch(world, 'batches/flights/today.csv', flights(500));

  expect(drift).not.toHaveProperty('segments');
  expect(drift).not.toHaveProperty('segmentsLeftOut');
});
