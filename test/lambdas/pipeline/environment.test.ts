import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from '../../../lambdas/pipeline/read-environment.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const hourMs = 3_600_000;
const contract = { ...customersContract, columns: customersContract.columns.slice(0, 2) };

function customersWorld(pandas = '2.0.3', settings: object = {}): World {
  const world = buildWorld();
  world.inbox.put('contracts/customers.json', JSON.stringify({ ...contract, ...settings }));
  const metadata = { 'environment-pandas': pandas, 'model-version': '7' };
  world.inbox.put('references/customers/2025.csv', csv(1), { metadata });
  return world;
}

function csv(seed: number): string {
  return customersCsv({ rows: 400, seed, missing: 0.1 }).replace(/^(\d+),,/gm, '$1,NaN,');
}

/** Ages as another program writes them: with more decimals, and nothing where there was `NaN`. */
function rewritten(seed: number): string {
  return csv(seed)
    .replace(/^(\d+),([\d.]+),/gm, '$1,$20371,')
    .replaceAll(',NaN,', ',,');
}

/** A batch an hour after the one before. */
async function batch(world: World, name: string, text: string, pandas: string, model = '7') {
  world.pass(hourMs);
  const metadata = { 'environment-pandas': pandas, 'model-version': model };
  return runBatch(world, `batches/customers/${name}.csv`, text, metadata);
}

async function lockFile(world: World, text: string, key = 'environments/customers/requirements.txt') {
  const { versionId } = world.inbox.put(key, text);
  await readEnvironment({ bucket: world.inbox.bucket, key, versionId }, world.services);
}

const told = (world: World) => storedAlerts(world).map(({ kind, fact }) => `${kind}: ${fact}`);

describe('a change of versions alone', () => {
  test('is told once, for information, and opens no incident', async () => {
    const world = customersWorld();
    const first = await batch(world, 'a', csv(2), '2.1.0');
    const second = await batch(world, 'b', csv(3), '2.1.0');

    expect(told(world)).toEqual(['environment-changed: pandas 2.0.3 → 2.1.0 since the reference']);
    expect(storedAlerts(world)[0]).toMatchObject({
      severity: 'info',
      findings: [
        { severity: 'info', sentence: 'not the versions that wrote the reference: pandas 2.0.3 → 2.1.0' },
      ],
    });
    expect([first, second].map(({ drift }) => drift.status)).not.toContain('drifted');
    expect(first.alerts).toHaveLength(1);
    expect(second.environmentChanges).toEqual(first.environmentChanges);
    expect(first.batch.versions).toEqual([
      { name: 'model-version', version: '7' },
      { name: 'pandas', version: '2.1.0' },
    ]);
  });

  test('is told again when there is another one', async () => {
    const world = customersWorld();
    await batch(world, 'a', csv(2), '2.1.0');
    await batch(world, 'b', csv(3), '2.1.0', '8');

    expect(told(world)).toEqual([
      'environment-changed: pandas 2.0.3 → 2.1.0 since the reference',
      'environment-changed: model version 7 → 8 and 1 more change of versions since the reference',
    ]);
  });

  test('is not told where the contract does not want it, and is in the result', async () => {
    const world = customersWorld('2.0.3', { alerts: { environmentChanges: false } });
    const result = await batch(world, 'a', csv(2), '2.1.0');

    expect(told(world)).toEqual([]);
    expect(result.environmentChanges).toHaveLength(1);
  });

  test('is told later where it is quiet now', async () => {
    const quietHours = { from: '06:00', to: '08:30' };
    const world = customersWorld('2.0.3', { alerts: { quietHours } });
    await batch(world, 'a', csv(2), '2.1.0');
    expect(told(world)).toEqual([]);
    world.pass(hourMs);
    await batch(world, 'b', csv(3), '2.1.0');

    expect(told(world)).toHaveLength(1);
  });

  test('is no news where the versions are those of the reference', async () => {
    const world = customersWorld();

    expect((await batch(world, 'a', csv(2), '2.0.3')).environmentChanges).toEqual([]);
    expect(told(world)).toEqual([]);
  });
});

