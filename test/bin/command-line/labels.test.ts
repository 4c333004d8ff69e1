import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loanLabelsCsv, loansContract, loansCsv } from '../../support/build-loans.ts';
import { checkFile } from '../../support/check-file.ts';

const batch = { rows: 300, seed: 1 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-labels-'));
  await Promise.all([
    write('reference.csv', loansCsv({ rows: 1000, seed: 9, isLabelled: true })),
    write('batch.csv', loansCsv(batch)),
    write('contract.json', JSON.stringify(loansContract)),
    write('labels.csv', loanLabelsCsv(batch)),
    write('strange.csv', 'loan,repaid\nx,yes\n'),
    write('nothing.csv', 'id,repaid\nb1-0,yes\n'),
  ]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);

function checkWith(labels: string, write?: (text: string) => unknown) {
  const [batch, reference, contract] = ['batch.csv', 'reference.csv', 'contract.json'].map((name) =>
    join(folder, name),
  );
  const given = { batch: batch!, reference, contract, labels: join(folder, labels) };
  return checkFile(write ? { ...given, write } : given);
}

test('check joins a file of labels', async () => {
  const { performance } = await checkWith('labels.csv');

  expect(performance?.realised).toMatchObject({ rows: 300, of: 300 });
});

test('check notes labels of which none is of the batch', async () => {
  const notes: unknown[] = [];
  const { performance } = await checkWith('strange.csv', (text) => notes.push(text));

  expect(performance?.realised).toBeUndefined();
  expect(notes).toContainEqual(expect.stringMatching(/^note: labels: 1 of 1 label with an id/));
});

test("check says why labels can't be used", async () => {
  await expect(checkWith('nothing.csv')).rejects.toThrow(/nothing\.csv can't be used:\n.*loan/);
});
