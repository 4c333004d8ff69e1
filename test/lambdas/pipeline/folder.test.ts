import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { objectId, resultsKeys } from '../../../lambdas/keys.ts';
import { validateBatch } from '../../../lambdas/pipeline/validate-batch.ts';
import { buildContract } from '../../support/build-contract.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const contract = buildContract(
  [
    { name: 'x', kind: 'integer', min: 0 },
    { name: 'c', kind: 'categorical', nullable: true },
  ],
  { batch: { maxRejectedShare: 0.5 } },
);

function buildInbox(): World {
  const world = buildWorld();
  world.inbox.put('contracts/m.json', JSON.stringify(contract));
  return world;
}

/** Uploads parts, closes their folder and takes it to its result. */
function runFolder(
  parts: Readonly<Record<string, string>>,
  folder = 'batches/m/day=1/',
  world = buildInbox(),
) {
  for (const [name, content] of Object.entries(parts)) world.inbox.put(`${folder}${name}`, content);
  return runBatch(world, `${folder}_SUCCESS`, '');
}

async function announce(world: World, key: string, versionId: string) {
  await validateBatch({ bucket: 'inbox', key, versionId }, world.services);
}

const quarantinedRows = [1, 4];

describe('a folder', () => {
  test.each(['batches/m/day=1/', 'batches/m/', 'batches/m/a/b/'])(
    '%s is one batch when it is closed',
    async (folder) => {
      const parts = {
        'part-00000-1a.csv': 'x,c\n-1,a\n2,b\n',
        'part-00001-1a.csv': 'c,x\na,3\nb,-4\nb,5\n',
        'part-00002-1a.csv': 'x,c\n6,a\n',
      };

      const result = await runFolder(parts, folder);

      const { status, rows, violations } = result.validation;
      expect({ status, rows }).toEqual({
        status: 'accepted',
        rows: { read: 6, accepted: 4, quarantined: 2 },
      });
      expect(violations[0]?.examples.map(({ row }) => row)).toEqual(quarantinedRows);
      const bytes = Object.values(parts).reduce((sum, text) => sum + text.length, 0);
      expect(result.batch).toMatchObject({ key: `${folder}_SUCCESS`, bytes, format: 'csv' });
      expect(result.batch.notes).toContain('a folder of 3 parts');
    },
  );

  test('is named after itself', async () => {
    const { batch } = await runFolder({ 'part-0.csv': 'x,c\n1,a\n' });

    expect(batch.id).toMatch(/^day-1-/);
  });

  test('has the rows of its own parts alone', async () => {
    const { validation } = await runFolder({
      'part-0.csv': 'x,c\n1,a\n',
      'hour=1/part-0.csv': 'x,c\n2,a\n',
      'notes.txt': 'hello',
      '.part-0.csv.crc': 'crc',
      _metadata: '',
    });

    expect(validation.rows.read).toBe(1);
  });

  test('may have empty parts, but not only', async () => {
    const some = await runFolder({ 'part-0.csv': '', 'part-1.csv': 'x,c\n1,a\n', 'part-2.csv': '' });
    const none = await runFolder({ 'part-0.csv': '', 'part-1.csv': '' });

    expect(some.validation).toMatchObject({ status: 'accepted', rows: { read: 1 } });
    expect(none.validation.reasons).toMatchObject([{ code: 'empty-batch' }]);
  });

  test('without a part is an empty batch', async () => {
    const { validation } = await runFolder({ 'data.csv': 'x,c\n1,a\n' });

    expect(validation).toMatchObject({ status: 'rejected', reasons: [{ code: 'empty-batch' }] });
  });

  test.each([
    ['lacks a column', 'part-1.csv', 'x\n1\n', /^part-1\.csv: It has no column "c"/],
    ['has a column more', 'part-1.csv', 'x,c,d\n1,a,1\n', /^part-1\.csv: It has a column "d"/],
    ['is of another format', 'part-1.jsonl', '{"x":1,"c":"a"}\n', /^part-1\.jsonl: It is jsonl, .* csv/],
    ['breaks off', 'part-1.csv', 'x,c\n1,"a\n', /^part-1\.csv: A quote that opens in row 1/],
    ['is packed badly', 'part-1.csv.gz', '\u001f\u008b', /^part-1\.csv\.gz: /],
  ])('is rejected where a part %s', async (_what, name, content, message) => {
    const { validation } = await runFolder({ 'part-0.csv': 'x,c\n1,a\n', [name]: content });

    expect(validation.status).toBe('rejected');
    expect(validation.reasons[0]?.message).toMatch(message);
  });

  test('of JSON may lack a key in a whole part: its values are missing', async () => {
    const { validation } = await runFolder({
      'part-0.jsonl': '{"x":1,"c":"a"}\n{"x":2}\n',
      'part-1.jsonl': '{"x":3}\n{"x":4}\n',
      'part-2.jsonl': '{"c":"a"}\n',
    });

    expect(validation.rows).toEqual({ read: 5, accepted: 4, quarantined: 1 });
    expect(validation.violations).toMatchObject([{ code: 'missing-value', column: 'x', count: 1 }]);
  });
});

