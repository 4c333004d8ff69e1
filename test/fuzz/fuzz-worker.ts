import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import * as z from 'zod';
import { objectId, resultsKeys } from '../../lambdas/keys.ts';
import { profiledBatchSchema } from '../../lambdas/pipeline/profiled-batch.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { badInputContract } from '../support/bad-input.ts';
import { type Random, seededRandom } from '../support/random.ts';
import { buildWorld } from '../support/world.ts';
import { mutate, noise } from './mutate.ts';

/** What is asked of a worker, by message: so many cases of a family, from a seed on. */
const taskSchema = z.object({ family: z.string(), seed: z.int(), runs: z.int() });

const folder = join(import.meta.dirname, '../badinput/files');
const read = (name: string) => readFileSync(join(folder, name));

interface Family {
  readonly suffixes: readonly string[];
  readonly make: (random: Random) => Buffer;
}

/** One of some files, mutated. */
function mutantsOf(...names: readonly string[]): (random: Random) => Buffer {
  const files = names.map(read);
  return (random) => mutate(files[random.integer(files.length)]!, random);
}

const csv = mutantsOf('good.csv', 'embedded_newline_comma_quote.csv', 'all_quoted.csv', 'numbers_odd.csv');
const jsonl = mutantsOf('good.jsonl', 'array.json', 'nested_values.jsonl', 'duplicate_keys.jsonl');
const heads = ['good.csv', 'good.jsonl', 'good.csv.gz', 'good.parquet'].map(read);
const zstd = zstdCompressSync(read('good.csv'));

/** The kinds of files that are made. */
const families: Readonly<Record<string, Family>> = {
  csv: { suffixes: ['.csv', ''], make: csv },
  jsonl: { suffixes: ['.jsonl', '.json', ''], make: jsonl },
  parquet: {
    suffixes: ['.parquet'],
    make: mutantsOf(
      'good.parquet',
      'zstd.parquet',
      'gzip_codec.parquet',
      'decimals.parquet',
      'enum_uint8_float32.parquet',
      'nested_extra.parquet',
      'timestamp_ns.parquet',
    ),
  },
  gzip: { suffixes: ['.csv.gz'], make: mutantsOf('good.csv.gz', 'multi_member.csv.gz') },
  zstd: { suffixes: ['.csv.zst'], make: (random) => mutate(zstd, random) },
  'within gzip': { suffixes: ['.csv.gz'], make: (random) => gzipSync(csv(random)) },
  'within zstd': { suffixes: ['.jsonl.zst'], make: (random) => zstdCompressSync(jsonl(random)) },
  noise: {
    suffixes: ['.csv', '.jsonl', '.parquet', '.csv.gz', '.jsonl.zst', ''],
    make: (random) => noise([...heads, zstd], random),
  },
};

/** The same file as a model's first reference, from which a contract is drafted: an artefact, or an alert. */
async function refer(bytes: Buffer, suffix: string): Promise<void> {
  const world = buildWorld();
  const key = `references/m/a${suffix}`;
  const { versionId } = world.inbox.put(key, bytes);
  await receiveReference({ bucket: world.inbox.bucket, key, versionId }, world.services);
  if (world.results.objects().length === 0) throw new Error('nothing is said of the reference');
}

/** @returns the verdict on one case */
async function judgeCase(family: Family, seed: number): Promise<string> {
  const random = seededRandom(seed);
  const bytes = family.make(random);
  const world = buildWorld();
  world.inbox.put('contracts/m.json', badInputContract);
  const suffix = family.suffixes[random.integer(family.suffixes.length)]!;
  const key = `batches/m/a${suffix}`;
  const { versionId } = world.inbox.put(key, bytes);
  parentPort?.postMessage({ begun: seed, bytes: bytes.length });
  if (seed % 3 === 0) await refer(bytes, suffix);
  const object = { bucket: world.inbox.bucket, key, versionId };
  await validateBatch(object, world.services);
  const stored = await world.results.read(resultsKeys.profiledBatch('m', objectId(object)));
  const { validation } = profiledBatchSchema.parse(JSON.parse(gunzipSync(stored!.bytes).toString()));
  const { read: rows, accepted, quarantined } = validation.rows;
  if (rows !== accepted + quarantined) throw new Error(`${rows} rows are not ${accepted} and ${quarantined}`);
  if (validation.status === 'rejected' && validation.reasons.length === 0) throw new Error('no reason');
  return validation.status;
}

parentPort?.on('message', async (task) => {
  const { family, seed: first, runs } = taskSchema.parse(task);
  for (let seed = first; seed < first + runs; seed++) {
    const verdict = await judgeCase(families[family]!, seed);
    parentPort?.postMessage({ ended: seed, verdict });
  }
  parentPort?.postMessage({ done: family });
});
