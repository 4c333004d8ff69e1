import { describe, expect, test } from '@jest/globals';
import type { FeatureDrift } from '../../../lambdas/core/result/result-schema.ts';
import { buildContract, type ColumnInput } from '../../support/build-contract.ts';
import { makeTalk, type Talk } from '../../support/build-talk.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const columns: readonly ColumnInput[] = [
  { name: 'note', kind: 'text' },
  { name: 'v', kind: 'vector', dimension: 4 },
  { name: 'at', kind: 'timestamp', role: 'timestamp' },
];

function worldWith(contract: readonly ColumnInput[]): World {
  const world = buildWorld();
  world.inbox.put('contracts/talk.json', JSON.stringify(buildContract(contract)));
  world.inbox.put('references/talk/january.jsonl', makeTalk({ seed: 1, rows: 8000 }));
  return world;
}

async function compared(making: Talk, contract = columns) {
  const world = worldWith(contract);
  const result = await runBatch(world, 'batches/talk/new.jsonl', makeTalk(making));
  const byName = new Map(
    result.drift.features.map((feature): [string, FeatureDrift] => [feature.name, feature]),
  );
  return { world, result, byName };
}

describe('what is derived of texts and vectors', () => {
  test('is compared like any number, and nothing of it has drifted where nothing has changed', async () => {
    const { result, byName } = await compared({ seed: 2 });

    expect([...byName.keys()].sort()).toEqual([
      'at: hour',
      'note',
      'note: digits',
      'note: length',
      'note: letters',
      'note: non-ASCII',
      'note: spaces',
      'note: unknown words',
      'v',
      'v: norm',
      'v[0]',
      'v[1]',
      'v[2]',
      'v[3]',
    ]);
    expect(result.drift.status).not.toBe('drifted');
    expect(byName.get('v[2]')).toMatchObject({ kind: 'numeric', derivedFrom: 'v', rates: [] });
    expect(byName.get('note')).not.toHaveProperty('derivedFrom');
    expect(byName.get('note: digits')?.measures[0]).toMatchObject({ method: 'ks', exact: true });
  });

  test('is told in the words of the thing, one finding a column', async () => {
    const { world, byName, result } = await compared({ seed: 3, words: 12, strange: 0.3 });

    expect(byName.get('note: length')?.verdict).toMatchObject({
      status: 'drifted',
      reason: expect.stringMatching(/median rose from \d+ to \d+ characters|values above \d+ characters/),
    });
    expect(byName.get('note: unknown words')?.verdict).toMatchObject({
      status: 'drifted',
      reason: expect.stringMatching(/rose from 0 % to \d/),
    });
    expect(byName.get('v[0]')?.verdict.status).not.toBe('drifted');
    const [alert] = storedAlerts(world);
    expect(alert?.findings).toMatchObject([
      {
        column: 'note',
        sentence: expect.stringMatching(/^(unknown words|length|digits): .*more of its derived/),
      },
    ]);
    expect(result.drift).toMatchObject({
      severity: 'warning',
      usual: expect.stringContaining('still learning what is usual'),
    });
  });

  test('is no drift where fewer words are unknown', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/talk.json', JSON.stringify(buildContract(columns)));
    world.inbox.put('references/talk/january.jsonl', makeTalk({ seed: 1, rows: 4000, strange: 0.2 }));

    const { drift } = await runBatch(world, 'batches/talk/new.jsonl', makeTalk({ seed: 2 }));

    const status = (name: string) => drift.features.find((one) => one.name === name)?.verdict.status;
    expect(status('note: unknown words')).toBe('stable');
    expect(status('note: digits')).toBe('drifted');
  });

  test('shows which component of a vector moved', async () => {
    const { byName, world } = await compared({ seed: 4, shift: 0.4 });

    expect(byName.get('v[2]')?.verdict).toMatchObject({
      status: 'drifted',
      reason: expect.stringMatching(/^median rose from -?0\.\d+ to 0\.4\d*/),
    });
    expect(byName.get('v[1]')?.verdict.status).not.toBe('drifted');
    expect(storedAlerts(world)[0]?.findings[0]).toMatchObject({
      column: 'v',
      sentence: expect.stringMatching(/^v\[2\]: median rose/),
    });
  });

  test('of a sensitive column reveals no word and no component, wherever it is stored', async () => {
    const sensitive = columns.map((column) => ({ ...column, sensitive: true }));

    const { world, byName } = await compared({ seed: 5, words: 12, strange: 0.3, shift: 2 }, sensitive);

    expect(byName.has('note: unknown words')).toBe(false);
    expect(byName.has('v[2]')).toBe(false);
    expect(byName.get('note: length')?.verdict.status).toBe('drifted');
    expect(byName.get('v: norm')?.verdict.status).toBe('drifted');
    for (const { key, bytes } of world.results.objects()) {
      const text = await textOf(key, bytes);
      expect({ key, tells: /qx\w|word[a-h]|vocabulary/.test(text) }).toEqual({ key, tells: false });
    }
  });
});

describe('the times of rows', () => {
  test('are no feature as long as none is after arrival', async () => {
    const { byName } = await compared({ seed: 8, shuffled: true });

    expect([...byName.keys()].filter((name) => name.startsWith('at'))).toEqual(['at: hour']);
  });

  test('after arrival are a rate, and drift when they become more', async () => {
    const { byName } = await compared({ seed: 9, future: 0.04 });

    expect(byName.get('at: lag')).toMatchObject({
      derivedFrom: 'at',
      measures: [],
      rates: [{ name: 'future', reference: 0, current: expect.closeTo(0.04, 1) }],
      verdict: {
        status: 'drifted',
        severity: 'warning',
        reason: expect.stringMatching(/^times more than a day after arrival rose from 0 % to [34]/),
      },
    });
  });

  test('are compared by lag, gap and order where the contract asks for it', async () => {
    const asked = columns.map((column) =>
      column.name === 'at' ? { ...column, drift: { derived: true } } : column,
    );

    const { byName } = await compared({ seed: 10, shuffled: true }, asked);

    expect(byName.get('at: gap')).toMatchObject({
      rates: [{ name: 'out-of-order', reference: 0, current: expect.closeTo(0.5, 1) }],
      verdict: { status: 'drifted', reason: expect.stringMatching(/rows out of order rose from 0 % to/) },
    });
    expect(byName.get('at: lag')?.measures[0]).toMatchObject({ method: 'ks' });
    expect(byName.get('at: gap')?.verdict.reason).toMatch(
      /^(median|\d+th percentile) \w+ from 60 seconds to -?\d/,
    );
  });

  test('and all else that is derived stay out where the contract says so', async () => {
    const ignored = columns.map((column) => ({ ...column, drift: { ignore: true } }));

    const { byName } = await compared({ seed: 11, words: 20, future: 0.5 }, ignored);

    expect([...byName.keys()]).toEqual([]);
  });
});

async function textOf(key: string, bytes: Uint8Array): Promise<string> {
  if (!key.endsWith('.gz')) return new TextDecoder().decode(bytes);
  const unpacked = new Response(
    new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new DecompressionStream('gzip')),
  );
  return unpacked.text();
}
