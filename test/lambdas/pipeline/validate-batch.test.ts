import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { objectId, resultsKeys } from '../../../lambdas/keys.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { validateBatch } from '../../../lambdas/pipeline/validate-batch.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, storedResult } from '../../support/world.ts';

const reference = customersCsv({ rows: 20_000, seed: 1 });

function customersWorld() {
  const world = buildWorld();
  world.inbox.put('contracts/customers.json', JSON.stringify(customersContract));
  world.inbox.put('references/customers/2025.csv', reference);
  return world;
}

/** One cell at which an engine that backtracks never ends. */
const hostileEmails = `email\n${'joe.doe@example.org\n'.repeat(99)}${'a'.repeat(40)}!\n`;

function emailContract(pattern: string) {
  const columns = [{ name: 'email', kind: 'text', pattern }];
  return JSON.stringify({ schemaVersion: 1, columns });
}

describe('a batch', () => {
  // The function was stopped by its time-out, five times: a dead letter, no verdict, and nobody was told.
  test('with a cell that is hostile to its pattern has that row set aside', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/customers.json', emailContract('([A-Za-z0-9]+[._-]?)+@[a-z.]+'));

    const result = await runBatch(world, 'batches/customers/a.csv', hostileEmails);

    expect(result.validation).toMatchObject({
      status: 'accepted',
      rows: { read: 100, accepted: 99 },
      violations: [{ code: 'pattern-mismatch', column: 'email' }],
    });
  });

  test('like the reference is accepted, stable, and no alert', async () => {
    const world = customersWorld();

    const result = await runBatch(world, 'batches/customers/a.csv', customersCsv({ rows: 20_000, seed: 2 }));

    expect(result.validation).toMatchObject({ status: 'accepted', rows: { read: 20_000, quarantined: 0 } });
    expect(result.drift).toMatchObject({
      status: 'stable',
      // Of values, of representation, of pairs, of all columns together, of repeated rows, and of a spike of ages.
      tests: 3 + 2 + 7 + 1 + 1 + 1,
      pairsCompared: 7,
      pairsDrifted: 0,
    });
    expect(result.reference?.rows).toBe(20_000);
    expect(storedAlerts(world)).toEqual([]);
  });

  test('whose ages moved drifts, and says how far', async () => {
    const world = customersWorld();

    const result = await runBatch(
      world,
      'batches/customers/b.csv',
      customersCsv({ rows: 5000, seed: 3, older: 2 }),
    );

    expect(result.drift).toMatchObject({ status: 'drifted', severity: 'warning' });
    expect(result.drift.features[0]).toMatchObject({ name: 'age', verdict: { status: 'drifted' } });
    expect(result.drift.features[0]?.verdict.reason).toMatch(
      /^median rose from 4\d(\.\d)? to 4\d(\.\d)? \(\d+(\.\d)? % of the rows moved/,
    );
    expect(storedAlerts(world)).toMatchObject([{ kind: 'drift', id: result.batch.id }]);
    expect(result.alerts).toEqual([result.batch.id]);
  });

  test('with bad rows has them quarantined with row number, code and text, and the rest compared', async () => {
    const world = customersWorld();
    const all = { ...customersContract, alerts: { quarantineShare: 0 } };
    world.inbox.put('contracts/customers.json', JSON.stringify(all));
    const extraRows = ['x,40,free,true', '20002,400,free,true', '20003,40,gold,true', '20004,40,free'];

    const result = await runBatch(
      world,
      'batches/customers/c.csv',
      customersCsv({ rows: 20_000, seed: 4, extraRows }),
    );

    expect(result.validation.rows).toEqual({ read: 20_004, accepted: 20_000, quarantined: 4 });
    expect(result.validation.violations.map(({ code, column, count }) => [code, column, count])).toEqual([
      ['wrong-type', 'id', 1],
      ['out-of-range', 'age', 1],
      ['unknown-category', 'plan', 1],
      ['ragged-row', undefined, 1],
    ]);
    const stored = await world.results.read(result.validation.quarantineKey ?? '');
    const lines = gunzipSync(stored?.bytes ?? new Uint8Array(0))
      .toString()
      .trim()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { row: 20_001, text: 'x,40,free,true', violations: [{ code: 'wrong-type', column: 'id', found: 'x' }] },
      { row: 20_002, violations: [{ code: 'out-of-range', found: '400', expected: '0 to 120' }] },
      { row: 20_003, violations: [{ code: 'unknown-category', found: 'gold' }] },
      { row: 20_004, text: '20004,40,free', violations: [{ code: 'ragged-row' }] },
    ]);
    expect(storedAlerts(world)).toMatchObject([{ kind: 'rows-quarantined', severity: 'info' }]);
  });

  test('that was announced twice gives the same objects once', async () => {
    const world = customersWorld();
    const content = customersCsv({ rows: 5000, seed: 5, older: 9 });
    const first = await runBatch(world, 'batches/customers/d.csv', content);
    const before = world.results.objects();
    const object = { bucket: 'inbox', key: first.batch.key, versionId: first.batch.versionId };

    await validateBatch(object, world.services);
    const profiled = resultsKeys.profiledBatch('customers', first.batch.id);
    await detectDrift({ bucket: 'results', key: profiled, versionId: 'null' }, world.services);

    expect(world.results.objects()).toEqual(before);
    expect(storedAlerts(world)).toHaveLength(1);
    expect(world.measured.filter((values) => 'Batches' in values)).toHaveLength(1);
  });

  test.each([
    ['a missing column', 'id,age,plan\n1,40,free\n', 'missing-column'],
    ['no row', 'id,age,plan,active\n', 'empty-batch'],
    ['no byte', '', 'empty-batch'],
    ['too many bad rows', 'id,age,plan,active\n1,40,free,true\n2,x,free,true\n', 'rejected-share'],
    ['a quote that is never closed', 'id,age,plan,active\n1,40,"free,true\n', 'unreadable'],
    ['a column twice', 'id,age,age,plan,active\n', 'duplicate-column'],
  ])('with %s is rejected as a whole, and drift is skipped', async (_, content, code) => {
    const world = customersWorld();

    const result = await runBatch(world, 'batches/customers/e.csv', content);

    expect(result.validation).toMatchObject({ status: 'rejected', reasons: [{ code }] });
    expect(result.drift).toMatchObject({ status: 'skipped', features: [] });
    expect(storedAlerts(world)).toMatchObject([{ kind: 'batch-rejected', severity: 'critical' }]);
  });

  test('with fewer rows than the contract asks for is rejected', async () => {
    const world = customersWorld();
    world.inbox.put(
      'contracts/customers.json',
      JSON.stringify({ ...customersContract, batch: { minRows: 100 } }),
    );

    const result = await runBatch(world, 'batches/customers/f.csv', customersCsv({ rows: 99, seed: 6 }));

    expect(result.validation.reasons).toMatchObject([
      { code: 'row-count', expected: 'at least 100', found: '99' },
    ]);
  });

  test('that was deleted before it was read is rejected, not lost', async () => {
    const world = customersWorld();
    const object = { bucket: 'inbox', key: 'batches/customers/gone.csv', versionId: 'v7' };

    await validateBatch(object, world.services);
    const profiled = resultsKeys.profiledBatch('customers', objectId(object));
    await detectDrift({ bucket: 'results', key: profiled, versionId: 'null' }, world.services);

    const result = await storedResult(world, resultsKeys.result('customers', objectId(object)));
    expect(result.validation.reasons).toMatchObject([{ code: 'unreadable' }]);
    expect(result.validation.reasons[0]?.message).toMatch(/deleted before it could be read/);
  });
});

