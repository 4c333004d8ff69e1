import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { chatCardSchema } from '../../lambdas/core/alert/render/chat-card-schema.ts';
import type { Delivery } from '../../local/outbox.ts';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';

let local: LocalCloud;

/** Batches of today; the digest is that of the week that ends tomorrow. */
beforeAll(async () => {
  local = await startLocalCloud();
  const contract = { ...customersContract, drift: { minEffect: 0.15 }, alerts: { muteUntil: '2100-01-01' } };
  await local.upload('contracts/customers.json', JSON.stringify(contract));
  await local.upload('contracts/idle.json', JSON.stringify(customersContract));
  await local.upload('references/customers/2025.csv', customersCsv({ rows: 2000, seed: 1 }));
  await local.cloud.settled();
  for (let day = 0; day < 5; day++) {
    const broken = 'broken row\n'.repeat(day);
    await local.upload(
      `batches/customers/day-${day}.csv`,
      customersCsv({ rows: 300, seed: day + 2 }) + broken,
    );
  }
  await local.upload('batches/customers/wrong.csv', 'neither,of,them\n1,2,3\n');
  await local.cloud.settled();
}, 180_000);

afterAll(() => local.stop());

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** What the schedule hands over where tomorrow, by UTC, is the day of the digest. */
function tomorrow() {
  const time = new Date(Date.now() + 86_400_000);
  return { time: time.toISOString(), day: weekdays[time.getUTCDay()], timeZone: 'UTC' };
}

/** The same for every run, though midnight may pass. */
const event = tomorrow();

async function runDigest(): Promise<boolean> {
  const schedule = local.cloud.schedules.find(({ logicalId }) => logicalId.startsWith('WeeklyDigest'));
  const { ok } = await local.cloud.invoke(schedule?.functionName ?? '', event);
  await local.cloud.settled();
  return ok;
}

function digests(protocol: Delivery['protocol']): readonly Delivery[] {
  return local.cloud.outbox.filter((one) => one.protocol === protocol && one.subject?.includes('digest'));
}

describe('the digest of a week', () => {
  test('is sent once, to those who asked for what is only for information, though it runs again and twice at a time', async () => {
    expect(await Promise.all([runDigest(), runDigest()])).toEqual([true, true]);
    expect(await runDigest()).toBe(true);

    const [email, ...others] = digests('email');
    expect(others).toEqual([]);
    expect(email?.endpoint).toBe('everything@example.com');
    expect(email?.subject).toMatch(
      /^\[local\] INFO digest: \d{4}-W\d\d, 2 models, none needs a look, 1 sent nothing, 1 batch rejected$/,
    );
    expect(email?.body).toContain('6 batches, 1 rejected, 0 drifted (the week before 0, 0, 0).');
    expect(email?.body).toContain('- wrong number of cells: 10 rows, such as ');
    expect(email?.body).toContain('in row 301 of day-4.csv');
    expect(email?.body).toContain('Muted until 2100-01-01.');
    expect(email?.body).toContain('- idle: no batch, this week or ever.');
  });

  test('is a card in chat', () => {
    const [card, ...others] = local.cloud.outbox.filter(({ protocol }) => protocol === 'slack');

    expect(others).toEqual([]);
    expect(chatCardSchema.parse(JSON.parse(card?.body ?? '')).metadata.eventType).toBe('plumbline-digest');
  });

  test('is an alert for machines, and a page that lies where it says', async () => {
    const [key = ''] = await local.resultKeys('alerts/_all/');
    const alert = alertSchema.parse(JSON.parse(await local.readResult(key)));

    const [place] = alert.places;
    expect(alert.digest?.models.map(({ model }) => model)).toEqual(['customers', 'idle']);
    expect(await local.readResult(place?.key ?? '')).toContain(
      `<title>Week ${alert.digest?.week}, local</title>`,
    );
  });

  test('leaves nothing undone; the schedule itself runs it too', async () => {
    const schedule = local.cloud.schedules.find(({ logicalId }) => logicalId.startsWith('WeeklyDigest'));

    expect(await schedule?.run()).toMatchObject({ ok: true });
    expect(schedule?.expression).toBe('cron(0 8 ? * MON *)');
    expect(local.cloud.deadLetters()).toEqual([]);
  });
});