describe('a folder of partitions', () => {
  const partitioned = buildContract([
    { name: 'x', kind: 'integer' },
    { name: 'region', kind: 'categorical', values: ['eu', 'us'] },
  ]);
  const parts = { 'region=eu/part-0.csv': 'x\n1\n', 'region=us/part-0.csv': 'x\n2\n3\n' };

  function buildPartitioned(): World {
    const world = buildWorld();
    world.inbox.put('contracts/m.json', JSON.stringify(partitioned));
    return world;
  }

  test('is one batch, whose rows have the value of their folder', async () => {
    const { validation } = await runFolder(parts, 'batches/m/day=1/', buildPartitioned());

    expect(validation).toMatchObject({ status: 'accepted', rows: { read: 3, accepted: 3 } });
  });

  test('leaves out what is closed by itself, or lies in a folder of another kind', async () => {
    const world = buildPartitioned();
    world.inbox.put('batches/m/day=1/region=us/_SUCCESS', '');

    const { validation } = await runFolder(
      { ...parts, 'old/part-0.csv': 'x\n9\n' },
      'batches/m/day=1/',
      world,
    );

    expect(validation.rows.read).toBe(1);
  });

  test('is not all that a model ever had: in its own folder _SUCCESS closes that one alone', async () => {
    const { validation } = await runFolder(parts, 'batches/m/', buildPartitioned());

    expect(validation.reasons).toMatchObject([{ code: 'empty-batch' }]);
  });

  test('has parts that can be late', async () => {
    const world = buildPartitioned();
    await runFolder(parts, 'batches/m/day=1/', world);
    world.pass(60_000);
    const key = 'batches/m/day=1/region=eu/part-1.csv';

    await announce(world, key, world.inbox.put(key, 'x\n2\n').versionId);

    expect(storedAlerts(world)[0]?.fact).toMatch(/region=eu\/part-1\.csv$/);
  });
});

