import { join } from 'node:path';
import { localServices } from '../../bin/command-line/local-services.ts';
import { fileInbox } from '../../lambdas/files/file-inbox.ts';
import { memoryStore } from '../../lambdas/files/memory-store.ts';
import { objectId, resultsKeys } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { folder, once } from '../read/bench-files.ts';
import { benchColumns } from '../read/columns.ts';
import { writeRows } from '../read/write-rows.ts';
import { processorSeconds, type ScalingFigures } from './task.ts';

const rows = 5_000;

const model = 'wide';

/** The whole job on so many columns: the twenty of the bench, again and again under other names. */
export async function sweepColumns(columns: number): Promise<ScalingFigures> {
  const paths = new Map([
    [`references/${model}/reference.csv`, await wideFile(columns, 1)],
    [`batches/${model}/batch.csv`, await wideFile(columns, 2)],
  ]);
  const results = memoryStore('results', () => new Date());
  const services = localServices(fileInbox(paths), results);
  const [reference, batch] = [...paths.keys()].map((key) => ({ bucket: 'inbox', key, versionId: 'null' }));
  const profiled = {
    bucket: results.bucket,
    key: resultsKeys.profiledBatch(model, objectId(batch!)),
    versionId: 'null',
  };
  const work = {
    'draft and reference': () => receiveReference(reference!, services),
    batch: () => validateBatch(batch!, services, 'alone'),
    'drift and page': () =>
      detectDrift(profiled, services, {
        lockFiles: [],
        isRemembered: false,
        decide: async () => ({ alerts: [] }),
      }),
  };
  const stages: { name: string; seconds: number }[] = [];
  for (const [name, stage] of Object.entries(work))
    stages.push({ name, seconds: await processorSeconds(stage) });
  if (!(await results.read(resultsKeys.result(model, objectId(batch!)))))
    throw new Error(`sweepColumns: no result of ${columns} columns`);
  return { size: columns, stages, peakBytes: process.resourceUsage().maxRSS * 1024 };
}

function wideFile(columns: number, seed: number): Promise<string> {
  const wide = Array.from({ length: columns }, (_, index) => {
    const column = benchColumns[index % benchColumns.length]!;
    return { ...column, name: `${column.name}_${Math.floor(index / benchColumns.length)}` };
  });
  return once(join(folder, `wide-${columns}-seed${seed}.csv`), (to) =>
    writeRows(to, 'csv', rows, seed, wide),
  );
}
