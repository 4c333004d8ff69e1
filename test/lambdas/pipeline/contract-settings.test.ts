import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { reserveMs } from '../../../lambdas/pipeline/upload/within-time.ts';
import type { ColumnInput } from '../../support/build-contract.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const columns: readonly ColumnInput[] = [
  { name: 'id', kind: 'integer', role: 'id', unique: true },
  { name: 'age', kind: 'numeric', nullable: true, above: 0 },
];

describe('a contract', () => {
  test('with a unique column refuses later rows of a value, as it is written, and not above 2^53', async () => {
    const ids = ['9007199254740993', '9007199254740992', '9007199254740994', '7', '8', '7', '7'];

    const { validation } = await run(columns, `id,age\n${ids.map((id) => `${id},1\n`).join('')}`);

    expect(validation.rows).toMatchObject({ read: 7, quarantined: 2 });
    expect(validation.violations).toMatchObject([
      { code: 'duplicate-id', column: 'id', count: 2, examples: [{ row: 6, found: '7' }, { row: 7 }] },
    ]);
  });

  test.each([
    [
      'jsonl',
      '{"id":9007199254740993,"age":1}\n{"id":9007199254740992,"age":2}\n{"id":9007199254740993,"age":3}\n',
    ],
    ['csv', 'id,age\n9007199254740993,1\n9007199254740992,2\n9007199254740993,3\n'],
  ])('tells large identifiers of %s apart by all their digits', async (suffix, content) => {
    const { validation } = await run(columns, content, { suffix });

    expect(validation.violations).toMatchObject([{ code: 'duplicate-id', count: 1, examples: [{ row: 3 }] }]);
  });

  test('with a limit on missing values rejects the batch beyond it', async () => {
    const limited = columns.map((column) =>
      column.name === 'age' ? { ...column, maxMissingShare: 0.2 } : column,
    );

    const { validation } = await run(limited, 'id,age\n1,\n2,3\n3,4\n');

    expect(validation).toMatchObject({
      status: 'rejected',
      reasons: [
        { code: 'missing-value', column: 'age', expected: 'at most 20 % missing', found: '33.33 % missing' },
      ],
    });
  });

  test('with a band of rows rejects more of them', async () => {
    const { validation } = await run(columns, 'id,age\n1,1\n2,1\n', { batch: { maxRows: 1 } });

    expect(validation.reasons).toMatchObject([{ code: 'row-count', expected: 'at most 1', found: '2' }]);
  });

  test('that warns of extra columns names them in a note', async () => {
    const result = await run(columns, 'id,age,zip,<b>\n1,1,2,3\n', { batch: { extraColumns: 'warn' } });

    expect(result.validation.status).toBe('accepted');
    expect(result.batch.notes).toEqual(['columns that the contract does not name: "zip", "<b>"']);
  });

  test('with a delimiter has files split by it and no other', async () => {
    const result = await run(columns, 'id^age\n1^2\n', { csv: { delimiter: '^' } });

    expect(result.validation).toMatchObject({ status: 'accepted', rows: { read: 1, accepted: 1 } });
    expect(result.batch.notes ?? []).toEqual([]);
  });

  test('with spellings of booleans, vectors and rules holds rows to them', async () => {
    const rich: ColumnInput[] = [
      { name: 'ok', kind: 'boolean' },
      { name: 'v', kind: 'vector', dimension: 2 },
      { name: 'from', kind: 'timestamp' },
      { name: 'to', kind: 'timestamp', nullable: true },
    ];
    const rows = [
      'ja,"[1,2]",2024-01-01,2024-01-02',
      'true,"[1,2]",2024-01-01,',
      'nein,"[1]",2024-01-01,',
      'nein,"[1,1e999]",2024-01-03,2024-01-02',
    ];

    const { validation } = await run(rich, `ok,v,from,to\n${rows.join('\n')}\n`, {
      booleans: { true: ['ja'], false: ['nein'] },
      rules: [{ left: 'from', operator: '<=', right: 'to' }],
    });

    expect(validation.violations.map(({ code, expected, examples }) => [code, expected, examples])).toEqual([
      ['wrong-type', 'ja or nein', [{ row: 2, found: 'true' }]],
      ['wrong-dimension', 'a list of 2 numbers', [{ row: 3, found: '[1]' }]],
      ['not-finite', 'finite numbers', [{ row: 4, found: '[1,1e999]' }]],
      ['cross-column', 'from <= to', [{ row: 4, found: '2024-01-03 and 2024-01-02' }]],
    ]);
  });

  test('takes vectors of JSON as the lists that they are, however the row is written', async () => {
    const rich: ColumnInput[] = [{ name: 'v', kind: 'vector', dimension: 2 }];
    const rows = ['{"v":[1,2]}', '{"\\u0076":[1e2,3]}', '{"v":"[1,2]"}', '{"v":[1,"2"]}', '{"v":[1,2,3]}'];

    const { validation } = await run(rich, rows.join('\n'), { suffix: 'jsonl' });

    expect(validation.violations.map(({ code, examples }) => [code, examples.map(({ row }) => row)])).toEqual(
      [
        ['wrong-type', [3, 4]],
        ['wrong-dimension', [5]],
      ],
    );
  });
});

