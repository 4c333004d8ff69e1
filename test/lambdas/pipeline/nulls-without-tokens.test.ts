import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { profiledBatchSchema } from '../../../lambdas/pipeline/profiled-batch.ts';
import { buildContract } from '../../support/build-contract.ts';
import { buildWorld, runBatch } from '../../support/world.ts';

// A null is counted as the first missing token. Under a contract without any there was no place to count it: the
// profile said that the column had fewer cells than the batch has rows, and a column of nulls looked complete.
test('nulls are counted under a contract without missing tokens', async () => {
  const world = buildWorld();
  const contract = buildContract(
    [
      { name: 'x', kind: 'numeric', nullable: true },
      { name: 'c', kind: 'categorical', nullable: true },
    ],
    { missingTokens: [] },
  );
  world.inbox.put('contracts/m.json', JSON.stringify(contract));

  await runBatch(world, 'batches/m/a.jsonl', '{"x":1,"c":null}\n{"x":null,"c":"a"}\n{"c":"b"}\n');

  const [stored] = world.results.objects().filter(({ key }) => key.startsWith('profiles/m/a-'));
  const { profile } = profiledBatchSchema.parse(JSON.parse(gunzipSync(stored!.bytes).toString()));
  expect(profile?.columns.map(({ cells }) => cells)).toEqual([
    { present: 1, unparsable: 0, missing: [2] },
    { present: 2, unparsable: 0, missing: [1] },
  ]);
});
