import { describe, expect, test } from '@jest/globals';
import { readLabelFile } from '../../../../lambdas/pipeline/labels/read-label-file.ts';
import { openBatch } from '../../../../lambdas/pipeline/upload/open-batch.ts';
import { memorySource } from '../../../../lambdas/readers/byte-source.ts';
import { buildContract } from '../../../support/build-contract.ts';

const columns = [
  { name: 'order', kind: 'integer', role: 'id' },
  { name: 'amount', kind: 'numeric' },
  { name: 'predicted', kind: 'categorical', role: 'prediction' },
  { name: 'fraud', kind: 'categorical', role: 'label', required: false },
] as const;

function read(text: string, name = 'labels.csv', contract = buildContract([...columns])) {
  const upload = {
    open: (setting: object) =>
      openBatch({ source: memorySource(new TextEncoder().encode(text)), key: name }, setting),
  };
  return readLabelFile(upload, contract);
}

/** The labels of a file in the order of their ids' first appearance, and what was counted. */
async function labelsOf(...args: Parameters<typeof read>) {
  const file = await read(...args);
  if (file.status !== 'read') throw new Error(JSON.stringify(file.reasons));
  const { values, texts } = file.record;
  return { labels: Array.from(values, (value) => texts?.[value] ?? value), counts: file.counts };
}

const nothingOdd = { withoutId: 0, withoutLabel: 0, unreadable: 0, repeated: 0, conflicting: 0 };

describe('a label file', () => {
  test('has labels by id, and may have other columns, in any order', async () => {
    expect(await labelsOf('note,fraud,order\nx,yes,7\ny,no,8\n')).toEqual({
      labels: ['yes', 'no'],
      counts: { ...nothingOdd, rows: 2 },
    });
  });

  test('may be JSON Lines', async () => {
    const text = '{"order":7,"fraud":"yes"}\n{"order":8,"fraud":null}\n';

    expect(await labelsOf(text, 'labels.jsonl')).toEqual({
      labels: ['yes'],
      counts: { ...nothingOdd, rows: 2, withoutLabel: 1 },
    });
  });

  test('may be ground truth of SageMaker, whatever the contract calls its columns', async () => {
    const line = (id: string, data: string) =>
      JSON.stringify({
        groundTruthData: { data, encoding: 'CSV' },
        eventMetadata: { eventId: id },
        eventVersion: '0',
      });

    expect(await labelsOf([line('7', 'yes'), line('8', 'no'), ''].join('\n'), 'truth.jsonl')).toEqual({
      labels: ['yes', 'no'],
      counts: { ...nothingOdd, rows: 2 },
    });
  });

  test('of ids that come again has the last label, and counts which were the same', async () => {
    expect(await labelsOf('order,fraud\n7,yes\n7,yes\n8,no\n7,no\n')).toEqual({
      labels: ['no', 'no'],
      counts: { ...nothingOdd, rows: 4, repeated: 1, conflicting: 1 },
    });
  });

  test('leaves out rows without id, without label, or without a value of the kind', async () => {
    const numbers = buildContract([
      { name: 'order', kind: 'integer', role: 'id' },
      { name: 'predicted', kind: 'numeric', role: 'prediction' },
      { name: 'price', kind: 'numeric', role: 'label', required: false },
    ]);

    expect(await labelsOf('order,price\n1,2.5\n,3\n2,\n3,dear\n4\n', 'labels.csv', numbers)).toEqual({
      labels: [2.5],
      counts: { ...nothingOdd, rows: 5, withoutId: 1, withoutLabel: 1, unreadable: 2 },
    });
  });

  test.each([
    ['1', '1.0'],
    ['0', '-0'],
  ])('takes %s and %s for one integer label', async (one, other) => {
    const flags = buildContract([
      { name: 'order', kind: 'text', role: 'id' },
      { name: 'predicted', kind: 'integer', role: 'prediction' },
      { name: 'truth', kind: 'integer', role: 'label', required: false },
    ]);

    const { counts } = await labelsOf(`order,truth\na,${one}\na,${other}\n`, 'labels.csv', flags);

    expect(counts).toMatchObject({ repeated: 1, conflicting: 0 });
  });

  test('never shows a label that the contract calls sensitive', async () => {
    const sensitive = buildContract([...columns.slice(0, 3), { ...columns[3], sensitive: true }]);

    const { labels } = await labelsOf('order,fraud\n7,yes\n8,no\n', 'labels.csv', sensitive);

    expect(new Set(labels).size).toBe(2);
    expect(JSON.stringify(labels)).not.toMatch(/yes|no/);
  });
});

describe('nothing can be made of', () => {
  test.each([
    ['an empty file', '', 'empty-batch', /empty/],
    ['a header alone', 'order,fraud\n', 'empty-batch', /no row/],
    ['a file without the id', 'id,fraud\n7,yes\n', 'missing-column', /no such column/],
    ['a file without the label', 'order,Fraud\n7,yes\n', 'missing-column', /Fraud/],
    [
      'a file without a label',
      'order,fraud\n7,\n,yes\n',
      'empty-batch',
      /1 without a label, 1 without an id/,
    ],
    ['a page of HTML', '<!DOCTYPE html><html></html>', 'unsupported-format', /HTML/],
    [
      'labels that are ids',
      `order,fraud\n${Array.from({ length: 2000 }, (_, row) => `${row},x${row}\n`).join('')}`,
      'too-large',
      /different values/,
    ],
  ])('%s', async (_, text, code, message) => {
    const file = await read(text);

    expect(file).toMatchObject({ status: 'unusable', reasons: [{ code }] });
    expect(file.status === 'unusable' && file.reasons[0]?.message).toMatch(message);
  });

  test.each([
    ['id', 0],
    ['prediction', 2],
    ['label', 3],
  ])('labels under a contract without a column of the role %s', async (role, index) => {
    const without = columns.map((column, at) =>
      at === index ? { ...column, role: 'feature' as const } : column,
    );

    const file = await read('order,fraud\n7,yes\n', 'labels.csv', buildContract(without));

    expect(file).toMatchObject({ status: 'unusable', reasons: [{ code: 'invalid-contract' }] });
    expect(file.status === 'unusable' && file.reasons[0]?.message).toContain(`"role": "${role}"`);
  });
});