describe('a change of versions with one of the writing', () => {
  test('is one finding and one alert, and not told again by itself', async () => {
    const world = customersWorld();
    const result = await batch(world, 'a', rewritten(2), '2.1.0');
    await batch(world, 'b', rewritten(3), '2.1.0');

    expect(told(world)).toEqual([expect.stringMatching(/^drift: /)]);
    const [alert] = storedAlerts(world);
    expect(alert?.findings.map(({ sentence }) => sentence)).toContain(
      'pandas 2.0.3 → 2.1.0, and age: 1 decimal became 5, "NaN" became empty',
    );
    expect(alert?.findings.filter(({ sentence }) => /rounded|spelled|pandas/.test(sentence))).toHaveLength(1);
    expect(result.drift.status).toBe('drifted');
  });
});

describe('lock files', () => {
  test('belong to what arrives after them, whatever their order of being read', async () => {
    const world = buildWorld();
    await lockFile(world, 'pandas==2.0.3\nnumpy==1.26.4\n');
    world.inbox.put('contracts/customers.json', JSON.stringify(contract));
    world.inbox.put('references/customers/2025.csv', csv(1));
    world.pass(hourMs);
    const same = await runBatch(world, 'batches/customers/a.csv', csv(2));
    world.pass(hourMs);
    await lockFile(world, 'pandas==2.1.0\nnumpy==1.26.4\n');
    const other = await runBatch(world, 'batches/customers/b.csv', csv(3));

    expect(same.environmentChanges).toEqual([]);
    expect(other.environmentChanges).toEqual([
      {
        kind: 'version',
        name: 'pandas',
        change: 'upgraded',
        step: 'minor',
        from: '2.0.3',
        to: '2.1.0',
        sources: ['lock-file'],
      },
    ]);
    expect(other.lockFiles).toMatchObject([
      { reference: { packages: 2 }, current: { key: 'environments/customers/requirements.txt' } },
    ]);
    expect(told(world)).toEqual(['environment-changed: pandas 2.0.3 → 2.1.0 since the reference']);
  });

  test('the first stands in for the reference where that came before any', async () => {
    const world = customersWorld();
    world.pass(hourMs);
    await lockFile(world, 'pandas==2.0.3\n');
    const first = await batch(world, 'a', csv(2), '2.0.3');
    world.pass(hourMs);
    await lockFile(world, 'pandas==2.1.0\n', 'environments/customers/deploy-8/uv.txt');
    const second = await batch(world, 'b', csv(3), '2.0.3');

    expect([first.environmentChanges.length, second.environmentChanges.length]).toEqual([0, 1]);
  });

  test('that can not be read are told, and change nothing', async () => {
    const world = customersWorld();
    world.pass(hourMs);
    await lockFile(world, 'pandas==2.0.3\n');
    world.pass(hourMs);
    await lockFile(world, '<html><script>alert(1)</script></html>\n');
    await lockFile(world, 'pandas==2.0.3\n', 'environments/requirements.txt');
    const result = await batch(world, 'a', csv(2), '2.0.3');

    expect(told(world)).toEqual([
      'unrecognised-upload: no model in the key environments/requirements.txt',
      'unrecognised-upload: no versions in the lock file environments/customers/requirements.txt',
    ]);
    expect(result.environmentChanges).toEqual([]);
  });

  test('of a rejected batch are in its alert, for they may be the reason', async () => {
    const world = customersWorld();
    await batch(world, 'a', 'id\n1\n', '2.1.0');
    await batch(world, 'b', csv(3), '2.1.0');
    const [rejected, ...others] = storedAlerts(world);

    expect(rejected?.findings.at(-1)?.sentence).toMatch(/pandas 2\.0\.3 → 2\.1\.0$/);
    expect(others.map(({ kind }) => kind)).toEqual(['recovered']);
  });
});
