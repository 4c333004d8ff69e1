import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { objectId } from '../../../../lambdas/keys.ts';
import { countPart } from '../../../../lambdas/pipeline/count-part.ts';
import { finishBatch } from '../../../../lambdas/pipeline/parts/finish-batch.ts';
import { reportFailedRun } from '../../../../lambdas/pipeline/parts/report-failed-run.ts';
import { readJudgement } from '../../../../lambdas/pipeline/profiled-batch.ts';
import { validateBatch } from '../../../../lambdas/pipeline/validate-batch.ts';
import { claims, claimsContract, claimsCsv, claimsWorld } from '../../../support/build-claims.ts';
import { counted, counter, faultKinds, InjectedFault } from '../../../support/faults.ts';
import { isInjectedConflict } from '../../../support/faulty-s3.ts';
import { notingRuns, runInParts, type Visit } from '../../../support/run-in-parts.ts';
import { copyWorld, storedAlerts, type World } from '../../../support/world.ts';

const rows = claims(60, 5);

const withUniqueClaims = {
  columns: claimsContract.columns.map((column) =>
    column.name === 'claim' ? { ...column, unique: true } : column,
  ),
};

/** A world with a batch that is handed over in four stretches. */
async function handedOver(settings: object = {}) {
  const world = await claimsWorld(settings);
  const { key, versionId, sizeBytes } = world.inbox.put('batches/claims/a.csv', claimsCsv(rows));
  const object = { bucket: 'inbox', key, versionId };
  const { started, services } = notingRuns(world.services, Math.ceil(sizeBytes / 4));
  const once = copyWorld(world);
  await validateBatch(object, services);
  return { world, object, started, services, once, planned: { model: 'claims', batchId: objectId(object) } };
}

async function judgementOf(world: World, batchId: string) {
  return readJudgement('claims', batchId, world.services);
}

/** Each item once, but for those of one stage whose place is named: they are left out. */
function without(stage: Parameters<Visit>[2], place: number): Visit {
  return async (items, task, at) => {
    for (const [index, item] of items.entries()) if (at !== stage || index !== place) await task(item);
  };
}

describe('a batch in parts', () => {
  test('is judged once, however often it is announced and its run is repeated', async () => {
    const { world, object, started, services, once, planned } = await handedOver();
    await validateBatch(object, services);
    await validateBatch(object, once.services);

    await runInParts(planned, services);
    await runInParts(planned, services);
    await validateBatch(object, services);

    expect(started).toEqual([planned]);
    expect(await judgementOf(world, planned.batchId)).toEqual(await judgementOf(once, planned.batchId));
  });

  test('is the same where a call of a task fails, and the task is tried again', async () => {
    const { world, object, once, planned } = await handedOver(withUniqueClaims);
    await validateBatch(object, once.services);
    let faults = 0;
    const calls = counter();
    await runInParts(planned, counted(copyWorld(world), calls));
    for (let call = 1; call <= calls.calls.length; call += 11) {
      const attempt = copyWorld(world);
      const kinds = faultKinds(calls.calls[call - 1]!);
      const failing = counter({ call, kind: kinds[call % kinds.length]! });
      await runInParts(planned, counted(attempt, failing)).catch((error: unknown) => {
        if (!(error instanceof InjectedFault) && !isInjectedConflict(error)) throw error;
        faults++;
      });
      await runInParts(planned, attempt.services);
      expect(await judgementOf(attempt, planned.batchId)).toEqual(await judgementOf(once, planned.batchId));
    }
    expect(faults).toBeGreaterThan(4);
  });

  test.each(['count', 'identify', 'repeats', 'profile', 'merge'] as const)(
    'has no verdict where the %s of one part is lost',
    async (stage) => {
      const { world, services, planned } = await handedOver(withUniqueClaims);

      await expect(runInParts(planned, services, without(stage, 0))).rejects.toThrow(/missing|not counted/);

      await expect(finishBatch(planned, services)).rejects.toThrow();
      expect(await judgementOf(world, planned.batchId)).toBeUndefined();
    },
  );

  test('has no verdict where it is overwritten while its parts run, and people are told', async () => {
    const { world, services, planned } = await handedOver();
    const overwrite: Visit = async (items, task, stage) => {
      for (const [index, item] of items.entries()) {
        if (stage === 'profile' && index === 1)
          world.inbox.put('batches/claims/a.csv', claimsCsv(claims(60, 6)));
        await task(item);
      }
    };

    const failure = await runInParts(planned, services, overwrite).catch(String);
    await reportFailedRun(planned, String(failure), services);
    await reportFailedRun(planned, String(failure), services);

    expect(failure).toMatch(/ChangedUploadError.*deleted|overwritten/);
    expect(await judgementOf(world, planned.batchId)).toBeUndefined();
    const alerts = storedAlerts(world).filter(({ id }) => id.endsWith('-not-judged'));
    expect(alerts).toMatchObject([
      { severity: 'critical', fact: 'the batch was not judged: batches/claims/a.csv' },
    ]);
    expect(alerts[0]?.summary).toContain('overwritten or deleted');
  });

  test('has no verdict of a part that is of another upload', async () => {
    const { world, services, planned } = await handedOver();
    const item = { i: 0, start: 0, end: 10, versionId: 'null', etag: 'other' };
    await countPart(planned, { item }, services);

    await expect(runInParts(planned, services)).rejects.toThrow('those of another upload');

    expect(await judgementOf(world, planned.batchId)).toBeUndefined();
  });

  test('that fails is told of once, unless it was judged after all', async () => {
    const { world, services, planned } = await handedOver();
    await runInParts(planned, services);

    await reportFailedRun(planned, 'States.Timeout', services);

    expect(storedAlerts(world).filter(({ id }) => id.endsWith('-not-judged'))).toEqual([]);
  });
});

describe('a large batch that is read at once says why', () => {
  test.each([
    [
      'a.csv.gz',
      gzipSync(claimsCsv(rows)),
      "what is packed with gzip as one file can't be read from the middle",
    ],
    ['a.json', JSON.stringify(rows), 'it is one JSON value: write an object a line'],
  ] as const)('%s', async (name, content, why) => {
    const world = await claimsWorld();
    const { key, versionId } = world.inbox.put(`batches/claims/${name}`, content);
    const { started, services } = notingRuns(world.services, 100);

    await validateBatch({ bucket: 'inbox', key, versionId }, services);

    expect(started).toEqual([]);
    const judged = await judgementOf(world, objectId({ bucket: 'inbox', key, versionId }));
    expect(judged?.batch.notes?.join()).toContain(why);
    expect(judged?.validation.rows.read).toBe(rows.length);
  });

  test('one that is rejected without reading a row needs no run', async () => {
    const world = await claimsWorld();
    const { key, versionId } = world.inbox.put('batches/claims/a.csv', 'a,b\n1,2\n'.repeat(100));
    const { started, services } = notingRuns(world.services, 100);

    await validateBatch({ bucket: 'inbox', key, versionId }, services);

    expect(started).toEqual([]);
    const judged = await judgementOf(world, objectId({ bucket: 'inbox', key, versionId }));
    expect(judged?.validation.status).toBe('rejected');
  });
});