describe('a model', () => {
  test('without a contract is held to one inferred from its reference, announced once', async () => {
    const world = buildWorld();
    world.inbox.put('references/customers/2025.csv', reference);

    const first = await runBatch(world, 'batches/customers/a.csv', customersCsv({ rows: 5000, seed: 2 }));
    await runBatch(world, 'batches/customers/b.csv', customersCsv({ rows: 5000, seed: 3 }));

    expect(first.contract.source).toBe('inferred');
    expect(storedAlerts(world)).toMatchObject([{ kind: 'contract-inferred', severity: 'info' }]);
    expect(await world.results.read(`contracts/customers/${first.contract.version}.json`)).toBeDefined();
  });

  test('with a contract and no reference has its rows checked and drift skipped', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/customers.json', JSON.stringify(customersContract));

    const result = await runBatch(world, 'batches/customers/a.csv', customersCsv({ rows: 100, seed: 2 }));

    expect(result.validation).toMatchObject({ status: 'accepted', rows: { read: 100 } });
    expect(result.drift).toMatchObject({
      status: 'skipped',
      reason: 'the model has no reference yet: the batch is judged again when one comes',
    });
    expect(result.reference).toBeUndefined();
  });

  test('with neither has its batch rejected with what to do', async () => {
    const world = buildWorld();

    const result = await runBatch(world, 'batches/customers/a.csv', customersCsv({ rows: 100, seed: 2 }));

    expect(result.validation.reasons).toMatchObject([{ code: 'no-contract' }]);
  });

  test('with a malformed contract has its batch rejected, naming what is wrong with it', async () => {
    const world = customersWorld();
    world.inbox.put('contracts/customers.json', '{"schemaVersion": 1, "columns": "age"}');

    const result = await runBatch(world, 'batches/customers/a.csv', customersCsv({ rows: 100, seed: 2 }));

    expect(result.validation.reasons).toMatchObject([{ code: 'invalid-contract' }]);
    expect(result.validation.reasons[0]?.message).toContain('columns: expected a list, found "age"');
  });

  test('with a pattern that could take for ever has its batch rejected before a cell is read', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/customers.json', emailContract('(?=.*@).+'));

    const result = await runBatch(world, 'batches/customers/a.csv', hostileEmails);

    expect(result.validation.reasons).toMatchObject([{ code: 'invalid-contract' }]);
    expect(result.validation.reasons[0]?.message).toContain(
      'columns[0].pattern: expected a regular expression in the syntax of RE2, which has no look-around',
    );
  });

  test('whose contract changed has its reference built anew under it', async () => {
    const world = customersWorld();
    const before = await runBatch(world, 'batches/customers/a.csv', customersCsv({ rows: 5000, seed: 2 }));
    const [id, age, plan, active] = customersContract.columns;
    const changed = {
      ...customersContract,
      columns: [id, { ...age, drift: { ignore: true } }, plan, active],
    };
    world.inbox.put('contracts/customers.json', JSON.stringify(changed));

    const after = await runBatch(world, 'batches/customers/b.csv', customersCsv({ rows: 5000, seed: 2 }));

    expect(after.reference?.version).not.toBe(before.reference?.version);
    expect(after.drift.features.map(({ name }) => name)).not.toContain('age');
  });
});

