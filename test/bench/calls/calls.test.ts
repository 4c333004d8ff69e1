import { expect, test } from '@jest/globals';
import { noCalls } from '../../../bench/calls/counted-store.ts';
import { fullHours } from '../../../bench/calls/full-hour.ts';
import { countedCalls, seededWorld } from '../../../bench/calls/seeded-world.ts';

// Each batch read the summary of every model, and listed its model's whole history two or three times.
test('what judging a batch asks of S3 is bounded, whatever there is of models and history', async () => {
  const small = await countedCalls(await seededWorld({ models: 3, batches: 5 }));
  const large = await countedCalls(await seededWorld({ models: 40, batches: 120 }));

  expect(large).toEqual(small);
  expect(small).toEqual({ ...noCalls(), reads: 14, creates: 3, swaps: 6 });
});

// Each read the summaries of all models: 100 models at the full hour were 191 reads a batch, and 8 were 42.
test('batches of many models at the full hour come to a result each, and share the page of all models', async () => {
  const { results, calls, batches } = await fullHours(8, 1);

  expect(results).toBe(8);
  expect(calls.reads / batches).toBeLessThan(36);
});
