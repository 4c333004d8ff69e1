import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { captured, groundTruth } from '../support/captured.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';
import { seededRandom } from '../support/random.ts';

// A day of an endpoint: two files of Data Capture an hour, of 150 requests each. From 18:00 on customers are older. What they did comes
// the day after, as ground truth: from 18:00 on it is farther from what was predicted.
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const driftsFrom = 18;
const filesAnHour = 2;
const requestsAFile = 150;

const random = seededRandom(20_261_129);

function customer(older: number) {
  const age = Math.round(10 * (41 + older + 9 * random.normal())) / 10;
  const plan = random.integer(3) === 0 ? 'pro' : 'free';
  const score = 1 / (1 + Math.exp(-(age - 41) / 9 - (plan === 'pro' ? 1 : 0)));
  return { age, plan, score: score.toFixed(4) };
}

const contract = {
  schemaVersion: 1,
  columns: [
    { name: 'request', kind: 'text', role: 'id', required: false, unique: true },
    { name: 'at', kind: 'timestamp', role: 'timestamp', required: false },
    { name: 'age', kind: 'numeric', min: -20, max: 120 },
    { name: 'plan', kind: 'categorical', values: ['free', 'pro'] },
    { name: 'score', kind: 'numeric', role: 'prediction', min: 0, max: 1 },
    { name: 'spent', kind: 'numeric', role: 'label', required: false },
  ],
  model: { task: 'regression' },
  batch: { window: '1h' },
};

const truthSchema = z.object({
  performance: z.object({ realised: z.object({ rows: z.number(), verdict: z.string() }) }),
});

const two = (number: number) => String(number).padStart(2, '0');

function trainingData(rows: number): string {
  const lines = Array.from({ length: rows }, () => {
    const { age, plan, score } = customer(0);
    return [age, plan, score, spentBy(score, 1)].join(',');
  });
  return ['age,plan,score,spent', ...lines, ''].join('\n');
}

/** What a customer did, so far from what was predicted. */
function spentBy(score: string, spread: number): string {
  return (Number(score) + 0.1 * spread * random.normal()).toFixed(4);
}

/** Lines of ground truth, by the hour of their requests. */
const truths: string[][] = hours.map(() => []);

/** Some requests of an hour, in CSV and JSON by turns; the last record is cut off in the first file of a day. */
function captureFile(hour: number, file: number): string {
  const lines = Array.from({ length: requestsAFile }, (_, index) => {
    const { age, plan, score } = customer(hour >= driftsFrom ? 9 : 0);
    const inferenceTime = `2026-11-29T${two(hour)}:${two(20 * file + (index % 20))}:00Z`;
    const eventId = `e-${hour}-${file}-${index}`;
    const metadata = { eventId, inferenceTime };
    truths[hour]!.push(groundTruth(eventId, spentBy(score, hour >= driftsFrom ? 2 : 1)));
    const input =
      index % 2 === 0 ? `${age},${plan}` : { data: JSON.stringify({ plan, age }), encoding: 'JSON' };
    return captured(input, score, metadata);
  });
  return hour === 0 && file === 0 ? lines.join('').slice(0, -40) : lines.join('');
}

const keyOf = (hour: number, file: number) =>
  `batches/churn/churn-endpoint/AllTraffic/2026/11/29/${two(hour)}/${two(20 * file)}-00-123-${file}.jsonl`;

let local: LocalCloud;

/** Hands the closing function a time, as its schedule does: 20 minutes after all that was uploaded. */
async function close(): Promise<void> {
  const closer = local.cloud.schedules.find(({ logicalId }) => logicalId.startsWith('CloseWindows'));
  const time = new Date(Date.now() + 20 * 60_000).toISOString();
  const { ok, ...answer } = await local.cloud.invoke(closer?.functionName ?? '', { time });
  if (!ok) throw new Error(JSON.stringify(answer));
  await local.cloud.settled();
}

beforeAll(async () => {
  local = await startLocalCloud();
  await local.upload('contracts/churn.json', JSON.stringify(contract));
  await local.upload('references/churn/train.csv', trainingData(4_000));
  await local.cloud.settled();
  for (const hour of hours) {
    for (let file = 0; file < filesAnHour; file++)
      await local.upload(keyOf(hour, file), captureFile(hour, file));
    await local.cloud.settled();
    await close();
  }
  for (const part of [0, 1]) {
    const lines = truths.slice(12 * part, 12 * part + 12).flat();
    await local.upload(`labels/churn/2026/11/30/0${part}/truth.jsonl`, lines.join(''));
    await local.cloud.settled();
  }
}, 240_000);

afterAll(() => local.stop());

async function resultsByHour(): Promise<readonly Result[]> {
  const keys = await local.resultKeys('results/churn/');
  const results = await Promise.all(
    keys.map(async (key) => resultSchema.parse(JSON.parse(await local.readResult(key)))),
  );
  return results.toSorted((a, b) => (a.batch.key < b.batch.key ? -1 : 1));
}

describe('a day of an endpoint', () => {
  test('has one verdict an hour, of all its requests', async () => {
    const results = await resultsByHour();

    const rows = results.map(({ batch, validation }) => [batch.key, validation.status, validation.rows.read]);
    expect(rows).toEqual(
      hours.map((hour) => [
        `batches/churn/churn-endpoint/AllTraffic/2026/11/29/${two(hour)}/`,
        'accepted',
        filesAnHour * requestsAFile,
      ]),
    );
    expect(results[0]?.validation.violations).toMatchObject([
      {
        code: 'malformed-row',
        count: 1,
        expected: expect.stringMatching(/it is not exactly one JSON object$/),
      },
    ]);
  });

  test('drifts from the hour on in which its customers are older', async () => {
    const drifted = (await resultsByHour()).map(({ drift }) => drift.status === 'drifted');

    expect(drifted).toEqual(hours.map((hour) => hour >= driftsFrom));
  });

  test('is told how right its predictions were when the truth is known', async () => {
    const found = await Promise.all(
      (await resultsByHour()).map(async ({ batch }) =>
        truthSchema.parse(JSON.parse(await local.readResult(`performance/churn/${batch.id}.json`))),
      ),
    );

    const rows = found.map(({ performance }) => performance.realised.rows);
    // The record that was cut off has no row.
    expect(rows).toEqual(hours.map((hour) => filesAnHour * requestsAFile - (hour === 0 ? 1 : 0)));
    expect(found.map(({ performance }) => performance.realised.verdict === 'worse')).toEqual(
      hours.map((hour) => hour >= driftsFrom),
    );
  });

  test('tells people when it begins, not every hour', () => {
    const subjects = local.cloud.outbox.flatMap(({ protocol, endpoint, subject }) =>
      protocol === 'email' && endpoint === 'everything@example.com' ? [subject] : [],
    );

    const news = subjects.filter((subject) => subject?.includes('churn'));
    expect(news[0]).toMatch(/CRITICAL churn: 2 of 3 features drifted$/);
    expect(news.length).toBeLessThanOrEqual(2);
  });

  test('has nothing judged again by another run, and a file that comes later told', async () => {
    await close();
    await local.upload(keyOf(3, 7), captureFile(3, 7));
    await local.cloud.settled();
    await close();

    expect(await resultsByHour()).toHaveLength(hours.length);
    const [late] = local.cloud.outbox.slice(-10).filter(({ subject }) => subject?.includes('closed'));
    expect(late?.subject).toMatch(/a file arrived after its batch was closed/);
    expect(local.cloud.deadLetters()).toEqual([]);
  });
});
