import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import {
  type Claim,
  claims,
  claimsCsv,
  claimsJsonl,
  claimsParquet,
  claimsWorld,
} from '../../../support/build-claims.ts';
import {
  type Files,
  judgeClaims,
  readAtOnce,
  readInParts,
  stored,
  uploadClaims,
} from '../../../support/judge-claims.ts';
import { seededRandom } from '../../../support/random.ts';
import { shuffled } from '../../../support/run-in-parts.ts';
import type { World } from '../../../support/world.ts';

/** With PLUMBLINE_PARTS=all also in a thousand parts, which takes some minutes. */
const isAll = process.env.PLUMBLINE_PARTS === 'all';

const rows = claims(isAll ? 2_500 : 640, 7);
const third = (part: number) => {
  const length = Math.floor(rows.length / 3);
  return rows.slice(part * length, part === 2 ? undefined : (part + 1) * length);
};

/** A folder of so many files, some packed, as `d/part-00000.csv`. */
function folderOf(
  files: number,
  name: (at: number) => string,
  write: (rows: readonly Claim[]) => string,
): Files {
  const length = rows.length / files;
  const parts = Array.from({ length: files }, (_, at) => {
    const text = write(rows.slice(Math.floor(at * length), Math.floor((at + 1) * length)));
    const file = `d/part-${String(at).padStart(5, '0')}.${name(at)}`;
    return [file, file.endsWith('.gz') ? gzipSync(text) : text] as const;
  });
  return { ...Object.fromEntries(parts), 'd/_SUCCESS': '' };
}

/** Of each batch its files, and into how many stretches it is cut; a row group is one part all the same. */
const batches: Readonly<Record<string, { readonly cuts: readonly number[]; readonly files: Files }>> = {
  'CSV with newlines in quotes': { cuts: [3, 7, 64], files: { 'a.csv': claimsCsv(rows) } },
  'CSV with a quote that is never closed': {
    cuts: [7],
    files: { 'a.csv': `${claimsCsv(third(0))}"x${claimsCsv(third(1)).replaceAll('"', '')}` },
  },
  'JSON Lines': { cuts: [64], files: { 'a.jsonl': claimsJsonl(rows) } },
  Parquet: { cuts: [7, 64], files: { 'a.parquet': claimsParquet(rows, isAll ? 2 : 9) } },
  'Parquet in one row group': { cuts: [7], files: { 'a.parquet': claimsParquet(rows, rows.length) } },
  'Parquet in two row groups': { cuts: [3], files: { 'a.parquet': claimsParquet(rows, rows.length / 2) } },
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
    files: folderOf(isAll ? 1_000 : 3, (at) => (at % 3 === 1 ? 'jsonl.gz' : 'jsonl'), claimsJsonl),
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

/** Stretches of which about a thousand have rows: much of Parquet is its footer, and a packed file begins in one. */
const stretchesOfThousand: Readonly<Record<string, number>> = {
  'CSV with newlines in quotes': 1_000,
  'JSON Lines': 1_000,
  Parquet: 2_500,
  'a folder of JSON Lines, some packed': 1_300,
};

describe('what is published of a batch that is read in parts is that of one pass, to the byte', () => {
  test.each(Object.keys(batches))(
    '%s',
    async (name) => {
      const { cuts, files } = batches[name]!;
      const world = await claimsWorld();
      const { object, size } = uploadClaims(world, files);
      const once = await readAtOnce(world, object);
      await judgeClaims(once, object);
      const expected = stored(once);
      const random = seededRandom(3);
      const many = (isAll && stretchesOfThousand[name]) || undefined;
      for (const stretches of many ? [...cuts, many] : cuts) {
        const visit = shuffled(() => random.uniform(), stretches < 10 ? 2 : 1);

        const found = await readInParts(world, object, { partBytes: Math.ceil(size / stretches), visit });
        await judgeClaims(found, object);

        expect(stored(found)).toEqual(expected);
        if (stretches === many) expect(partsOf(found)).toBeGreaterThan(900);
      }
      const isRead = !name.includes('never closed');
      const kinds = new Set(expected.map(([key]) => key?.split('/')[0]));
      expect([...kinds]).toEqual(
        expect.arrayContaining(['quarantine', 'results', ...(isRead ? ['scores'] : [])]),
      );
    },
    isAll ? 3_600_000 : undefined,
  );
});

function partsOf({ results }: World): number {
  return results.objects().filter(({ key }) => /\/part-\d+\.json\.gz$/.test(key)).length;
}
