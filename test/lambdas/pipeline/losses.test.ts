import { describe, expect, test } from '@jest/globals';
import { lossLogSchema } from '../../../lambdas/core/over-time/loss-log.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { decodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import { decideLosses } from '../../../lambdas/pipeline/losses.ts';
import { loggedDays, quietRates } from '../../support/build-losses.ts';
import { buildWorld } from '../../support/world.ts';

describe('losses over time', () => {
  const days = loggedDays([...quietRates(35), 0.35]);
  const cause = { id: 'labels-1', receivedAt: '2026-08-01T00:00:00.000Z' };
  const question = { model: 'flights', cause, batches: async () => days, contract: undefined };

  test('are decided on what is stored, stored, and told by an alert of their own', async () => {
    const { services, results } = buildWorld();

    const { alert } = await decideLosses(question, services);

    expect(alert).toMatchObject({
      id: 'labels-1-performance',
      kind: 'performance-loss',
      severity: 'critical',
      loss: { status: 'opened', kind: 'batch' },
    });
    const key = resultsKeys.losses('flights');
    const stored = decodeJson(lossLogSchema, key, (await results.read(key))!.bytes);
    expect(stored.batches).toHaveLength(36);
    expect(stored.told).toMatchObject([{ cause: 'labels-1' }]);
  });

  test('are told once: to whoever asks again for the same the same, for another nothing', async () => {
    const { services } = buildWorld();
    const first = await decideLosses(question, services);

    expect(await decideLosses(question, services)).toEqual(first);
    expect(await decideLosses({ ...question, cause: { ...cause, id: 'labels-2' } }, services)).toEqual({
      isOpen: true,
    });
  });

  test('of which others store something in between are decided anew', async () => {
    const { services, results } = buildWorld();
    let isFirst = true;
    const [quiet, bad] = [days.slice(0, 35), days.slice(35)];

    const { alert } = await decideLosses(
      {
        ...question,
        batches: async () => {
          if (isFirst) {
            isFirst = false;
            await decideLosses(
              { ...question, cause: { ...cause, id: 'other' }, batches: async () => quiet },
              services,
            );
          }
          return bad;
        },
      },
      services,
    );

    expect(alert).toMatchObject({ loss: { kind: 'batch' } });
    const key = resultsKeys.losses('flights');
    expect(decodeJson(lossLogSchema, key, (await results.read(key))!.bytes).batches).toHaveLength(36);
  });
});
