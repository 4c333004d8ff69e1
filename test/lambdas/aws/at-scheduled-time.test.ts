import { beforeEach, describe, expect, it } from '@jest/globals';
import { atScheduledTime } from '../../../lambdas/aws/at-scheduled-time.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import type { Services } from '../../../lambdas/pipeline/ports.ts';
import { buildWorld, type World } from '../../support/world.ts';

let world: World;

beforeEach(() => {
  world = buildWorld();
});

describe('atScheduledTime', () => {
  it('runs for the time that the schedule names, with services that are built once', async () => {
    const times: string[] = [];
    let built = 0;
    const handler = atScheduledTime(
      'watch',
      () => ({ ...world.services, made: ++built }),
      async (time, { made }) => void times.push(`${time.toISOString()} ${made}`),
    );

    await handler({ time: '2026-11-23T07:00:00Z' });
    await handler({ time: '2026-11-30T07:00:00Z' }, { getRemainingTimeInMillis: () => 5 });

    expect(times).toEqual(['2026-11-23T07:00:00.000Z 1', '2026-11-30T07:00:00.000Z 1']);
  });

  it('says how much time is left', async () => {
    const left: (number | undefined)[] = [];
    const handler = atScheduledTime(
      'watch',
      (): Services => world.services,
      async (_, { remainingMs }) => void left.push(remainingMs?.()),
    );

    await handler({ time: '2026-11-23T07:00:00Z' }, { getRemainingTimeInMillis: () => 5 });

    expect(left).toEqual([5]);
  });

  it.each([[{}], ['today'], [{ time: 'Monday' }]])('refuses %j', async (event) => {
    const handler = atScheduledTime(
      'watch',
      () => world.services,
      async () => {},
    );

    await expect(handler(event)).rejects.toThrow();
  });

  it('writes down that a run ended well, and none that did not', async () => {
    let isIll = false;
    const handler = atScheduledTime(
      'watch',
      () => world.services,
      async () => {
        if (isIll) throw new Error('ill');
      },
    );
    const lastRun = async () => (await world.results.open(resultsKeys.lastRun('watch')))?.lastModified;

    await handler({ time: '2026-11-23T07:00:00Z' });
    const first = await lastRun();
    world.pass(60_000);
    isIll = true;
    await expect(handler({ time: '2026-11-23T07:15:00Z' })).rejects.toThrow('ill');
    expect(await lastRun()).toEqual(first);
    isIll = false;
    await handler({ time: '2026-11-23T07:15:00Z' });

    expect((await lastRun())?.getTime()).toBe((first?.getTime() ?? 0) + 60_000);
  });

  it('does not fail when that cannot be written down', async () => {
    const results = { ...world.results, read: () => Promise.reject(new Error('S3 is ill')) };
    const handler = atScheduledTime(
      'watch',
      () => ({ ...world.services, results }),
      async () => {},
    );

    await handler({ time: '2026-11-23T07:00:00Z' });

    expect(world.logged).toEqual(['run-not-recorded']);
  });
});
