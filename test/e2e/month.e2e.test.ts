import { gzipSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { incidentsSchema } from '../../lambdas/core/incidents/incident-schema.ts';
import { profiledBatchSchema } from '../../lambdas/pipeline/profiled-batch.ts';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, s3Event, startLocalCloud } from '../support/local-cloud.ts';

/**
 * Weeks in four stretches: fine, a drift that comes, grows and stays, and goes. What is told depends on where they meet, not on how long
 * they are.
 */
const stretches = [
  { days: [1, 2, 3, 4, 5], older: 0 },
  { days: [6, 7, 8], older: 5 },
  { days: [9, 10, 11, 12, 13, 14], older: 14 },
  { days: [15, 16, 17, 18, 19], older: 0 },
] as const;
const days = stretches.flatMap((stretch) => [...stretch.days]);

/** What people are told of it, in this order, and nothing else. */
const expected = ['opened warning', 'escalated critical', 'recovered critical'];

/** Batches are small, so only large effects are of interest: a fine one must not be too small to tell. */
const contract = {
  ...customersContract,
  columns: customersContract.columns.map((column) =>
    column.name === 'age' ? { ...column, drift: { criticalEffect: 0.5 } } : column,
  ),
  drift: { minEffect: 0.15 },
  alerts: { reminderDays: [] },
};
const reference = customersCsv({ rows: 3000, seed: 1 });

let local: LocalCloud;

beforeAll(async () => {
  local = await startLocalCloud();
  for (const model of ['month', 'parallel']) {
    await local.upload(`contracts/${model}.json`, JSON.stringify(contract));
    await local.upload(`references/${model}/a.csv`, reference);
  }
  await local.cloud.settled();
}, 120_000);

afterAll(() => local.stop());

function dayCsv(day: number): string {
  const { older } = stretches.find((stretch) => stretch.days.some((one) => one === day)) ?? { older: 0 };
  return customersCsv({ rows: 1000, seed: 100 + day, older });
}

function fileOf(day: number): string {
  return `day-${String(day).padStart(2, '0')}`;
}

/** The cards that SNS delivered about a model, in the order of delivery. */
function cards(model: string) {
  return local.cloud.outbox.filter(
    ({ protocol, attributes }) => protocol === 'slack' && attributes.model === model,
  );
}

/** `6 opened warning` for each alert of a model that was stored, by day. */
async function told(model: string): Promise<readonly string[]> {
  const keys = await local.resultKeys(`alerts/${model}/`);
  const alerts = await Promise.all(
    keys.map(async (key) => alertSchema.parse(JSON.parse(await local.readResult(key)))),
  );
  return alerts.map(
    ({ batch, incident }) =>
      `${Number(batch?.key.match(/day-(\d+)/)?.[1])} ${incident?.status} ${incident?.severity}`,
  );
}

async function openIncidents(model: string) {
  const { heard } = incidentsSchema.parse(JSON.parse(await local.readResult(`incidents/${model}.json`)));
  return Object.keys(heard);
}

function withoutDay(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}

describe('a month of batches', () => {
  test('a day at a time is told in three messages', async () => {
    for (const day of days) {
      await local.upload(`batches/month/${fileOf(day)}.csv`, dayCsv(day));
      await local.cloud.settled();
    }

    expect(await told('month')).toEqual([
      '6 opened warning',
      '9 escalated critical',
      '15 recovered critical',
    ]);
    expect(cards('month').map(({ attributes }) => `${attributes.kind} ${attributes.severity}`)).toEqual([
      'drift warning',
      'drift critical',
      'recovered critical',
    ]);
    const onCall = local.cloud.outbox.filter(({ endpoint }) => endpoint === 'on-call@example.com');
    expect(onCall.map(({ subject }) => subject)).toEqual([
      '[local] CRITICAL month: age drifted, age and how the columns vary together now critical, 4 batch...',
      '[local] INFO month: back to normal after 9 batches with drift',
    ]);
    expect(await openIncidents('month')).toEqual([]);
  }, 30_000);

  test('a stretch at a time, in parallel and each announced twice, is told in the same messages', async () => {
    for (const stretch of stretches) {
      await Promise.all(
        stretch.days.map(async (day) => {
          const key = `batches/parallel/${fileOf(day)}.csv`;
          const versionId = await local.upload(key, dayCsv(day));
          await local.sendMessage(/^ValidateBatchQueue/, s3Event(local.inbox, key, versionId));
        }),
      );
      await local.cloud.settled();
    }

    expect((await told('parallel')).map(withoutDay).sort()).toEqual([...expected].sort());
    expect(cards('parallel')).toHaveLength(expected.length);
    expect(await local.resultKeys('results/parallel/')).toHaveLength(days.length);
    expect(await openIncidents('parallel')).toEqual([]);
  }, 30_000);

  test('out of order within its stretches, some twice, is told in the same messages', async () => {
    const order = stretches.flatMap((stretch) => [...stretch.days].sort((a, b) => scatter(a) - scatter(b)));
    await replay(
      'shuffled',
      order.flatMap((day) => (day % 3 === 0 ? [day, day] : [day])),
    );

    expect((await told('shuffled')).map(withoutDay).sort()).toEqual([...expected].sort());
    expect(cards('shuffled')).toHaveLength(expected.length);
    expect(await openIncidents('shuffled')).toEqual([]);
  }, 30_000);

  test('backwards is told once, for nothing is open, and nothing is passed over', async () => {
    await replay('backwards', days.toReversed());

    expect(await told('backwards')).toEqual(['14 belated critical']);
    expect(cards('backwards')).toHaveLength(1);
    expect(await openIncidents('backwards')).toEqual([]);
  }, 30_000);

  test('loses no message on the way', () => {
    expect(local.cloud.deadLetters()).toEqual([]);
  });
});

function scatter(day: number): number {
  return (day * 7919) % 31;
}

/** Has the profiles of the month come to another model in another order, each as if it had arrived on its day. */
async function replay(model: string, order: readonly number[]): Promise<void> {
  const keys = await local.resultKeys('profiles/month/');
  const references = (await local.resultKeys('references/month/')).filter((key) => key.endsWith('.gz'));
  for (const key of references) await put(key.replace('/month/', `/${model}/`), await local.readResult(key));
  for (const day of order) {
    const key = keys.find((one) => one.includes(`/${fileOf(day)}-`)) ?? '';
    const profiled = profiledBatchSchema.parse(JSON.parse(await local.readResult(key)));
    const receivedAt = `2026-11-${String(day).padStart(2, '0')}T06:00:00.000Z`;
    const moved = { ...profiled, model, batch: { ...profiled.batch, receivedAt } };
    await put(key.replace('/month/', `/${model}/`), JSON.stringify(moved));
    await local.cloud.settled();
  }
}

async function put(key: string, text: string): Promise<void> {
  await local.s3.send(new PutObjectCommand({ Bucket: local.results, Key: key, Body: gzipSync(text) }));
}