describe('quarantined rows', () => {
  test('are a file under the header of their batch, which can be mended and dropped again', async () => {
    const world = buildWorld();

    const { validation } = await run(columns, 'id;age\r\n1;"-5"\r\n2;5\r\n3;1;1\r\n', { world });

    expect(await storedText(world, validation.fixableKey)).toBe('id;age\r\n1;"-5"\r\n3;1;1\r\n');
    const mended = (await storedText(world, validation.fixableKey)).replace('-5', '5').replace(';1;1', ';1');
    expect((await run(columns, mended)).validation.rows).toMatchObject({ read: 2, accepted: 2 });
  });

  test('never hold a value of a sensitive column, nor does anything else that is written', async () => {
    const world = buildWorld();
    const secret: ColumnInput[] = [
      { name: 'id', kind: 'integer', role: 'id', unique: true, sensitive: true },
      { name: 'name', kind: 'categorical', sensitive: true, values: ['Ada Lovelace', 'Grace Hopper'] },
      { name: 'age', kind: 'integer', max: 100 },
      { name: 'debt', kind: 'integer', sensitive: true },
    ];
    const rows = [
      '777123,Ada Lovelace,40,888123',
      '777123,Joan Clarke,400,888124',
      '777124,Hedy Lamarr,30,secret,1',
    ];
    const reference = `id,name,age,debt\n${Array.from({ length: 300 }, (_, id) => `${id},Ada Lovelace,${id % 90},5`).join('\n')}\n`;
    world.inbox.put('references/m/2025.csv', reference);

    const { validation } = await run(secret, `id,name,age,debt\n${rows.join('\n')}\n`, {
      world,
      batch: { maxRejectedShare: 1 },
      rules: [{ left: 'age', operator: '>', right: 'debt' }],
    });

    expect(validation.rows).toEqual({ read: 3, accepted: 0, quarantined: 3 });
    expect(validation.fixableKey).toBeUndefined();
    const lines = (await storedText(world, validation.quarantineKey)).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { row: 1, cells: { id: '(masked)', name: '(masked)', age: '40', debt: '(masked)' } },
      { row: 2, cells: { age: '400' } },
      { row: 3, cells: {}, violations: [{ code: 'ragged-row' }] },
    ]);
    const written = world.results.objects().map(({ key, bytes }) => unpacked(key, bytes));
    const contractFree = written.filter((text) => !text.includes('"values":["Ada Lovelace","Grace Hopper"]'));
    expect(contractFree.length).toBeGreaterThan(3);
    expect(contractFree.join('\n')).not.toMatch(/77712|88812|Clarke|Hedy|secret/);
    expect(written.join('\n')).not.toMatch(/77712|88812|Clarke|Hedy|secret/);
    expect(storedAlerts(world).length).toBeGreaterThan(0);
  });
});

describe('a batch that takes too long', () => {
  test('is rejected as too large while there is time to say so', async () => {
    const world = buildWorld({ remainingMs: () => reserveMs - 1 });

    const result = await run(columns, 'id,age\n1,1\n2,2\n', { world });

    expect(result.validation).toMatchObject({ status: 'rejected', reasons: [{ code: 'too-large' }] });
    expect(result.validation.reasons[0]?.message).toMatch(/Split it into smaller files/);
    expect(result.drift.status).toBe('skipped');
  });

  test('is none while there is time', async () => {
    const world = buildWorld({ remainingMs: () => reserveMs });

    expect((await run(columns, 'id,age\n1,1\n', { world })).validation.status).toBe('accepted');
  });
});

interface Run {
  readonly world?: World;
  readonly suffix?: string;
  readonly [setting: string]: unknown;
}

async function run(given: readonly ColumnInput[], content: string, options: Run = {}) {
  const { world = buildWorld(), suffix = 'csv', batch = {}, ...settings } = options;
  const lenient = { maxRejectedShare: 1, ...Object(batch) };
  const contract = { schemaVersion: 1, columns: given, ...settings, batch: lenient };
  world.inbox.put('contracts/m.json', JSON.stringify(contract));
  return runBatch(world, `batches/m/batch.${suffix}`, content);
}

async function storedText({ results }: World, key: string | undefined): Promise<string> {
  const stored = await results.read(key ?? '');
  return stored ? gunzipSync(stored.bytes).toString() : '';
}

function unpacked(key: string, bytes: Uint8Array): string {
  return key.endsWith('.gz') ? gunzipSync(bytes).toString() : Buffer.from(bytes).toString();
}
