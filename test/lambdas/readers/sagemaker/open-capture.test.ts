import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnRequests } from '../../../../lambdas/core/contract/column-requests.ts';
import { openBatch } from '../../../../lambdas/pipeline/upload/open-batch.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { buildContract, type ColumnInput } from '../../../support/build-contract.ts';
import { captured, groundTruth } from '../../../support/captured.ts';

const columns: readonly ColumnInput[] = [
  { name: 'request', kind: 'text', role: 'id' },
  { name: 'at', kind: 'timestamp', role: 'timestamp' },
  { name: 'age', kind: 'numeric' },
  { name: 'plan', kind: 'categorical' },
  { name: 'score', kind: 'numeric', role: 'prediction' },
];

/** The rows of a file as the contract's columns, or all that the file names; of a bad record its reason. */
async function rowsOf(text: string, named: readonly ColumnInput[] = [], pieceSize?: number) {
  const source = memorySource(new TextEncoder().encode(text), pieceSize);
  const contract = named.length > 0 ? buildContract(named) : undefined;
  const batch = await openBatch({ key: 'batches/m/a.jsonl', source }, contract);
  const requests = contract
    ? columnRequests(contract)
    : batch.columnNames.map((name) => ({ name, decoding: 'category' as const }));
  const rows: unknown[] = [];
  for await (const block of batch.blocks(requests, { missingTokens: [''] })) {
    for (let row = 0; row < block.rowCount; row++) {
      const { cells, reason } = block.raw(row);
      rows.push(reason ?? cells);
    }
  }
  return { rows, names: batch.columnNames, format: batch.format };
}

const at = '2026-11-30T13:00:00Z';
const json = (value: unknown) => ({ data: JSON.stringify(value), encoding: 'JSON' });
const base64 = (text: string, observedContentType = '') => ({
  data: Buffer.from(text).toString('base64'),
  encoding: 'BASE64',
  observedContentType,
});

