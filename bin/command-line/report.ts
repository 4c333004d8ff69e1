import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { HistoryRecord } from '../../lambdas/core/report/history/history-record.ts';
import { batchName } from '../../lambdas/core/text/places.ts';
import { resultsKeys } from '../../lambdas/keys.ts';
import type { ReportCommand } from './parse-stack-command.ts';
import { batchesOf, openResults, type ResultsPlace } from './results-place.ts';
import type { Answer } from './run-stack-command.ts';
import { InputError } from './usage.ts';

/** Where the report of a batch lies on this machine; fetched first, with the pages above it, where it lies in S3. */
export async function report({ model, batch, results, open }: ReportCommand): Promise<Answer> {
  const place = await openResults(results);
  const { batchId } = chosen(await batchesOf(model, place), batch, model);
  const key = resultsKeys.report(model, batchId);
  if (!(await place.read(key))) throw new InputError(`${place.place}/${key} is not there: too old, maybe`);
  const path = place.isLocal ? resolve(place.place, key) : await fetched(model, key, place);
  if (open) openInBrowser(path);
  return { text: path, data: { path, key, batchId } };
}

/** The newest batch of that name or id. */
function chosen(batches: readonly HistoryRecord[], wanted: string | undefined, model: string): HistoryRecord {
  const found = batches.find(
    ({ batchId, key }) => wanted === undefined || batchId === wanted || batchName(key) === wanted,
  );
  if (found) return found;
  const some = batches.slice(0, 5).map(({ key }) => batchName(key));
  throw new InputError(`${model} has no batch "${wanted}": its newest are ${some.join(', ')}`);
}

/** The report, the page of its model and that of all models, in one folder, so that their links lead on. */
async function fetched(model: string, key: string, place: ResultsPlace): Promise<string> {
  const folder = join(tmpdir(), 'plumbline-reports', place.place.slice('s3://'.length));
  for (const one of [key, resultsKeys.modelPage(model), resultsKeys.modelIndex]) {
    const stored = await place.read(one);
    if (!stored) continue;
    const path = join(folder, one);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, stored.bytes);
  }
  return join(folder, key);
}

/** With what the machine opens files with, or `BROWSER`; goes on by itself. */
function openInBrowser(path: string): void {
  const [program, ...before] = opener();
  const child = spawn(program, [...before, path], { detached: true, stdio: 'ignore' });
  child.on('error', () => {
    process.stderr.write(`can't start ${program}: open the file yourself, or set BROWSER\n`);
  });
  child.unref();
}

function opener(): readonly [string, ...string[]] {
  if (process.env.BROWSER) return [process.env.BROWSER];
  if (process.platform === 'darwin') return ['open'];
  return process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
}
