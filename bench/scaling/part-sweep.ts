import * as z from 'zod';
import { localServices } from '../../bin/command-line/local-services.ts';
import { fileInbox } from '../../lambdas/files/file-inbox.ts';
import { memoryStore } from '../../lambdas/files/memory-store.ts';
import { objectId, resultsKeys } from '../../lambdas/keys.ts';
import { countPart } from '../../lambdas/pipeline/count-part.ts';
import { mergeParts } from '../../lambdas/pipeline/merge-parts.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { profilePart } from '../../lambdas/pipeline/profile-part.ts';
import { readJudgement } from '../../lambdas/pipeline/profiled-batch.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { rowsFile } from './row-sweep.ts';
import { processorSeconds, type ScalingFigures } from './task.ts';

const rows = 1_000_000;

const model = 'parts';

/** The same batch read in so many parts, one after the other; 1 is one pass. */
export async function sweepParts(parts: number): Promise<ScalingFigures> {
  const paths = new Map([
    [`references/${model}/reference.csv`, await rowsFile(2, 200_000)],
    [`batches/${model}/batch.csv`, await rowsFile(1, rows)],
  ]);
  const inbox = fileInbox(paths);
  const results = memoryStore('results', () => new Date());
  const services = localServices(inbox, results);
  const [reference, batch] = [...paths.keys()].map((key) => ({ bucket: 'inbox', key, versionId: 'null' }));
  await receiveReference(reference!, services);
  const planned = { model, batchId: objectId(batch!) };
  const { sizeBytes = 0 } = (await inbox.open(batch!.key)) ?? {};
  const partBytes = Math.ceil(sizeBytes / parts);
  const inParts: Services = { ...services, largeBatches: { partBytes, start: async () => 'started' } };
  const forEach = async (items: 'stretches' | 'parts' | 'groups', task: (item: unknown) => Promise<void>) => {
    const stored = await results.read(resultsKeys.planned(model, planned.batchId, items));
    for (const item of z.array(z.unknown()).parse(JSON.parse(Buffer.from(stored!.bytes).toString())))
      await task(item);
  };
  const work = {
    count: () => forEach('stretches', (item) => countPart(planned, { item }, services)),
    profile: async () => {
      await mergeParts(planned, { task: 'place' }, services);
      await forEach('parts', (item) => profilePart(planned, { item }, services));
    },
    merge: async () => {
      await forEach('groups', (item) => mergeParts(planned, { task: 'merge', item }, services));
      await mergeParts(planned, { task: 'finish' }, services);
    },
  };
  const atOnce = {
    count: async () => {},
    profile: () => validateBatch(batch!, services, 'alone'),
    merge: async () => {},
  };
  if (parts > 1) await validateBatch(batch!, inParts, 'alone');
  const stages: { name: string; seconds: number }[] = [];
  for (const [name, stage] of Object.entries(parts > 1 ? work : atOnce))
    stages.push({ name, seconds: await processorSeconds(stage) });
  const judged = await readJudgement(model, planned.batchId, services);
  if (judged?.validation.rows.read !== rows) throw new Error(`sweepParts: no verdict on ${parts} parts`);
  return { size: parts, stages, peakBytes: process.resourceUsage().maxRSS * 1024 };
}
