import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { memoryStore } from '../../../lambdas/files/memory-store.ts';
import { quarantineIn } from '../../../lambdas/pipeline/quarantine.ts';
import { buildContract } from '../../support/build-contract.ts';

const keys = { rows: 'rows.jsonl.gz', fixable: 'rows.csv.gz' };
const contract = buildContract([{ name: 'a', kind: 'numeric' }]);

test('rows beyond the limit are not kept, and it is said how many were', async () => {
  const store = memoryStore('results', () => new Date(0));
  const batch = { dialect: { cellNames: ['a', 'b,c'], delimiter: ',' } };
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
  const quarantine = quarantineIn(store, keys, { contract, batch: {} });

  expect(await quarantine.close()).toEqual({ stored: 0 });
  expect(store.objects()).toEqual([]);
});

test('rows of other formats than CSV are kept once', async () => {
  const store = memoryStore('results', () => new Date(0));
  const quarantine = quarantineIn(store, keys, { contract, batch: {} });
  await quarantine.add({ row: 1, raw: { text: '{}', cells: [null] }, isSplit: true, violations: [] });

  expect(await quarantine.close()).toEqual({ stored: 1, quarantineKey: keys.rows });
});

describe('the file to mend', () => {
  async function fixable(texts: readonly string[], columnNames = ['a', 'b'], delimiter = ',') {
    const store = memoryStore('results', () => new Date(0));
    const quarantine = quarantineIn(store, keys, {
      contract,
      batch: { dialect: { cellNames: columnNames, delimiter } },
    });
    for (const [row, text] of texts.entries()) {
      await quarantine.add({ row, raw: { text, cells: [text] }, isSplit: true, violations: [] });
    }
    return { ...(await quarantine.close()), text: await text(store, keys.fixable) };
  }

  // A cell with a formula ran when its owner opened the file to mend it: rows were written as they came.
  test.each([
    'x,=1+1',
    '=cmd|x!A0,1',
    'x,"=HYPERLINK(""http://a.example"")"',
    'x,@SUM(A1)',
    'x,+A1',
    'x,-A1',
    'x, =1+1',
    'x,"\t=1"',
    'x;=1+1',
    "x,'=1",
  ])('has no row %j, which the JSON Lines have', async (row) => {
    const { stored, text } = await fixable(['x,1', row]);

    expect(stored).toBe(2);
    expect(text).toBe('a,b\r\nx,1\r\n');
  });

  test.each(['x,-5', 'x,"-5"', 'x,+1.5e3', 'x,-', 'a@b.example,1=1', 'x,"a - b"'])(
    'has the row %j',
    async (row) => {
      expect((await fixable([row])).text).toBe(`a,b\r\n${row}\r\n`);
    },
  );

  test('has no header that would run', async () => {
    expect(await fixable(['x;1'], ['=1+1', 'b'], ';')).toEqual({
      stored: 1,
      quarantineKey: keys.rows,
      text: '',
    });
  });
});

async function text(store: ReturnType<typeof memoryStore>, key: string): Promise<string> {
  const stored = await store.read(key);
  return stored ? gunzipSync(stored.bytes).toString() : '';
}
