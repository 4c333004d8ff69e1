import { describe, expect, test } from '@jest/globals';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { sendAlerts } from '../../../lambdas/pipeline/send-alerts.ts';
import { reportUnrecognisedUpload } from '../../../lambdas/pipeline/upload/unrecognised-upload.ts';
import { buildWorld, storedAlerts, type World } from '../../support/world.ts';

async function worldWithAlert(world: World = buildWorld()) {
  await reportUnrecognisedUpload(
    { bucket: 'inbox', key: 'batches/stray.csv', versionId: 'v1' },
    world.services,
  );
  const [alert] = storedAlerts(world);
  if (!alert) throw new Error('no alert was stored');
  const key = resultsKeys.alert(alert.model, alert.id);
  const send = () => sendAlerts({ bucket: 'results', key, versionId: 'v1' }, world.services);
  return { world, key, send };
}

describe('an alert', () => {
  test('goes to both audiences once, however often it is announced', async () => {
    const { world, send } = await worldWithAlert();

    await send();
    await send();

    expect(world.published.map(({ audience }) => audience)).toEqual(['alerts', 'chat']);
    expect(world.published[0]?.message.attributes).toMatchObject({
      kind: 'unrecognised-upload',
      severity: 'warning',
    });
  });

  test('announced to several at once goes out once', async () => {
    const { world, send } = await worldWithAlert();

    await Promise.all([send(), send(), send(), send()]);

    expect(world.published).toHaveLength(2);
  });

  test('half sent when the sender broke is finished by the retry, not begun again', async () => {
    const world = buildWorld();
    let isBroken = true;
    const publish = world.services.publish;
    const fragile = {
      ...world,
      services: {
        ...world.services,
        publish: (async (audience, message) => {
          if (audience === 'chat' && isBroken) throw new Error('SNS is ill');
          return publish(audience, message);
        }) satisfies typeof publish,
      },
    };
    const { send } = await worldWithAlert(fragile);
    await expect(send()).rejects.toThrow('SNS is ill');
    isBroken = false;

    await send();

    expect(world.published.map(({ audience }) => audience)).toEqual(['alerts', 'chat']);
  });

  test('that was deleted is no failure', async () => {
    const { world, key, send } = await worldWithAlert();
    world.results.remove(key);

    await send();

    expect(world.published).toEqual([]);
  });
});
