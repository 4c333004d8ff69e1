import { describe, expect, test } from '@jest/globals';
import { resultsKeys } from '../../../../lambdas/keys.ts';
import { encodeJson } from '../../../../lambdas/pipeline/json-artefact.ts';
import { identifyPart } from '../../../../lambdas/pipeline/parts/identify-part.ts';
import { partItemSchema } from '../../../../lambdas/pipeline/parts/items.ts';
import type { PlannedBatch } from '../../../../lambdas/pipeline/parts/plan-artefact.ts';
import type { Services } from '../../../../lambdas/pipeline/ports.ts';
import {
  claims,
  claimsContract,
  claimsCsv,
  claimsJsonl,
  claimsParquet,
  claimsWorld,
} from '../../../support/build-claims.ts';
import { type Files, readAtOnce, readInParts, stored, uploadClaims } from '../../../support/judge-claims.ts';
import { seededRandom } from '../../../support/random.ts';
import { shuffled } from '../../../support/run-in-parts.ts';

const unique = new Set<string>(['claim', 'at']);

const columns = claimsContract.columns.map((column) =>
  unique.has(column.name) ? { ...column, unique: true, nullable: true } : column,
);

/** One claim in ten has the number of an earlier one, one in twenty its time, and some have none; earlier ones may be invalid themselves. */
const rows = (() => {
  const random = seededRandom(5);
  const given = claims(300, 7);
  return given.map((row, at) => {
    const { claim, at: time } = given[random.integer(at + 1)]!;
    const number = random.uniform() < 0.1 ? claim : random.uniform() < 0.05 ? null : row.claim!;
    return { ...row, claim: number!, at: random.uniform() < 0.05 ? time! : row.at! };
  });
})();

const half = (part: number) => rows.slice(part * 150, (part + 1) * 150);

const batches: Readonly<Record<string, Files>> = {
  'CSV, some of whose rows are no rows of the table': {
    'a.csv': `${claimsCsv(half(0))}c7-1,too,few\n"c7-2"x,a\n${claimsCsv(half(1))}`,
  },
  'JSON Lines, some of whose lines are no objects': {
    'a.jsonl': `${claimsJsonl(half(0))}[1]\n{"claim":"c7-3"}\n{"claim":7}\n{"claim":"7"}\n${claimsJsonl(half(1))}`,
  },
  Parquet: { 'a.parquet': claimsParquet(rows, 9) },
  'a folder': { 'd/part-0.csv': claimsCsv(half(0)), 'd/part-1.csv': claimsCsv(half(1)), 'd/_SUCCESS': '' },
};

/** Plans more ranges than so few rows would have: a list that is there stays. */
function withRanges(of: number) {
  return async ({ model, batchId }: PlannedBatch, { results }: Services) => {
    const ranges = Array.from({ length: of }, (_, r) => ({ r, of }));
    await results.create(resultsKeys.planned(model, batchId, 'ranges'), encodeJson(ranges));
  };
}

describe('values that occur again are those that one pass finds, wherever they were first', () => {
  test.each(Object.keys(batches))('%s', async (name) => {
    const world = await claimsWorld({ columns });
    const { object, size } = uploadClaims(world, batches[name]!);
    const expected = stored(await readAtOnce(world, object));
    const random = seededRandom(3);
    for (const [stretches, ranges] of [
      [3, 5],
      [40, 1],
    ] as const) {
      const visit = shuffled(() => random.uniform(), stretches < 10 ? 2 : 1);
      const before = withRanges(ranges);

      const found = await readInParts(world, object, {
        partBytes: Math.ceil(size / stretches),
        visit,
        before,
      });

      expect(stored(found)).toEqual(expected);
    }
    const text = expected.map(([, content]) => content).join();
    expect(text).toContain('"duplicate-id"');
    expect(text).not.toContain('read at once');
  });

  test('also where the hashes of a part are written as several objects', async () => {
    const world = await claimsWorld({ columns });
    const { object, size } = uploadClaims(world, { 'a.csv': claimsCsv(rows) });
    let identify: ((item: unknown) => Promise<void>) | undefined;
    const found = await readInParts(world, object, {
      partBytes: Math.ceil(size / 3),
      before: async (planned, services) => {
        await withRanges(2)(planned, services);
        identify = (item) => identifyPart(planned, partItemSchema.parse(item), services, 14);
      },
      visit: async (items, task, stage) => {
        for (const item of items) await (stage === 'identify' ? identify!(item) : task(item));
      },
    });

    expect(stored(found)).toEqual(stored(await readAtOnce(world, object)));
  });
});
