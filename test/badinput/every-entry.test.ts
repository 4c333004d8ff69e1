import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Result } from '../../lambdas/core/result/result-schema.ts';
import { type BadInput, badInputBytes, badInputContract, badInputs, nameOf } from '../support/bad-input.ts';
import { alternatives, judge } from '../support/bad-input-verdict.ts';
import { buildWorld, runBatch, type World } from '../support/world.ts';

/** Takes a file the way of `plumbline validate`: the contract alone, stores in memory. */
async function validate(entry: BadInput): Promise<{ readonly world: World; readonly result: Result }> {
  const world = buildWorld();
  world.inbox.put('contracts/loans.json', badInputContract);
  const result = await runBatch(world, `batches/loans/${nameOf(entry)}`, badInputBytes(entry));
  return { world, result };
}

async function quarantinedRows({ results }: World, { validation }: Result) {
  const { quarantineKey } = validation;
  const stored = quarantineKey === undefined ? undefined : await results.read(quarantineKey);
  if (!stored) return [];
  const lines = gunzipSync(stored.bytes).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

function entryOf(name: string): BadInput {
  return badInputs.find((entry) => nameOf(entry) === name)!;
}

/** Everything written for people: pages and alerts. */
function written({ results }: World, prefix: string): string {
  return results
    .objects()
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ bytes }) => new TextDecoder().decode(bytes))
    .join('\n');
}

test('the corpus is whole', () => {
  expect(badInputs).toHaveLength(112);
});

test.each(badInputs.map((entry) => [nameOf(entry), entry.situation, entry] as const))(
  '%s comes out as the corpus says: %s',
  async (name, _situation, entry) => {
    const { world, result } = await validate(entry);

    const { outcome, differences } = judge(entry, result, await quarantinedRows(world, result));
    if (name in alternatives) expect(outcome).toBe('alternative');
    else expect({ outcome, differences }).toEqual({ outcome: 'expected', differences: [] });
  },
);

describe('whatever the policy', () => {
  test.each(badInputs.filter(({ must_not }) => must_not.includes('report a duplicate id')).map(nameOf))(
    '%s has no duplicate id',
    async (name) => {
      const { result } = await validate(entryOf(name));

      expect(result.validation.violations).toEqual([]);
    },
  );

  test.each(badInputs.filter(({ must_not }) => must_not.includes('report no drift')).map(nameOf))(
    '%s is not called free of drift',
    async (name) => {
      const { result } = await validate(entryOf(name));

      expect(result.drift.status).not.toBe('stable');
    },
  );

  test('html_in_category.csv is escaped on every page', async () => {
    const { world } = await validate(entryOf('html_in_category.csv'));

    const pages = written(world, 'reports/');
    expect(pages).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(pages).not.toMatch(/<script>alert\(1\)|<img src=x|<svg\/onload|<\/style><b>x/);
  });

  test('long_category.csv is cut wherever it is quoted', async () => {
    const { world } = await validate(entryOf('long_category.csv'));

    expect(written(world, '').includes('x'.repeat(200))).toBe(false);
  });

  test('proto_keys.jsonl leaves the prototype of objects alone', async () => {
    await validate(entryOf('proto_keys.jsonl'));

    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test.each(['extra_columns.csv', 'proto_keys.jsonl', 'utf8_keys.jsonl', 'nested_extra.parquet'])(
    '%s has its unknown columns named, and none of them in the drift',
    async (name) => {
      const { result } = await validate(entryOf(name));

      expect(result.batch.notes?.join()).toMatch(/column/);
      expect(result.drift.features).toEqual([]);
    },
  );

  test('nested.parquet is told what the column is instead', async () => {
    const { result } = await validate(entryOf('nested.parquet'));

    expect(result.validation.reasons[0]?.message).toMatch(/a group of columns, debt_ratio\./);
  });

  describe('a bomb', () => {
    let before: number;
    beforeAll(() => {
      before = process.memoryUsage().rss;
    });

    test('takes less than 512 MiB of memory', async () => {
      await validate(entryOf('bomb_zeros.csv.gz'));

      expect(process.memoryUsage().rss - before).toBeLessThan(512 * 2 ** 20);
    });
  });
});
