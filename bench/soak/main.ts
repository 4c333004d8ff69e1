import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { inTurns } from '../../lambdas/pipeline/in-turns.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { synthesize } from '../../local/synthesize.ts';
import { checkResults, type Found, isWell, type Outcome, type Uploaded } from './check-results.ts';
import { contract, mixedUploads, plainUpload, referenceCsv, type Upload } from './uploads.ts';

const page = join(import.meta.dirname, '../../docs/benchmarks.md');

const usage = `Uploads files to the stack in the embedded cloud, many at once and then wave after wave of all kinds, and looks whether each
came to exactly one verdict, and what memory the functions took.

  --at-once N   files that are uploaded together (1000)
  --mixed N     batches in waves, of all kinds (2000)
  --wave N      batches a wave (100)
  --models N    (20)
  --write       replace the section in docs/benchmarks.md
`;

const { values } = parseArgs({
  options: {
    'at-once': { type: 'string', default: '1000' },
    mixed: { type: 'string', default: '2000' },
    wave: { type: 'string', default: '100' },
    models: { type: 'string', default: '20' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Uploads under way at once. */
const atOnce = 32;

const functions = ['ValidateBatch', 'DetectDrift', 'SendAlerts'] as const;
type Memory = Readonly<Record<(typeof functions)[number], number>>;

if (values.help) process.stdout.write(usage);
else await soak();

async function soak(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-soak-'));
  const cloud = await startCloud({ assembly: await synthesize('local'), directory, functionConcurrency: 2 });
  try {
    const table = await run(cloud);
    process.stdout.write(`${table}\n`);
    if (values.write) await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'soak', table));
  } finally {
    await cloud.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function run(cloud: Cloud): Promise<string> {
  const models = Array.from({ length: Number(values.models) }, (_, index) => `model-${index}`);
  const modelOf = (batch: number) => models[batch % models.length] ?? '';
  const s3 = new S3Client({ ...cloud, forcePathStyle: true });
  await inTurns(models, atOnce, async (model) => {
    await upload(s3, cloud, { key: `contracts/${model}.json`, content: contract, becomes: 'nothing' });
    await upload(s3, cloud, {
      key: `references/${model}/all.csv`,
      content: referenceCsv(),
      becomes: 'nothing',
    });
  });
  await cloud.settled();

  const together = Array.from({ length: Number(values['at-once']) }, (_, batch) =>
    plainUpload(modelOf(batch), batch),
  );
  const uploaded = [...(await inTurns(together, atOnce, (one) => upload(s3, cloud, one)))];
  await cloud.settled();
  const first = checkResults(uploaded, await found(s3, cloud));
  const memory = [await memoryOf(cloud)];
  say(`${together.length} at once: ${JSON.stringify(first)} ${JSON.stringify(memory[0])}`);

  const [mixed, wave] = [Number(values.mixed), Number(values.wave)];
  for (let batch = 0; batch < mixed; batch += wave) {
    const batches = Array.from({ length: Math.min(wave, mixed - batch) }, (_, index) => batch + index);
    const begun = together.length + 1;
    // The uploads of one batch come in their order, those of others between.
    const each = await inTurns(batches, atOnce, async (one) => {
      const done: Uploaded[] = [];
      for (const each of mixedUploads(modelOf(one), begun + one)) done.push(await upload(s3, cloud, each));
      return done;
    });
    uploaded.push(...each.flat());
    await cloud.settled();
    memory.push(await memoryOf(cloud));
    say(`${batch + batches.length} of ${mixed}: ${JSON.stringify(memory.at(-1))}`);
  }
  const all = checkResults(uploaded, await found(s3, cloud));
  s3.destroy();
  if (!isWell(first) || !isWell(all)) process.exitCode = 1;
  return `${outcomeTable(together.length, first, mixed, all)}\n\n${memoryTable(memory)}`;
}

async function upload(s3: S3Client, { outputs }: Cloud, one: Upload): Promise<Uploaded> {
  const bucket = outputs.InboxBucketName ?? '';
  const { VersionId = '' } = await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: one.key, Body: Buffer.from(one.content) }),
  );
  return { ...one, bucket, versionId: VersionId };
}

async function found(s3: S3Client, cloud: Cloud): Promise<Found> {
  const Bucket = cloud.outputs.ResultsBucketName ?? '';
  const idsBelow = async (Prefix: string, suffix: string) => {
    const keys: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix }))
      keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return keys.filter((key) => key.endsWith(suffix));
  };
  const idOf = (key: string) => key.slice(key.lastIndexOf('/') + 1).replace(/\.[a-z]+$/, '');
  const statusOf = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const result: { validation: { status: string } } = JSON.parse((await Body?.transformToString()) ?? '');
    return [idOf(Key), result.validation.status] as const;
  };
  const pages = (await idsBelow('reports/', '.html')).map(idOf);
  return {
    results: new Map(await inTurns(await idsBelow('results/', '.json'), atOnce, statusOf)),
    records: (await idsBelow('history/', '.json')).map(idOf),
    reports: pages.filter((id) => id !== 'index'),
    alerts: (await idsBelow('alerts/', '.json')).map(idOf),
    deliveries: (await idsBelow('deliveries/', '.json')).map(idOf),
    deadLetters: cloud.deadLetters().length,
  };
}

/** What each function's processes held at most since they were started, in MB, as their logs say. */
async function memoryOf({ logDirectory }: Cloud): Promise<Memory> {
  const names = await readdir(logDirectory);
  const most = async (name: string) => {
    const file = names.find((one) => one.includes(name)) ?? '';
    const log = await readFile(join(logDirectory, file), 'utf8');
    return Math.max(0, ...Array.from(log.matchAll(/Max Memory Used: (\d+) MB/g), ([, mb]) => Number(mb)));
  };
  const [validate, detect, send] = [
    await most(functions[0]),
    await most(functions[1]),
    await most(functions[2]),
  ];
  return { ValidateBatch: validate, DetectDrift: detect, SendAlerts: send };
}

function outcomeTable(together: number, first: Outcome, mixed: number, all: Outcome): string {
  const row = (what: string, one: Outcome) =>
    `| ${what} | ${one.batches} | ${one.lost} | ${one.surplus} | ${one.other} | ${one.unsent} | ${one.deadLetters} |`;
  return [
    '| uploaded | batches | without a result, record or report | with more than one | with another verdict | alerts unsent | dead letters |',
    '|---|---:|---:|---:|---:|---:|---:|',
    row(`${together} files at once`, first),
    row(`and ${mixed} of all kinds, in waves of ${values.wave}`, all),
  ].join('\n');
}

function memoryTable(memory: readonly Memory[]): string {
  const at = (share: number) => memory[Math.round(share * (memory.length - 1))];
  const stages = [0, 0.25, 0.5, 0.75, 1].map(at);
  const names = { ValidateBatch: 'validate-batch', DetectDrift: 'detect-drift', SendAlerts: 'send-alerts' };
  return [
    '| most memory of a process, MB | after those at once | a quarter of the others | half | three quarters | all |',
    '|---|---:|---:|---:|---:|---:|',
    ...functions.map((name) => `| \`${names[name]}\` | ${stages.map((one) => one?.[name]).join(' | ')} |`),
  ].join('\n');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
