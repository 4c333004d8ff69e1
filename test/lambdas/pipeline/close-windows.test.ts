import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { resultsPrefixes } from '../../../lambdas/keys.ts';
import { closeWindows } from '../../../lambdas/pipeline/close-windows.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { receiveReplay } from '../../../lambdas/pipeline/replay/receive-replay.ts';
import { replayBatch } from '../../../lambdas/pipeline/replay/replay-batch.ts';
import { validateBatch } from '../../../lambdas/pipeline/validate-batch.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, storedResult, type World } from '../../support/world.ts';

const minuteMs = 60_000;
const contract = { ...customersContract, columns: customersContract.columns.slice(0, 4) };
const perHour = { ...contract, batch: { window: '1h' } };

function customersWorld(document: object = perHour): World {
  const world = buildWorld();
  world.inbox.put('contracts/customers.json', JSON.stringify(document));
  world.inbox.put('references/customers/2025.csv', customersCsv({ rows: 150, seed: 1 }));
  return world;
}

/** Uploads a file as S3 announces it. */
async function drop(world: World, path: string, content: string): Promise<void> {
  const key = `batches/customers/${path}`;
  const { versionId } = world.inbox.put(key, content);
  await validateBatch({ bucket: world.inbox.bucket, key, versionId }, world.services);
}

const rowsOf = (seed: number, extraRows: readonly string[] = []) =>
  customersCsv({ rows: 40, seed, extraRows });

async function close(world: World): Promise<void> {
  await closeWindows(world.services.now(), world.services);
}

function keysBelow({ results }: World, prefix: string): readonly string[] {
  return results.objects().flatMap(({ key }) => (key.startsWith(prefix) ? [key] : []));
}

/** What the windows that are closed came to. */
async function results(world: World) {
  for (const key of keysBelow(world, resultsPrefixes.profiles))
    await detectDrift({ bucket: 'results', key, versionId: 'null' }, world.services);
  return Promise.all(
    keysBelow(world, `${resultsPrefixes.results}customers/`).map((key) => storedResult(world, key)),
  );
}

const bad = ['x,40,free,true', '-9,1000,free,true'];

