import { CopyObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { type HistoryRecord, historyRecordSchema } from '../../lambdas/core/report/history/history-record.ts';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, s3Event, startLocalCloud } from '../support/local-cloud.ts';

const contract = { ...customersContract, drift: { minEffect: 0.15 } };
const seasonal = { ...contract, reference: { season: 'month', rolling: 3 } };

let local: LocalCloud;

beforeAll(async () => {
  local = await startLocalCloud();
}, 120_000);

afterAll(() => local.stop());

/** Uploads what lies together, and waits until nothing is under way. */
async function upload(objects: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, content] of Object.entries(objects)) await local.upload(key, content);
  await local.cloud.settled();
}

/** Copies an object of the inbox, as `aws s3 cp` does. */
async function copy(from: string, to: string): Promise<void> {
  await local.s3.send(
    new CopyObjectCommand({ Bucket: local.inbox, CopySource: `${local.inbox}/${from}`, Key: to }),
  );
  await local.cloud.settled();
}

async function resultOf(key: string): Promise<Result | undefined> {
  const [, model = ''] = key.split('/');
  const texts = await Promise.all(
    (await local.resultKeys(`results/${model}/`)).map((name) => local.readResult(name)),
  );
  return texts.map((text) => resultSchema.parse(JSON.parse(text))).find(({ batch }) => batch.key === key);
}

async function runBatch(key: string, older: number, seed: number): Promise<Result | undefined> {
  local.nextSecond();
  await upload({ [key]: customersCsv({ rows: 1000, seed, older }) });
  return resultOf(key);
}

describe('references of months, dropped in S3', () => {
  beforeAll(() =>
    upload({
      'contracts/seasons.json': JSON.stringify(seasonal),
      'references/seasons/all.csv': customersCsv({ rows: 3000, seed: 1 }),
      'references/seasons/month=december/part-00000.csv': customersCsv({ rows: 1500, seed: 2, older: 14 }),
      'references/seasons/month=december/part-00001.csv': customersCsv({ rows: 1500, seed: 3, older: 14 }),
      'references/seasons/month=december/_SUCCESS': '',
    }),
  );

  test('each have the batches of their month; others have the default one', async () => {
    const december = await runBatch('batches/seasons/day=2026-12-05/a.csv', 14, 11);
    const november = await runBatch('batches/seasons/day=2026-11-05/a.csv', 14, 12);

    expect(december?.reference).toMatchObject({ season: 'december', rows: 3000 });
    expect(december?.drift.status).toBe('stable');
    expect(november?.reference).not.toHaveProperty('season');
    expect(november?.drift.status).toBe('drifted');
    expect(november?.batch.notes).toContain(
      'no reference of November can be used: compared with the default one',
    );
  });

  test('have each their own batches before', async () => {
    await runBatch('batches/seasons/day=2026-12-06/a.csv', 14, 13);
    await runBatch('batches/seasons/day=2026-12-07/a.csv', 14, 14);
    const last = await runBatch('batches/seasons/day=2026-12-08/a.csv', 0, 15);

    expect(last?.drift).toMatchObject({
      status: 'drifted',
      rolling: { asked: 3, batches: 3, rows: 3000, status: 'drifted' },
    });
    const [page] = await local.resultKeys(`reports/seasons/${last?.batch.id}.html`);
    expect(await local.readResult(page ?? '')).toContain('Against the 3 batches before it');
  });

  test('that are of no month are told, and change nothing', async () => {
    const before = await local.resultKeys('references/seasons/');

    await upload({ 'references/seasons/month=decembr/a.csv': customersCsv({ rows: 100, seed: 4 }) });

    const alerts = await Promise.all(
      (await local.resultKeys('alerts/seasons/')).map((key) => local.readResult(key)),
    );
    expect(alerts.join()).toMatch(/month=decembr names no month/);
    expect(await local.resultKeys('references/seasons/')).toEqual(before);
  });
});

describe('a batch that came first', () => {
  const key = 'batches/early/a.csv';

  async function records(): Promise<readonly HistoryRecord[]> {
    const keys = await local.resultKeys('history/early/');
    const texts = await Promise.all(keys.map((name) => local.readResult(name)));
    return texts.map((text) => historyRecordSchema.parse(JSON.parse(text)));
  }

  async function told(): Promise<readonly string[]> {
    const keys = await local.resultKeys('alerts/early/');
    const texts = await Promise.all(keys.map((name) => local.readResult(name)));
    return texts.map((text) => alertSchema.parse(JSON.parse(text)).kind).sort();
  }

  test('is judged when its reference comes, and what it shows is told once', async () => {
    await upload({ [key]: customersCsv({ rows: 1000, seed: 41, older: 14 }) });
    expect(await told()).toEqual(['batch-rejected']);

    await upload({ 'references/early/a.csv': customersCsv({ rows: 3000, seed: 1 }) });

    const [first, again] = (await records()).toSorted((a, b) => a.batchId.length - b.batchId.length);
    expect(first).toMatchObject({ validation: 'rejected', reasons: ['no-contract'] });
    expect(again).toMatchObject({ validation: 'accepted', drift: 'drifted', revises: first?.batchId });
    expect(again?.receivedAt).toBe(first?.receivedAt);
    expect(await told()).toEqual(['batch-rejected', 'contract-inferred', 'drift']);
  });

  test('and is announced twice, with all that was asked of it, is judged no more', async () => {
    const before = await local.resultKeys('');
    const requests = before.filter((name) => name.startsWith('replays/early/'));
    const { VersionId = '' } = await local.s3.send(new HeadObjectCommand({ Bucket: local.inbox, Key: key }));

    await local.sendMessage(/^ValidateBatchQueue/, s3Event(local.inbox, key, VersionId));
    for (const name of requests)
      await local.sendMessage(/^ValidateBatchQueue/, s3Event(local.results, name, 'null'));
    await local.cloud.settled();

    expect(requests).not.toEqual([]);
    // A message that comes again has the batch wait once more, and look: nothing has changed since.
    const made = (await local.resultKeys('')).filter((name) => !before.includes(name));
    expect(made.filter((name) => !name.startsWith('replays/'))).toEqual([]);
    expect(local.cloud.deadLetters()).toEqual([]);
  });
});

describe('a batch that is promoted', () => {
  test('by one copy is what the next is compared with, and again when it is copied again', async () => {
    const [young, old] = ['batches/promoted/young.csv', 'batches/promoted/old.csv'];
    await upload({
      'contracts/promoted.json': JSON.stringify(contract),
      'references/promoted/first.csv': customersCsv({ rows: 3000, seed: 1 }),
      [young]: customersCsv({ rows: 3000, seed: 21 }),
      [old]: customersCsv({ rows: 3000, seed: 22, older: 14 }),
    });

    const statuses: (string | undefined)[] = [(await resultOf(old))?.drift.status];
    for (const [turn, promoted] of [old, young, old].entries()) {
      local.nextSecond();
      await copy(promoted, promoted.replace('batches/', 'references/'));
      statuses.push((await runBatch(`batches/promoted/turn-${turn}.csv`, 14, 30 + turn))?.drift.status);
    }

    expect(statuses).toEqual(['drifted', 'stable', 'drifted', 'stable']);
  }, 30_000);

  test('leaves no message behind', () => {
    expect(local.cloud.deadLetters()).toEqual([]);
  });
});