describe('Data Capture', () => {
  const row = ['e1', at, '41', 'free', '0.5'];

  test.each([
    ['CSV', captured('41,free', '0.5'), [row]],
    ['CSV with blanks and a line end', captured('41, free\n', ' 0.5\r\n'), [row]],
    ['CSV in quotes', captured('41,"a ""b"", c"', '0.5'), [['e1', at, '41', 'a "b", c', '0.5']]],
    [
      'several rows',
      captured('41,free\n42,pro', '0.5\n0.7'),
      [
        ['e1:1', ...row.slice(1)],
        ['e1:2', at, '42', 'pro', '0.7'],
      ],
    ],
    [
      'several rows with one line of answers',
      captured('41,free\n42,pro\n', '0.5,0.7'),
      [
        ['e1:1', ...row.slice(1)],
        ['e1:2', at, '42', 'pro', '0.7'],
      ],
    ],
    ['JSON by names', captured(json({ age: 41, plan: 'free' }), json({ score: 0.5 })), [row]],
    ['JSON in, CSV out', captured(json({ plan: 'free', age: 41 }), '0.5'), [row]],
    [
      'instances and predictions',
      captured(
        json({
          instances: [
            [41, 'free'],
            [42, null],
          ],
        }),
        json({ predictions: [0.5, 0.7] }),
      ),
      [
        ['e1:1', ...row.slice(1)],
        ['e1:2', at, '42', '', '0.7'],
      ],
    ],
    [
      'instances of features',
      captured(json({ instances: [{ features: [41, 'free'] }] }), json({ predictions: [{ score: 0.5 }] })),
      [row],
    ],
    [
      'JSON Lines',
      captured({ data: '{"age":41,"plan":"free"}\n{"age":42,"plan":"pro"}', encoding: 'JSON' }, '0.5\n0.7'),
      [
        ['e1:1', ...row.slice(1)],
        ['e1:2', at, '42', 'pro', '0.7'],
      ],
    ],
    [
      'a table as pandas splits it',
      captured(json({ dataframe_split: { columns: ['age', 'plan'], data: [[41, 'free']] } }), json([0.5])),
      [row],
    ],
    ['BASE64 of CSV', captured(base64('41,free', 'text/csv'), base64('0.5', 'text/csv')), [row]],
    ['BASE64 of what looks like JSON', captured(base64('{"age":41,"plan":"free"}'), base64('[0.5]')), [row]],
    ['a name of the caller', captured('41,free', '0.5', { inferenceId: 'c7' }), [['c7', ...row.slice(1)]]],
    ['input alone', captured('41,free', undefined), [['e1', at, '41', 'free', '']]],
    [
      'id and time in the payload',
      captured('x9,2026-01-01,41,free', '0.5'),
      [['x9', '2026-01-01', '41', 'free', '0.5']],
    ],
  ])('of %s', async (_, text, expected) => {
    expect(await rowsOf(text, columns)).toMatchObject({ rows: expected, format: 'data-capture' });
  });

  test.each([
    ['{"captureData":', 'it is not exactly one JSON object'],
    ['[1]', 'it is not exactly one JSON object'],
    ['{"eventVersion":"0"}', 'it has no captureData'],
    ['{"captureData":{},"eventMetadata":{"eventId":"e"}}', 'it has neither endpointInput nor endpointOutput'],
    ['{"captureData":{"endpointInput":{}},"eventMetadata":{}}', 'it has no eventMetadata.eventId'],
    [captured({ data: '1', encoding: 'XML' }, '1'), 'its input is encoded as "XML": not CSV, JSON or BASE64'],
    [captured('41,free', json(undefined)), 'its output has no data'],
    [captured({ data: '{', encoding: 'JSON' }, '1'), 'its input is no JSON'],
    [
      captured({ data: '/////w==', encoding: 'BASE64', observedContentType: 'image/png' }, '1'),
      'its input is no text: image/png',
    ],
    [captured('41,"free', '1'), 'the quotes of its input are broken'],
    [captured('41,free\n42,pro\n43,pro', '0.5\n0.7'), 'its input has 3 rows, its output 2'],
    [captured('41,free,1', '0.5'), 'its input has 3 values, not 2'],
    [captured('', ''), 'it has no row'],
    ['{"captureData":"\uFFFD"', 'it is not exactly one JSON object'],
  ])('a broken record is one bad row with its reason: %s', async (text, reason) => {
    const good = captured('41,free', '0.5');

    const { rows } = await rowsOf(`${good}${text.trimEnd()}\n${good}`, columns);

    expect(rows).toEqual([row, reason, row]);
  });

  test('names its columns without a contract', async () => {
    const positional = await rowsOf(captured('41,free', '0.5', { inferenceId: 'c' }));
    const byName = await rowsOf(captured(json({ a: { b: 1 }, c: [1, 2] }), json({ c: 0.5 })));

    expect(positional.names).toEqual([
      'eventId',
      'inferenceTime',
      'inferenceId',
      'input_1',
      'input_2',
      'output_1',
    ]);
    expect(byName).toMatchObject({
      names: ['eventId', 'inferenceTime', 'a.b', 'c', 'output.c'],
      rows: [['e1', at, '1', '[1,2]', '0.5']],
    });
  });

  test('may be JSON and CSV by turns', async () => {
    const text = `${captured('41,free', '0.5')}${captured(json({ plan: 'pro', age: 42 }), '0.7')}`;

    expect((await rowsOf(text, columns)).rows).toEqual([row, ['e1', at, '42', 'pro', '0.7']]);
  });

  test('gives a vector in the place of one column', async () => {
    const vector: readonly ColumnInput[] = [
      { name: 'embedding', kind: 'vector', dimension: 3 },
      { name: 'score', kind: 'numeric', role: 'confidence' },
    ];

    expect((await rowsOf(captured('1,2,3', '0.5'), vector)).rows).toEqual([['[1,2,3]', '0.5']]);
  });

  test('leaves out a side of which the contract names no column', async () => {
    const inputs = columns.slice(0, 4);

    expect((await rowsOf(captured('41,free', '0.5'), inputs)).rows).toEqual([row.slice(0, 4)]);
  });

  test('keeps whole numbers beyond 2^53', async () => {
    const big = { data: '{"age":1,"plan":90071992547409931}', encoding: 'JSON' };

    expect((await rowsOf(captured(big, '0.5'), columns)).rows).toEqual([
      ['e1', at, '1', '90071992547409931', '0.5'],
    ]);
  });

  test('is refused where no record can be read, with the first reason', async () => {
    await expect(rowsOf('{"captureData":{}}\n')).rejects.toThrow(
      /None of the captured records can be read: it has no eventMetadata/,
    );
  });

  test('is the same however it is cut into pieces', async () => {
    const texts = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.string({ maxLength: 8 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 300 }), async (values, pieceSize) => {
        const text = values
          .map(([age, plan], index) =>
            captured(json({ age, plan }), json({ score: age }), { eventId: `e${index}` }),
          )
          .join('');

        const { rows } = await rowsOf(text, columns, pieceSize);

        expect(rows).toEqual(values.map(([age, plan], index) => [`e${index}`, at, `${age}`, plan, `${age}`]));
      }),
      { numRuns: 25 },
    );
  });
});

describe('ground truth', () => {
  test('is labels by the id of their request', async () => {
    const text = [
      groundTruth('e1', '1'),
      groundTruth('e2', '"a, b"'),
      groundTruth('e3', '{"label":true}', 'JSON'),
      groundTruth('e4', '1\n0'),
      groundTruth('e5', '1,0'),
      '{"eventVersion":"0"}\n',
    ].join('');

    expect(await rowsOf(text)).toEqual({
      format: 'ground-truth',
      names: ['id', 'label'],
      rows: [
        ['e1', '1'],
        ['e2', 'a, b'],
        ['e3', 'true'],
        ['e4:1', '1'],
        ['e4:2', '0'],
        'its ground truth has 2 values, not 1',
        'it has no groundTruthData',
      ],
    });
  });
});