describe('a window', () => {
  test('is one batch of its files, when it is over and nothing has come for a while', async () => {
    const world = customersWorld();
    await drop(world, '2026/11/20/06/a.csv', rowsOf(1, bad.slice(0, 1)));
    await drop(world, '2026/11/20/06/b.csv', rowsOf(2));
    await drop(world, '2026/11/20/07/c.csv', rowsOf(3));
    await drop(world, '2026/11/20/06/d.csv', rowsOf(4, bad));

    await close(world);
    const early = await results(world);
    world.pass(80 * minuteMs);
    await close(world);
    const six = await results(world);
    world.pass(70 * minuteMs);
    await close(world);
    const both = await results(world);

    expect(early).toEqual([]);
    expect(six).toHaveLength(1);
    expect(six[0]?.validation).toMatchObject({
      status: 'accepted',
      rows: { read: 123, accepted: 120, quarantined: 3 },
    });
    expect(six[0]?.drift.status).not.toBe('skipped');
    expect(six[0]?.batch).toMatchObject({ key: 'batches/customers/2026/11/20/06/', format: 'csv' });
    expect(six[0]?.batch.id).toMatch(/^2026-11-20T06-00Z-1h-[0-9a-f]{12}$/);
    expect(six[0]?.batch.notes?.[0]).toBe('the window 2026-11-20 06:00 to 07:00 UTC: 3 files');
    expect(both).toHaveLength(2);
  });

  test('comes to what one file of all its rows comes to', async () => {
    const world = customersWorld();
    const alone = customersWorld(contract);
    const [header, ...rows] = customersCsv({ rows: 120, seed: 5, extraRows: bad }).trimEnd().split('\n');
    for (const [index, from] of [0, 50, 90].entries()) {
      const part = rows.slice(from, [50, 90, 122][index]);
      await drop(world, `2026/11/20/06/${index}.csv`, [header, ...part, ''].join('\n'));
    }
    world.pass(80 * minuteMs);
    await close(world);
    const [window] = await results(world);

    const whole = await runBatch(alone, 'batches/customers/all.csv', [header, ...rows, ''].join('\n'));

    // Files are in the order of what their keys are known by: examples of rows stand in that order, too.
    const counts = (result: typeof whole) =>
      result.validation.violations.map(({ examples: _, ...violation }) => violation);
    expect(window && counts(window)).toEqual(counts(whole));
    expect(window?.validation.rows).toEqual(whole.validation.rows);
    expect(window?.drift.features.map(({ name, verdict }) => [name, verdict.status])).toEqual(
      whole.drift.features.map(({ name, verdict }) => [name, verdict.status]),
    );
  });

  test('has its quarantined rows in one place, numbered on, with the file of each', async () => {
    const world = customersWorld({ ...perHour, batch: { window: '1h', maxRejectedShare: 1 } });
    await drop(world, '2026/11/20/06/a.csv', rowsOf(1, bad));
    await drop(world, '2026/11/20/06/b.csv', rowsOf(2, bad));
    world.pass(80 * minuteMs);
    await close(world);

    const [result] = await results(world);

    const stored = await world.results.read(result?.validation.quarantineKey ?? '');
    const lines = gunzipSync(stored?.bytes ?? '')
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ row }) => row)).toEqual([41, 42, 83, 84]);
    expect(new Set(lines.map(({ file }) => file))).toEqual(
      new Set(['batches/customers/2026/11/20/06/a.csv', 'batches/customers/2026/11/20/06/b.csv']),
    );
    expect(result?.validation.violations[0]?.examples.map(({ row }) => row)).toEqual(
      expect.arrayContaining([41, 83]),
    );
  });

  test('is judged once, whoever runs again, and a file that comes later is told once', async () => {
    const world = customersWorld();
    await drop(world, '2026/11/20/06/a.csv', rowsOf(1));
    world.pass(80 * minuteMs);
    await Promise.all([close(world), close(world)]);
    for (const name of ['b', 'c']) await drop(world, `2026/11/20/06/${name}.csv`, rowsOf(2));
    world.pass(80 * minuteMs);
    await close(world);

    const found = await results(world);

    expect(found.map(({ validation }) => validation.rows.read)).toEqual([40]);
    const late = storedAlerts(world).filter(({ kind }) => kind === 'unrecognised-upload');
    expect(late.map(({ fact }) => fact)).toEqual([
      'a file arrived after its batch was closed: batches/customers/2026/11/20/06/b.csv',
    ]);
  });

  // It was skipped, and only a log said so.
  test('is not judged again, and who asks for it is told once for all windows', async () => {
    const world = customersWorld();
    for (const hour of ['06', '07']) await drop(world, `2026/11/20/${hour}/a.csv`, rowsOf(1));
    world.pass(150 * minuteMs);
    await close(world);
    const before = await results(world);
    const key = 'replays/customers/all';
    const { versionId } = world.inbox.put(key, '');

    await receiveReplay({ bucket: world.inbox.bucket, key, versionId }, world.services);
    for (const request of keysBelow(world, resultsPrefixes.replays))
      await replayBatch({ bucket: 'results', key: request, versionId: 'null' }, world.services);

    expect(keysBelow(world, resultsPrefixes.replays)).toHaveLength(2);
    expect(await results(world)).toEqual(before);
    expect(
      storedAlerts(world)
        .filter(({ kind }) => kind === 'unrecognised-upload')
        .map(({ fact }) => fact),
    ).toEqual(['windows are not judged again: batches/customers/2026/11/20/06/']);
  });

  // Two steps of a closing are not one: a file may be stored between the list that is counted and its writing.
  test('tells of a file that is stored while it is closed', async () => {
    const world = customersWorld();
    await drop(world, '2026/11/20/06/a.csv', rowsOf(1));
    world.pass(80 * minuteMs);
    const { results: store } = world.services;
    const create: typeof store.create = async (key, ...rest) => {
      if (key.startsWith('windows/closed/')) await drop(world, '2026/11/20/06/b.csv', rowsOf(2));
      return store.create(key, ...rest);
    };

    await closeWindows(world.services.now(), { ...world.services, results: { ...store, create } });

    expect((await results(world)).map(({ validation }) => validation.rows.read)).toEqual([40]);
    expect(storedAlerts(world).map(({ fact }) => fact)).toContain(
      'a file arrived after its batch was closed: batches/customers/2026/11/20/06/b.csv',
    );
  });

  test('is none for who checks one file alone', async () => {
    const world = customersWorld();
    const { versionId } = world.inbox.put('batches/customers/a.csv', rowsOf(1));
    await validateBatch(
      { bucket: 'inbox', key: 'batches/customers/a.csv', versionId },
      world.services,
      'alone',
    );

    expect(await results(world)).toHaveLength(1);
  });

  test('counts a file that was written again once, as it is now', async () => {
    const world = customersWorld();
    await drop(world, '2026/11/20/06/a.csv', rowsOf(1));
    world.pass(1000);
    await drop(world, '2026/11/20/06/a.csv', rowsOf(2, bad.slice(0, 1)));
    world.pass(80 * minuteMs);
    await close(world);

    expect((await results(world)).map(({ validation }) => validation.rows.read)).toEqual([41]);
  });

  test('is held against what is in force when it is closed, in whatever order that came', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/customers.json', JSON.stringify(perHour));
    await drop(world, '2026/11/20/06/a.csv', rowsOf(1));
    world.inbox.put('references/customers/2025.csv', customersCsv({ rows: 150, seed: 1 }));
    const [first, second, ...others] = perHour.columns;
    const stricter = { ...perHour, columns: [first, { ...second, max: 30 }, ...others] };
    await drop(world, '2026/11/20/06/b.csv', rowsOf(2));
    world.inbox.put(
      'contracts/customers.json',
      JSON.stringify({ ...stricter, batch: { window: '1h', maxRejectedShare: 1 } }),
    );
    world.pass(80 * minuteMs);
    await close(world);

    const [result] = await results(world);

    expect(result?.validation.rows.read).toBe(80);
    expect(result?.validation.violations[0]).toMatchObject({ code: 'out-of-range', column: second?.name });
    expect(result?.reference).toBeDefined();
  });

  test('is judged without files that can’t be read where they are few, and people are told', async () => {
    const world = customersWorld();
    for (let file = 0; file < 12; file++) await drop(world, `2026/11/20/06/${file}.csv`, rowsOf(file));
    await drop(world, '2026/11/20/06/broken.csv', 'id,"age\n');
    await drop(world, '2026/11/20/06/empty.csv', '');
    world.pass(80 * minuteMs);
    await close(world);

    const [result] = await results(world);

    expect(result?.validation).toMatchObject({ status: 'accepted', rows: { read: 480 } });
    expect(result?.batch.notes?.[1]).toMatch(/^1 file could not be read, the first: broken\.csv: /);
    expect(storedAlerts(world).map(({ fact }) => fact)).toContain('1 of 14 files could not be read');
  });

  test('is rejected where many can’t be read', async () => {
    const world = customersWorld();
    await drop(world, '2026/11/20/06/a.csv', rowsOf(1));
    await drop(world, '2026/11/20/06/broken.csv', 'id,"age\n');
    world.pass(80 * minuteMs);
    await close(world);

    const [result] = await results(world);

    expect(result?.validation).toMatchObject({ status: 'rejected', reasons: [{ code: 'unreadable' }] });
    expect(result?.validation.reasons[0]?.message).toMatch(
      /^1 of 2 files could not be read, the first: broken\.csv/,
    );
  });

  test('is asked as a whole what a batch is asked as a whole', async () => {
    const world = customersWorld({ ...perHour, batch: { window: '1h', minRows: 70 } });
    await drop(world, '2026/11/20/06/a.csv', rowsOf(1));
    await drop(world, '2026/11/20/06/b.csv', rowsOf(2));
    await drop(world, '2026/11/20/07/c.csv', rowsOf(3));
    world.pass(150 * minuteMs);
    await close(world);

    expect((await results(world)).map(({ validation }) => validation.status)).toEqual([
      'accepted',
      'rejected',
    ]);
  });
});

describe('a folder that is closed by time', () => {
  test('is one batch once nothing has come for so long', async () => {
    const world = customersWorld({ ...contract, batch: { close: '10m' } });
    await drop(world, 'run-7/part-0.csv', rowsOf(1));
    world.pass(8 * minuteMs);
    await drop(world, 'run-7/0001_part_00', rowsOf(2));
    await drop(world, 'run-7/_SUCCESS', '');
    world.pass(8 * minuteMs);
    await close(world);
    const early = await results(world);
    world.pass(3 * minuteMs);
    await close(world);

    const [result, ...others] = await results(world);

    expect([early, others]).toEqual([[], []]);
    expect(result?.batch).toMatchObject({ key: 'batches/customers/run-7/' });
    expect(result?.validation.rows.read).toBe(80);
  });
});