describe('an upload that is no batch', () => {
  test.each([
    'batches/',
    'batches/customers/',
    'batches/customers/day=1/_metadata',
    'batches/customers/.part.crc',
    // Logs of Delta and Spark, and markers of Hadoop, raised critical alerts of missing columns and empty files: only names of
    // files were looked at, not those of the folders that they lie in.
    'batches/customers/day1_$folder$',
    'batches/customers/d/_delta_log/00000000000000000000.json',
    'batches/customers/d/_delta_log/_SUCCESS',
    'batches/customers/d/_spark_metadata/0',
    'batches/customers/_temporary/0/part-00000-1a2b.csv',
    'batches/customers/.x/a.csv',
  ])('%s is acknowledged and leaves nothing', async (key) => {
    const world = customersWorld();
    world.inbox.put(key, '');

    await validateBatch({ bucket: 'inbox', key, versionId: 'v3' }, world.services);

    expect(world.results.objects()).toEqual([]);
  });

  test.each([
    'batches/stray.csv',
    'batches//a.csv',
    'batches/sales data/a.csv',
    `batches/${'m'.repeat(65)}/a.csv`,
  ])('%s names no model: people are told', async (key) => {
    const world = customersWorld();
    world.inbox.put(key, 'a\n1\n');

    await validateBatch({ bucket: 'inbox', key, versionId: 'v3' }, world.services);

    expect(storedAlerts(world)).toMatchObject([{ kind: 'unrecognised-upload', model: '_unrouted' }]);
  });
});
