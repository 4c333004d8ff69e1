import { describe, expect, test } from '@jest/globals';
import { currentPerformanceSchema } from '../../../../lambdas/core/labels/current-performance.ts';
import { resultSchema } from '../../../../lambdas/core/result/result-schema.ts';
import { resultsKeys } from '../../../../lambdas/keys.ts';
import { decodeJson } from '../../../../lambdas/pipeline/json-artefact.ts';
import { loanLabelsCsv } from '../../../support/build-loans.ts';
import { loansWorld, uploadLabels, uploadLoans } from '../../../support/loans-world.ts';
import { storedAlerts, type World } from '../../../support/world.ts';

const dayMs = 86_400_000;
const rows = 200;

async function read<Value>(world: World, key: string, decode: (bytes: Uint8Array) => Value): Promise<Value> {
  return decode((await world.results.read(key))!.bytes);
}

function estimateOf(world: World, batch: string) {
  const key = resultsKeys.result('loans', batch);
  return read(world, key, (bytes) => decodeJson(resultSchema, key, bytes).performance?.estimated);
}

function known(world: World, batch: string) {
  const key = resultsKeys.performance('loans', batch);
  return read(world, key, (bytes) => decodeJson(currentPerformanceSchema, key, bytes).performance);
}

async function page(world: World, key: string): Promise<string> {
  return read(world, key, (bytes) => new TextDecoder().decode(bytes).replace(/\s+/g, ' '));
}

/** Batches a day, whose labels come with the last of them and say the contrary in every other row. */
async function worldWithLabels(days: number, isTwisted: boolean): Promise<World> {
  const world = await loansWorld();
  for (let seed = 1; seed <= days; seed++) {
    await uploadLoans(world, { rows, seed });
    world.pass(dayMs);
  }
  for (let seed = 1; seed <= days; seed++)
    await uploadLabels(world, `${seed}.csv`, loanLabelsCsv({ rows, seed }, { isTwisted }));
  return world;
}

describe('labels that contradict estimates', () => {
  test('correct those of later batches, which say so wherever people look', async () => {
    const world = await worldWithLabels(6, true);

    const later = await uploadLoans(world, { rows, seed: 7 });

    const estimated = (await estimateOf(world, later))!;
    expect(estimated.correctedBy).toMatchObject({ batches: 6, labels: 1200 });
    expect(estimated.correctedBy!.value).toBeLessThan(-0.3);
    expect(estimated.value).toBeLessThan(0.6);
    const sentence = /corrected by -\d+ points: labels of 6 batches before show that estimates are off/;
    expect(await page(world, resultsKeys.report('loans', later))).toMatch(sentence);
    expect(await page(world, resultsKeys.modelPage('loans'))).toContain('concept drift');
    // That further batches are worse is no news while a loss is open.
    const told = storedAlerts(world).filter(({ kind }) => kind.startsWith('performance-'));
    expect(told.map(({ kind }) => kind)).toEqual(['performance-loss']);
    const sentences = storedAlerts(world).flatMap(({ findings }) => findings.map(({ sentence }) => sentence));
    expect(sentences.some((sentence) => sentence.includes('concept drift'))).toBe(true);
  });

  test('leave what is known of a batch to its own labels, and its estimate as it was', async () => {
    const world = await worldWithLabels(6, true);
    const later = await uploadLoans(world, { rows, seed: 7 });
    const before = await estimateOf(world, later);

    await uploadLabels(world, '7.csv', loanLabelsCsv({ rows, seed: 7 }, { isTwisted: true }));

    const { estimated, gap, realised } = await known(world, later);
    expect(estimated).toEqual(before);
    expect(gap).toMatchObject({ isBeyond: true });
    expect(gap!.value).toBeCloseTo(realised!.value - (before!.value! - before!.correctedBy!.value), 10);
  });

  test('correct nothing where they agree', async () => {
    const world = await worldWithLabels(6, false);

    const later = await uploadLoans(world, { rows, seed: 7 });

    expect((await estimateOf(world, later))!.correctedBy).toBeUndefined();
  });
});
