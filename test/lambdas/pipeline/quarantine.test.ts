import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { memoryStore } from '../../../lambdas/files/memory-store.ts';
import { quarantineIn } from '../../../lambdas/pipeline/quarantine.ts';
import { buildContract } from '../../support/build-contract.ts';

const keys = { rows: 'rows.jsonl.gz', fixable: 'rows.csv.gz' };
const contract = buildContract([{ name: 'a', kind: 'numeric' }]);

test('rows beyond the limit are not kept, and it is said how many were', async () => {
  const store = memoryStore('results', () => new Date(0));
  const batch = { columnNames: ['a', 'b,c'], delimiter: ',' };
  const quarantine = quarantineIn(store, keys, { contract, batch, maximumRows: 2 });

  for (const row of [1, 2, 3]) {
    const raw = { text: `x,${row}`, cells: ['x'] };
    await quarantine.add({ row, raw, isSplit: true, violations: [] });
  }

  expect(await quarantine.close()).toEqual({ stored: 2, quarantineKey: keys.rows, fixableKey: keys.fixable });
  expect(await text(store, keys.rows)).toBe(
    '{"row":1,"violations":[],"text":"x,1"}\n{"row":2,"violations":[],"text":"x,2"}\n',
  );
  expect(await text(store, keys.fixable)).toBe('a,"b,c"\r\nx,1\r\nx,2\r\n');
});

test('nothing is stored where no row was refused', async () => {
  const store = memoryStore('results', () => new Date(0));
  const quarantine = quarantineIn(store, keys, { contract, batch: { columnNames: ['a'] } });

  expect(await quarantine.close()).toEqual({ stored: 0 });
  expect(store.objects()).toEqual([]);
});

test('rows of other formats than CSV are kept once', async () => {
  const store = memoryStore('results', () => new Date(0));
  const quarantine = quarantineIn(store, keys, { contract, batch: { columnNames: ['a'] } });
  await quarantine.add({ row: 1, raw: { text: '{}', cells: [null] }, isSplit: true, violations: [] });

  expect(await quarantine.close()).toEqual({ stored: 1, quarantineKey: keys.rows });
});

async function text(store: ReturnType<typeof memoryStore>, key: string): Promise<string> {
  const stored = await store.read(key);
  return gunzipSync(stored?.bytes ?? new Uint8Array(0)).toString();
}
