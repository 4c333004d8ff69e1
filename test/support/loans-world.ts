import { objectId } from '../../lambdas/keys.ts';
import { joinLabels } from '../../lambdas/pipeline/join-labels.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { loansContract, loansCsv } from './build-loans.ts';
import { buildWorld, copyWorld, runBatch, type World } from './world.ts';

/** A world with the contract of the loans and their reference, built once. */
export async function loansWorld(settings: object = {}): Promise<World> {
  built ??= buildReference();
  const world = copyWorld(await built);
  world.inbox.put('contracts/loans.json', JSON.stringify({ ...loansContract, ...settings }));
  return world;
}

let built: Promise<World> | undefined;

async function buildReference(): Promise<World> {
  const world = buildWorld();
  world.inbox.put('contracts/loans.json', JSON.stringify(loansContract));
  const reference = loansCsv({ rows: 600, seed: 9, isLabelled: true });
  const { key, versionId } = world.inbox.put('references/loans/r.csv', reference);
  await receiveReference({ bucket: world.inbox.bucket, key, versionId }, world.services);
  return world;
}

/** Uploads a label file and has it joined. @returns its id */
export async function uploadLabels(world: World, name: string, text: string): Promise<string> {
  const key = `labels/loans/${name}`;
  const { versionId } = world.inbox.put(key, text);
  const object = { bucket: world.inbox.bucket, key, versionId };
  await joinLabels(object, world.services);
  return objectId(object);
}

/** Uploads a batch of loans, named after its seed, and has it judged. @returns its id */
export async function uploadLoans(world: World, options: Parameters<typeof loansCsv>[0]): Promise<string> {
  const { batch } = await runBatch(world, `batches/loans/${options.seed}.csv`, loansCsv(options));
  return batch.id;
}
