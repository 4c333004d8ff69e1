import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { makeTalk } from '../support/build-talk.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-derived-'));
  await writeFile(join(folder, 'reference.jsonl'), makeTalk({ seed: 1, rows: 6000 }));
  await writeFile(join(folder, 'longer.jsonl'), makeTalk({ seed: 2, words: 10, shift: 0.5 }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function plumbline(
  ...args: readonly string[]
): Promise<{ readonly status: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, '../../bin/plumbline.ts'), ...args],
      { cwd: folder },
      (error, output) => resolve({ status: error ? Number(error.code) : 0, output }),
    );
  });
}

test('longer texts and a moved vector are told, of a contract that was inferred', async () => {
  await plumbline('infer', 'reference.jsonl', '-o', 'contract.json');

  const check = ['check', 'longer.jsonl', '--reference', 'reference.jsonl', '--contract', 'contract.json'];
  const said = await plumbline(...check);
  const json = await plumbline(...check, '--json');

  expect(said.status).toBe(1);
  expect(said.output).toMatch(/drifted critical {2}note: length: .*characters/);
  expect(said.output).toMatch(/drifted \w+ {2}v\[2\]: median rose from -?0\.\d+ to 0\.[45]\d*/);
  const { drift } = resultSchema.parse(JSON.parse(json.output));
  const drifted = drift.features.filter(({ verdict }) => verdict.status === 'drifted');
  expect(drifted.map(({ name }) => name)).toEqual(expect.arrayContaining(['note: length', 'v[2]']));
  expect(drifted.map(({ derivedFrom }) => derivedFrom)).not.toContain(undefined);
});
