import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { buildWorld, runBatch } from '../support/world.ts';
import { type RecordedCase, recordedCases } from './cases.ts';

/**
 * Whole results of small cases, to the last digit: what a change must not move unless it says so. `npm run record`
 * writes them anew; look through the difference before it is committed.
 */
const results = join(import.meta.dirname, 'results');
const isRecording = process.env.RECORD !== undefined;

async function lastResult({ contract, references, batches }: RecordedCase): Promise<unknown> {
  const world = buildWorld();
  world.inbox.put('contracts/model.json', JSON.stringify(contract));
  for (const [path, content] of Object.entries(references)) {
    const key = `references/model/${path}`;
    const { versionId } = world.inbox.put(key, content);
    await receiveReference({ bucket: 'inbox', key, versionId }, world.services);
  }
  let last: unknown;
  for (const [path, content] of Object.entries(batches)) {
    world.pass(24 * 3600 * 1000);
    last = await runBatch(world, `batches/model/${path}`, content);
  }
  return last;
}

/** What another version of the code or of the contract's format changes without any number moving. */
function masked(result: unknown): unknown {
  const text = JSON.stringify(result, (key, value) => {
    if (key === 'plumbline') return '(version)';
    if (key === 'contract' || key === 'reference') return maskVersion(value);
    return value;
  });
  return JSON.parse(text);
}

function maskVersion(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'version' in value
    ? { ...value, version: '(version)' }
    : value;
}

function storedPath(name: string): string {
  return join(results, `${name}.json`);
}

test.each(Object.entries(recordedCases))('the result of %s is the recorded one', async (name, recorded) => {
  const result = masked(await lastResult(recorded));

  if (isRecording) writeFileSync(storedPath(name), `${JSON.stringify(result, undefined, 1)}\n`);
  expect(result).toEqual(JSON.parse(readFileSync(storedPath(name), 'utf8')));
});

test('every recorded result is of a case', () => {
  const stored = readdirSync(results).map((file) => file.replace(/\.json$/, ''));

  expect(stored.sort()).toEqual(Object.keys(recordedCases).sort());
});
