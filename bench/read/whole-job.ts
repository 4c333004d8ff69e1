import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { buildPackage } from '../../bin/package/build-package.ts';
import { nodeOptions } from '../../lambdas/node-options.ts';
import { driftedFile, folder, referenceFile } from './bench-files.ts';
import { plantedDrift } from './columns.ts';

const run = promisify(execFile);

const usageSchema = z.object({ cpuSeconds: z.number(), mainSeconds: z.number(), peakBytes: z.number() });

/** What a job took of a machine. */
export interface JobFigures {
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** Of all threads. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  /** Columns that were found to drift, ascending. */
  readonly flagged: readonly string[];
}

/** What the whole job took. */
export interface WholeJob extends JobFigures {
  /** Of the main thread's processor. */
  readonly mainSeconds: number;
}

const resultSchema = z.object({
  drift: z.object({
    features: z.array(z.object({ name: z.string(), verdict: z.object({ status: z.string() }) })),
  }),
});

/**
 * All that somebody asks of the installed command, as a process of its own: draft a contract from a reference, build the reference,
 * read, check and profile a batch, compare every column, write the page.
 */
export async function wholeJob(rows: number): Promise<WholeJob> {
  const directory = join(folder, 'package');
  await buildPackage(directory);
  const [usage, page] = [join(folder, 'usage.json'), join(folder, 'plumbline.html')];
  const args = ['check', await driftedFile(rows), '--reference', await referenceFile()];
  const from = performance.now();
  const stdout = await outputOf(
    [
      nodeOptions,
      ...['--import', join(import.meta.dirname, 'report-usage.ts')],
      ...[join(directory, 'dist/command.js'), ...args, '--json', '--report', page],
    ],
    usage,
  );
  const seconds = (performance.now() - from) / 1000;
  const { drift } = resultSchema.parse(JSON.parse(stdout));
  const drifted = drift.features.filter(({ verdict }) => verdict.status === 'drifted');
  const flagged = drifted.map(({ name }) => name).sort();
  return { ...usageSchema.parse(JSON.parse(await readFile(usage, 'utf8'))), seconds, flagged };
}

/** Drift ends the command with another status than 0, and is what is looked for. */
async function outputOf(args: readonly string[], usage: string): Promise<string> {
  const env = { ...process.env, PLUMBLINE_BENCH_USAGE: usage };
  try {
    return (await run(process.execPath, args, { env, maxBuffer: 2 ** 28 })).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error)
      return String(error.stdout);
    throw error;
  }
}

/** @throws Error where other columns were found than drift was planted in */
export function requirePlanted({ flagged }: WholeJob): void {
  if (flagged.join() === plantedDrift.join()) return;
  throw new Error(`whole job: planted ${plantedDrift.join(', ')}, found ${flagged.join(', ') || 'none'}`);
}
