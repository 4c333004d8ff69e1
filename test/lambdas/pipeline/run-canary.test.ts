import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  canaryModel,
  inboxPrefixes,
  profiledBatchSuffix,
  resultsKeys,
  resultsPrefixes,
} from '../../../lambdas/keys.ts';
import { type CanaryRecord, canaryRecordSchema } from '../../../lambdas/pipeline/canary/canary-record.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { decodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import { receiveReference } from '../../../lambdas/pipeline/receive-reference.ts';
import { CanaryError, runCanary } from '../../../lambdas/pipeline/run-canary.ts';
import { sendAlerts } from '../../../lambdas/pipeline/send-alerts.ts';
import { validateBatch } from '../../../lambdas/pipeline/validate-batch.ts';
import { weeklyDigest } from '../../../lambdas/pipeline/weekly-digest.ts';
import { buildWorld, type World } from '../../support/world.ts';

const hourMs = 3_600_000;
let world: World;

beforeEach(() => {
  world = buildWorld();
});

const run = () => runCanary(world.services.now(), world.services);

async function record(): Promise<CanaryRecord | undefined> {
  const stored = await world.results.read(resultsKeys.canary);
  return stored && decodeJson(canaryRecordSchema, stored.key, stored.bytes);
}

/** Takes what was uploaded since as far as a step. */
async function road(upTo: 'validate-batch' | 'detect-drift' | 'send-alerts') {
  const { inbox, results, services } = world;
  const batch = inbox.objects().findLast(({ key }) => key.startsWith(inboxPrefixes.batches))!;
  for (const { key, versionId } of inbox.objects())
    if (!key.startsWith(inboxPrefixes.batches))
      await receiveReference({ bucket: 'inbox', key, versionId }, services);
  await validateBatch({ bucket: 'inbox', ...batch }, services);
  if (upTo === 'validate-batch') return;
  const { key } = results.objects().findLast((one) => one.key.endsWith(profiledBatchSuffix))!;
  await detectDrift({ bucket: 'results', key, versionId: 'null' }, services);
  if (upTo === 'detect-drift') return;
  for (const { key } of results.objects().filter(({ key }) => key.startsWith(resultsPrefixes.alerts)))
    await sendAlerts({ bucket: 'results', key, versionId: 'null' }, services);
}

describe('the canary', () => {
  test('comes to its verdict, hour after hour', async () => {
    for (const hour of [1, 2, 3]) {
      await run();
      world.pass(20_000);
      await road('send-alerts');
      world.pass(hourMs - 20_000);
      expect([hour, (await record())?.last?.outcome]).toEqual([hour, hour === 1 ? undefined : 'well']);
    }

    expect((await record())?.last).toMatchObject({ reasons: [], seconds: 20 });
  });

  test('is heard of by nobody: no page, no incident, no chart, no digest, and a severity that nobody asked for', async () => {
    await run();
    await road('send-alerts');
    await weeklyDigest(
      { time: '2026-11-23T07:00:00Z', day: 'mon', timeZone: 'Europe/Berlin' },
      world.services,
    );

    const keys = world.results.objects().map(({ key }) => key);
    expect(keys.filter((key) => key.includes('_models/') || key.endsWith('index.html'))).toEqual([]);
    expect(keys.filter((key) => /^(incidents|recent|waiting)\//.test(key))).toEqual([]);
    expect(keys.filter((key) => key.startsWith('alerts/') && !key.includes(canaryModel))).toEqual([]);
    expect(world.logged).toContain('no-models');
    expect(world.published).toEqual([
      {
        audience: 'alerts',
        message: expect.objectContaining({ attributes: expect.objectContaining({ severity: 'canary' }) }),
      },
    ]);
  });

  test.each([
    ['validate-batch', /there is no results\/_canary\//],
    ['detect-drift', /SNS has not had its alert/],
  ] as const)('that got no further than %s is told with the next', async (step, why) => {
    await run();
    await road(step);
    world.pass(hourMs);

    await expect(run()).rejects.toThrow(why);
    // Lambda tries again, and it was told.
    await expect(run()).resolves.toBeUndefined();
    expect((await record())?.last?.outcome).toBe('missing');
  });

  test('that came to another verdict is told', async () => {
    await run();
    world.inbox.put('references/_canary/reference.csv', 'temperature,sky\n30,clear\n');
    await road('send-alerts');
    world.pass(hourMs);

    await expect(run()).rejects.toThrow(CanaryError);
    expect((await record())?.last).toMatchObject({
      outcome: 'wrong',
      reasons: expect.arrayContaining([expect.stringContaining('its drift is')]),
    });
    // What it is held against is put back with the next.
    await road('send-alerts');
    world.pass(hourMs);
    await run();
    expect((await record())?.last?.outcome).toBe('well');
  });
});
