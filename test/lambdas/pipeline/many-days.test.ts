import { beforeAll, describe, expect, test } from '@jest/globals';
import { contractSchema } from '../../../lambdas/core/contract/contract.ts';
import { compareProfiles } from '../../../lambdas/core/drift/compare-profiles.ts';
import type { Drift } from '../../../lambdas/core/result/result-schema.ts';
import { profileRows } from '../../../lambdas/pipeline/profile-rows.ts';
import { noQuarantine } from '../../../lambdas/pipeline/quarantine.ts';
import { readReferenceRows } from '../../../lambdas/pipeline/reference/read-reference-rows.ts';
import { openBatch } from '../../../lambdas/pipeline/upload/open-batch.ts';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { seededRandom } from '../../support/random.ts';

const document = contractSchema.parse({
  schemaVersion: 1,
  columns: [
    { name: 'at', kind: 'timestamp', role: 'timestamp', drift: { ignore: true } },
    { name: 'load', kind: 'numeric' },
  ],
});

const daysOfReference = 120;

interface Rows {
  /** Days since the reference begins, of each row one. */
  readonly days: readonly number[];
  /** Added to the share `moved` of the values. */
  readonly shift?: number;
  readonly moved?: number;
}

/** Each day has a level of its own, as far from others as half of what its rows differ by: the same in whatever batch the day is. */
function loadsOf({ days, shift = 0, moved = 1 }: Rows, seed: number) {
  const random = seededRandom(seed);
  const lines = days.map((day, row) => {
    const at = new Date(Date.parse('2026-01-05') + 86_400_000 * day + 1000 * (row % 3600)).toISOString();
    const level = 5 * seededRandom(1000 + day).normal();
    const more = random.uniform() < moved ? shift : 0;
    return `${at},${(level + 10 * random.normal() + more).toFixed(3)}`;
  });
  const text = `${['at,load', ...lines].join('\n')}\n`;
  return openBatch({ source: memorySource(new TextEncoder().encode(text)), key: 'loads.csv' });
}

const wholeDays = (from: number, count: number, rows = 60) =>
  Array.from({ length: count * rows }, (_, row) => from + Math.floor(row / rows));

function randomDays(rows: number): readonly number[] {
  const random = seededRandom(3);
  return Array.from({ length: rows }, () => random.integer(daysOfReference));
}

let reference: Extract<Awaited<ReturnType<typeof readReferenceRows>>, { readonly status: 'usable' }>;

beforeAll(async () => {
  const read = await readReferenceRows(await loadsOf({ days: wholeDays(0, daysOfReference) }, 1), document);
  if (read.status !== 'usable') throw new Error('the reference is refused');
  reference = read;
});

async function judged(rows: Rows, seed = 2): Promise<Drift> {
  const { yardstick, profile, violations } = reference;
  const current = await profileRows(await loadsOf(rows, seed), document, yardstick, {
    quarantine: noQuarantine,
  });
  return compareProfiles({ contract: document, yardstick, reference: { profile, violations }, current });
}

const limitOf = ({ features }: Drift) =>
  Math.max(
    ...features.flatMap(({ measures }) =>
      measures.flatMap((one) => ('usual' in one && one.usual ? one.usual.upTo : [])),
    ),
  );

describe('what is usual', () => {
  test('of a day is much, of ten days half of it, and of rows of all days of the reference next to nothing', async () => {
    const [day, tenDays, all] = [
      limitOf(await judged({ days: wholeDays(130, 1, 1200) })),
      limitOf(await judged({ days: wholeDays(130, 10, 120) })),
      limitOf(await judged({ days: randomDays(1200) })),
    ];

    expect(day).toBeGreaterThan(0.4);
    expect(tenDays).toBeLessThan(0.65 * day);
    expect(all).toBeLessThan(day / 4);
  });
});

test.each<[string, Rows, string]>([
  ['a day with a level of its own', { days: wholeDays(130, 1, 1200) }, 'stable'],
  ['a week after the reference', { days: wholeDays(130, 7) }, 'stable'],
  ['random rows of the reference', { days: randomDays(1200) }, 'stable'],
  [
    'random rows of the reference, a sixth of them farther out',
    { days: randomDays(1200), shift: 30, moved: 0.16 },
    'drifted',
  ],
  ['three weeks, half of them farther out', { days: wholeDays(130, 21), shift: 30, moved: 0.5 }, 'drifted'],
])('%s: %s', async (_, rows, status) => {
  expect((await judged(rows)).status).toBe(status);
});

test('of a batch that goes on for as long as its reference nothing is known: what moved is a warning', async () => {
  const drift = await judged({ days: wholeDays(daysOfReference, 100), shift: 12 });

  expect(drift).toMatchObject({
    status: 'drifted',
    severity: 'warning',
    usual: 'how far a batch of so many days usually differs is not known: its reference has too few of them',
  });
});