describe('a manifest', () => {
  const files = { '0000_part_00': 'x,c\n1,a\n', '0001_part_00': 'x,c\n2,a\n', stray: 'x,c\n3,a\n' };
  const entries = ['0000_part_00', '0001_part_00'].map((name) => ({
    url: `s3://inbox/batches/m/u/${name}`,
    meta: { content_length: 8 },
  }));

  test.each([
    ['manifest', JSON.stringify({ entries })],
    ['unload-manifest', JSON.stringify({ entries })],
    ['_manifest.json', JSON.stringify(['0000_part_00', '0001_part_00'])],
    ['20261130-manifest.csv', entries.map(({ url }) => `${url}\n`).join('')],
  ])('%s makes one batch of the files that it names', async (name, text) => {
    const world = buildInbox();
    for (const [file, content] of Object.entries(files)) world.inbox.put(`batches/m/u/${file}`, content);

    const { validation, batch } = await runBatch(world, `batches/m/u/${name}`, text);

    expect(validation).toMatchObject({ status: 'accepted', rows: { read: 2 } });
    expect(batch).toMatchObject({ bytes: 16, notes: ['a folder of 2 parts'] });
  });

  test.each([
    ['is missing', ['gone'], /"batches\/m\/u\/gone", which is not there/],
    ['is another model’s', ['batches/other/a.csv'], /does not lie below batches\/m\//],
    ['differs in size', { files: [{ key: 'batches/m/u/stray', size: 7 }] }, /has 8 bytes, not 7/],
  ])('is rejected where a file %s', async (_, manifest, message) => {
    const world = buildInbox();
    for (const [file, content] of Object.entries(files)) world.inbox.put(`batches/m/u/${file}`, content);

    const { validation } = await runBatch(world, 'batches/m/u/_manifest.json', JSON.stringify(manifest));

    expect(validation.status).toBe('rejected');
    expect(validation.reasons[0]?.message).toMatch(message);
  });

  test('is waited for where the contract says so: a file alone is no batch', async () => {
    const world = buildWorld();
    const waiting = { ...contract, batch: { close: 'manifest' } };
    world.inbox.put('contracts/m.json', JSON.stringify(waiting));

    await announce(world, 'batches/m/u/a', world.inbox.put('batches/m/u/a', 'x,c\n1,a\n').versionId);
    const { validation } = await runBatch(world, 'batches/m/u/manifest', '["a"]');

    expect(world.logged).toContain('waits-for-manifest');
    expect(validation.rows.read).toBe(1);
  });
});

describe('an empty object', () => {
  test('that held the place of a file is no batch', async () => {
    const world = buildInbox();
    const { versionId } = world.inbox.put('batches/m/a.csv', '');
    const wait = async () => void world.inbox.put('batches/m/a.csv', 'x,c\n1,a\n');

    await validateBatch({ bucket: 'inbox', key: 'batches/m/a.csv', versionId }, { ...world.services, wait });

    expect(world.logged).toEqual(['placeholder']);
    expect(world.results.objects()).toEqual([]);
  });

  test('that nothing follows is an empty batch', async () => {
    const { validation } = await runBatch(buildInbox(), 'batches/m/a.csv', '');

    expect(validation.reasons).toMatchObject([{ code: 'empty-batch' }]);
  });
});

describe('a part', () => {
  test('is no batch of its own', async () => {
    const world = buildInbox();
    const key = 'batches/m/day=1/part-00000.csv';
    const { versionId } = world.inbox.put(key, 'x,c\n1,a\n');

    await announce(world, key, versionId);

    expect(world.logged).toEqual(['part-of-folder']);
    // It is noted down that the folder was begun, and nothing else.
    expect(world.results.objects().map((object) => object.key.split('/')[0])).toEqual(['folders']);
  });

  test('is told by its name alone: part-time.csv is a batch', async () => {
    const { validation } = await runBatch(buildInbox(), 'batches/m/part-time.csv', 'x,c\n1,a\n');

    expect(validation.rows.read).toBe(1);
  });

  test('that arrives after its folder was closed is told once, and judged when it is closed again', async () => {
    const world = buildInbox();
    const before = await runFolder({ 'part-0.csv': 'x,c\n1,a\n' }, undefined, world);
    world.pass(60_000);
    for (const name of ['part-1.csv', 'part-2.csv']) {
      const key = `batches/m/day=1/${name}`;
      await announce(world, key, world.inbox.put(key, 'x,c\n2,a\n').versionId);
    }
    const alerts = storedAlerts(world);
    world.pass(60_000);
    const after = await runFolder({}, undefined, world);

    expect(before.validation.rows.read).toBe(1);
    expect(alerts).toMatchObject([{ kind: 'unrecognised-upload', severity: 'warning', model: 'm' }]);
    expect(alerts[0]?.fact).toMatch(/part-1\.csv$/);
    expect(after.validation.rows.read).toBe(3);
    expect(after.batch.id).not.toBe(before.batch.id);
  });

  test('that arrives between the closing and its reading is not in the verdict', async () => {
    const world = buildInbox();
    world.inbox.put('batches/m/f/part-0.csv', 'x,c\n1,a\n');
    const { versionId } = world.inbox.put('batches/m/f/_SUCCESS', '');
    world.pass(60_000);
    world.inbox.put('batches/m/f/part-1.csv', 'x,c\n2,a\n');

    await announce(world, 'batches/m/f/_SUCCESS', versionId);

    const id = objectId({ bucket: 'inbox', key: 'batches/m/f/_SUCCESS', versionId });
    const stored = await world.results.read(resultsKeys.profiledBatch('m', id));
    const profiled = JSON.parse(gunzipSync(stored!.bytes).toString());
    expect(profiled.validation.rows.read).toBe(1);
  });
});
