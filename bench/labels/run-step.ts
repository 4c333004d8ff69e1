import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { objectId, resultsKeys, resultsPrefixes } from '../../lambdas/keys.ts';
import { detectDrift } from '../../lambdas/pipeline/detect-drift.ts';
import { joinLabels } from '../../lambdas/pipeline/join-labels.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { receiveReference } from '../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../lambdas/pipeline/validate-batch.ts';
import { loanLabelsCsv, loansContract, loansCsv } from '../../test/support/build-loans.ts';
import { diskStore } from './disk-store.ts';

const [, , step, directory = '', labels, batches] = process.argv;
const count = Number(batches);
const rows = Math.ceil(Number(labels) / count);
const options = Array.from({ length: count }, (_, index) => ({ rows, seed: index + 1 }));
const labelsKey = 'labels/loans/all.csv';

const silent = () => {};
const services: Services = {
  environment: 'bench',
  inbox: diskStore('inbox', join(directory, 'inbox')),
  results: diskStore('results', join(directory, 'results')),
  log: { info: silent, warn: silent },
  measure: silent,
  now: () => new Date(),
  wait: async () => {},
};

async function put(key: string, text: string) {
  const path = join(directory, 'inbox', key);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
  return { bucket: 'inbox', key, versionId: 'null' };
}

async function prepare(): Promise<void> {
  await put('contracts/loans.json', JSON.stringify(loansContract));
  const reference = loansCsv({ rows: 20_000, seed: 0, isLabelled: true });
  await receiveReference(await put('references/loans/r.csv', reference), services);
  for (const batch of options) {
    const object = await put(`batches/loans/${batch.seed}.csv`, loansCsv(batch));
    await validateBatch(object, services);
    const key = resultsKeys.profiledBatch('loans', objectId(object));
    await detectDrift({ bucket: 'results', key, versionId: 'null' }, services);
  }
  const lines = options.map((batch, index) => {
    const text = loanLabelsCsv(batch);
    return index === 0 ? text : text.slice(text.indexOf('\n') + 1);
  });
  await put(labelsKey, lines.join(''));
}

async function joined(): Promise<void> {
  const began = performance.now();
  await joinLabels({ bucket: 'inbox', key: labelsKey, versionId: 'null' }, services);
  const seconds = (performance.now() - began) / 1000;
  const { maxRSS, userCPUTime } = process.resourceUsage();
  const published = await Array.fromAsync(services.results.list(resultsPrefixes.performance));
  const megabytes = Math.round(maxRSS / 1024);
  process.stdout.write(
    `${labels} labels to ${count} batches of ${rows} rows: ${seconds.toFixed(1)} s (${(userCPUTime / 1e6).toFixed(1)} s of CPU), ${megabytes} MB at most; performance of ${published.length} batches published\n`,
  );
}

await (step === 'prepare' ? prepare() : joined());
