import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { objectId, resultsKeys } from '../../../../lambdas/keys.ts';
import { detectDrift } from '../../../../lambdas/pipeline/detect-drift.ts';
import { validateBatch } from '../../../../lambdas/pipeline/validate-batch.ts';
import { claims, claimsCsv, claimsJsonl, claimsParquet, claimsWorld } from '../../../support/build-claims.ts';
import { seededRandom } from '../../../support/random.ts';
import { notingRuns, runInParts, shuffled } from '../../../support/run-in-parts.ts';
import { copyWorld, type World } from '../../../support/world.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const rows = claims(640, 7);
const third = (part: number) => rows.slice(part * 213, part === 2 ? undefined : (part + 1) * 213);

/** Of each batch its files, and into how many stretches it is cut; the one row group is one part all the same. */
const batches: Readonly<Record<string, { readonly cuts: readonly number[]; readonly files: Files }>> = {
  'CSV with newlines in quotes': { cuts: [3, 7, 64], files: { 'a.csv': claimsCsv(rows) } },
  'CSV with a quote that is never closed': {
    cuts: [7],
    files: { 'a.csv': `${claimsCsv(third(0))}"x${claimsCsv(third(1)).replaceAll('"', '')}` },
  },
  'JSON Lines': { cuts: [64], files: { 'a.jsonl': claimsJsonl(rows) } },
  Parquet: { cuts: [7, 64], files: { 'a.parquet': claimsParquet(rows, 9) } },
  'Parquet in one row group': { cuts: [7], files: { 'a.parquet': claimsParquet(rows, rows.length) } },
  'a folder of CSV, some packed, some empty': {
    cuts: [64],
    files: {
      'd/part-0.csv': claimsCsv(third(0)),
      'd/part-1.csv': '',
      'd/part-2.csv': '\n',
      'd/part-3.csv': claimsCsv(third(1), '\r\n'),
      'd/part-4.csv.gz': gzipSync(claimsCsv(third(2))),
      'd/_SUCCESS': '',
    },
  },
  'a folder of JSON Lines, some packed': {
    cuts: [7],
    files: {
      'd/part-0.jsonl': claimsJsonl(third(0)),
      'd/part-1.jsonl.gz': gzipSync(claimsJsonl(third(1))),
      'd/part-2.jsonl': claimsJsonl(third(2)),
      'd/_SUCCESS': '',
    },
  },
  'a folder of Parquet': {
    cuts: [7],
    files: {
      'd/part-0.parquet': claimsParquet(third(0), 50),
      'd/part-1.parquet': claimsParquet([...third(1), ...third(2)], 100),
      'd/_SUCCESS': '',
    },
  },
};

/** Uploads a batch. @returns what is announced of it last, and its bytes */
function upload({ inbox }: World, files: Files) {
  const put = Object.entries(files).map(([name, content]) => inbox.put(`batches/claims/${name}`, content));
  const { key, versionId } = put.at(-1)!;
  return {
    object: { bucket: inbox.bucket, key, versionId },
    size: put.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

/** All that is stored of a batch, but how it was cut. */
function stored({ results }: World) {
  return results
    .objects()
    .filter(({ key }) => !/^(?:plans|parts|references|contracts)\//.test(key))
    .map(({ key, bytes }) => [
      key,
      key.endsWith('.gz') ? gunzipSync(bytes).toString() : Buffer.from(bytes).toString(),
    ]);
}

async function judge(world: World, object: ReturnType<typeof upload>['object']) {
  const key = resultsKeys.profiledBatch('claims', objectId(object));
  await detectDrift({ bucket: 'results', key, versionId: 'null' }, world.services);
}

describe('what is published of a batch that is read in parts is that of one pass, to the byte', () => {
  test.each(Object.keys(batches))('%s', async (name) => {
    const { cuts, files } = batches[name]!;
    const world = await claimsWorld();
    const { object, size } = upload(world, files);
    const once = copyWorld(world);
    await validateBatch(object, once.services);
    await judge(once, object);
    const expected = stored(once);
    const random = seededRandom(3);
    for (const stretches of cuts) {
      const inParts = copyWorld(world);
      const noting = notingRuns(inParts.services, Math.ceil(size / stretches));
      await validateBatch(object, noting.services);
      expect(noting.started).toEqual([{ model: 'claims', batchId: objectId(object) }]);

      const visit = shuffled(() => random.uniform(), stretches < 10 ? 2 : 1);
      await runInParts(noting.started[0]!, noting.services, visit);
      await judge(inParts, object);

      expect(stored(inParts)).toEqual(expected);
    }
    const isRead = !name.includes('never closed');
    const kinds = new Set(expected.map(([key]) => key?.split('/')[0]));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['quarantine', 'results', ...(isRead ? ['scores'] : [])]),
    );
  });
});
