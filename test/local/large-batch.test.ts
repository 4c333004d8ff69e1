import { gzipSync } from 'node:zlib';
import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { objectId, resultsKeys } from '../../lambdas/keys.ts';
import { claims, claimsContract, claimsCsv } from '../support/build-claims.ts';
import { type LocalCloud, startLocalCloud, type Template } from '../support/local-cloud.ts';

/** Numbers occur once: that is found over all parts, before they are profiled. */
const contract = {
  ...claimsContract,
  columns: claimsContract.columns.map((column) =>
    column.name === 'claim' ? { ...column, unique: true } : column,
  ),
};

const rows = claims(300, 7);
const batch = claimsCsv([...rows, rows[3]!]);
let cloud: LocalCloud;

/** So small that the batch has several parts, and is read by the state machine of the template. */
function cutSmall({ Resources }: Template): void {
  const validate = Object.entries(Resources).find(([id]) => /^ValidateBatchFunction/.test(id))?.[1];
  const { Variables } = Object(validate?.Properties.Environment);
  Variables.PLUMBLINE_PART_BYTES = String(Math.ceil(Buffer.byteLength(batch) / 4));
}

beforeAll(async () => {
  cloud = await startLocalCloud(cutSmall);
  for (const model of ['claims', 'packed']) {
    await cloud.upload(`contracts/${model}.json`, JSON.stringify(contract));
    await cloud.upload(`references/${model}/r.csv`, claimsCsv(claims(500, 1)));
  }
  await cloud.cloud.settled();
}, 120_000);

afterAll(() => cloud.stop());

async function uploadAndJudge(model: string, name: string, content: string | Uint8Array) {
  const key = `batches/${model}/${name}`;
  const versionId = await cloud.upload(key, content);
  await cloud.cloud.settled();
  const id = objectId({ bucket: cloud.inbox, key, versionId });
  return { id, result: JSON.parse(await cloud.readResult(resultsKeys.result(model, id))) };
}

describe('a batch that is larger than one function', () => {
  test('is read in parts by the state machine that the stack deploys, and comes to what one pass comes to', async () => {
    const { id, result } = await uploadAndJudge('claims', 'large.csv', batch);
    const parts = await cloud.resultKeys(`parts/claims/${id}/part-`);
    expect(parts).toHaveLength(4);

    // Packed it is one small file, which one function reads.
    const packed = await uploadAndJudge('packed', 'large.csv.gz', gzipSync(batch));
    expect(await cloud.resultKeys(`parts/packed/${packed.id}`)).toEqual([]);
    expect(result.validation.rows).toEqual(packed.result.validation.rows);
    expect(result.validation.violations).toEqual(packed.result.validation.violations);
    expect(JSON.stringify(result.validation.violations)).toContain('"duplicate-id"');
    expect(result.drift).toEqual(packed.result.drift);
    expect(result.performance).toEqual(packed.result.performance);
    expect(cloud.cloud.deadLetters()).toEqual([]);
  });

  test('whose run fails is told to its people', async () => {
    const planKey = (await cloud.resultKeys('plans/claims/')).find((key) => key.endsWith('/plan.json.gz'));
    const id = 'never-read';
    await cloud.s3.send(
      new CopyObjectCommand({
        Bucket: cloud.results,
        CopySource: `${cloud.results}/${planKey}`,
        Key: resultsKeys.plan('claims', id),
      }),
    );
    // There are no stretches: the run fails at its first state.
    const { endpoint, region, credentials, machines } = cloud.cloud;
    const keys = { stretchesKey: 'plans/none', partsKey: 'plans/none', groupsKey: 'plans/none' };
    await new SFNClient({ endpoint, region, credentials }).send(
      new StartExecutionCommand({
        stateMachineArn: machines[0]?.arn,
        name: id,
        input: JSON.stringify({ model: 'claims', batchId: id, ...keys }),
      }),
    );
    await cloud.cloud.settled();

    const alert = JSON.parse(await cloud.readResult(resultsKeys.alert('claims', `${id}-not-judged`)));
    expect(alert).toMatchObject({ severity: 'critical', fact: expect.stringContaining('was not judged') });
  });
});
