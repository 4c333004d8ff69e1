import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import * as z from 'zod';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { benchContract } from '../read/bench-contract.ts';
import { driftedFile, folder, referenceFile } from '../read/bench-files.ts';
import { type JobFigures, wholeJob } from '../read/whole-job.ts';
import { renderPeers } from './render-peers.ts';

const page = join(import.meta.dirname, '../../docs/benchmarks.md');

const usage = `The same job by Plumbline and by others: read a reference of 200,000 rows and a batch of CSV, 20 columns of which 4 drift,
check, compare every column, write a page. Each alone, one after the other; what is smallest of several runs counts.

  --rows LIST    rows of the batch (100000,1000000)
  --runs N       (3)
  --tools LIST   (plumbline,evidently,nannyml,whylogs,plain)
  --install      make the environments first that are not there (Python 3.11 as python3.11)
  --write        replace the table in docs/benchmarks.md

The others run in virtual environments of their own, in the folder that PLUMBLINE_PEERS names, by default .plumbline/peers.
`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000,1000000' },
    runs: { type: 'string', default: '3' },
    tools: { type: 'string', default: 'plumbline,evidently,nannyml,whylogs,plain' },
    install: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const run = promisify(execFile);
const environments = process.env.PLUMBLINE_PEERS ?? join(folder, '../peers');
const takenSchema = z.object({ cpuSeconds: z.number(), peakBytes: z.number(), flagged: z.array(z.string()) });

function pythonOf(tool: string): string {
  return join(environments, tool, 'bin/python');
}

async function install(tool: string): Promise<void> {
  if (existsSync(pythonOf(tool))) return;
  await run('python3.11', ['-m', 'venv', join(environments, tool)]);
  const requirements = join(import.meta.dirname, `requirements/${tool}.txt`);
  await run(pythonOf(tool), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
}

async function peerJob(tool: string, rows: number): Promise<JobFigures> {
  const script = join(import.meta.dirname, `${tool}.job.py`);
  const out = join(folder, `${tool}.html`);
  const columns = JSON.stringify(benchContract.columns);
  const args = [script, await referenceFile(), await driftedFile(rows), out, columns];
  const from = performance.now();
  const { stdout } = await run(pythonOf(tool), args, { maxBuffer: 2 ** 28 });
  const seconds = (performance.now() - from) / 1000;
  return { ...takenSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')), seconds };
}

/** Of several runs what is smallest. */
function least(jobs: readonly JobFigures[]): JobFigures {
  const of = (figure: (job: JobFigures) => number) => Math.min(...jobs.map(figure));
  return {
    seconds: of(({ seconds }) => seconds),
    cpuSeconds: of(({ cpuSeconds }) => cpuSeconds),
    peakBytes: of(({ peakBytes }) => peakBytes),
    flagged: jobs[0]?.flagged ?? [],
  };
}

async function measure(tool: string, rows: number, runs: number): Promise<JobFigures> {
  const jobs: JobFigures[] = [];
  for (let round = 1; round <= runs; round++) {
    const job = tool === 'plumbline' ? await wholeJob(rows) : await peerJob(tool, rows);
    process.stderr.write(`${tool}, ${rows} rows, run ${round} of ${runs}: ${JSON.stringify(job)}\n`);
    jobs.push(job);
  }
  return least(jobs);
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(usage);
  const tools = values.tools.split(',');
  if (values.install) for (const tool of tools) if (tool !== 'plumbline') await install(tool);
  const found = [];
  for (const rows of values.rows.split(',').map(Number))
    for (const tool of tools) found.push({ tool, rows, job: await measure(tool, rows, Number(values.runs)) });
  const table = renderPeers(found);
  process.stdout.write(`${table}\n`);
  if (values.write) await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'peers', table));
}

await main();
