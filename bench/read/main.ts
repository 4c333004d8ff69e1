import { readFile, stat, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { type BenchFormat, batchFile, benchFormats, prepareReference, referenceFile } from './bench-files.ts';
import { benchColumns } from './columns.ts';
import type { Figures, FormatFigures } from './figures.ts';
import { installDuckDb } from './install-duckdb.ts';
import { pythonSecondsForRow, pythonVersions } from './python.ts';
import { renderFigures } from './render-figures.ts';
import { better, runInChild } from './run-in-child.ts';
import type { Measurement, Task } from './task.ts';
import { requirePlanted, type WholeJob, wholeJob } from './whole-job.ts';

const page = join(import.meta.dirname, '../../docs/benchmarks.md');

const documented = { rows: 1_000_000, largeRows: 5_000_000 } as const;

const usage = `Measures how fast files are read, checked and profiled, beside DuckDB and plain Python.

  --rows N     rows of a file (${documented.rows}); other numbers are printed only, not written to docs/benchmarks.md
  --large N    rows of the file for the figure of memory (${documented.largeRows}), 0 for none
  --rounds N   how often everything is measured (2): the fastest counts
`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: String(documented.rows) },
    large: { type: 'string', default: String(documented.largeRows) },
    rounds: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
});

/** Passes of each child process, the first of which warms up. */
const passes = 3;

/** Of the rows the Python job gets so many: it is slow, and linear. */
const pythonShare = 0.1;

interface Setting {
  readonly rows: number;
  readonly rounds: number;
  readonly hasDuckDb: boolean;
  readonly referencePath: string;
}

async function measureFormat(format: BenchFormat, setting: Setting): Promise<FormatFigures> {
  say(`${format.name}: preparing`);
  const path = await batchFile(format, setting.rows);
  const jobs = new Map<Task['job'], Measurement>();
  for (let round = 0; round < setting.rounds; round++) {
    for (const job of jobsFor(setting.hasDuckDb)) {
      if (jobs.get(job)?.status === 'refused') continue;
      say(`${format.name}: ${job}, round ${round + 1} of ${setting.rounds}`);
      const { referencePath } = setting;
      jobs.set(
        job,
        better(jobs.get(job), await runInChild({ job, path, table: format.table, referencePath, passes })),
      );
    }
  }
  return { format, sizeBytes: (await stat(path)).size, jobs };
}

/** In turn, so that what disturbs one of them disturbs the other, too. */
function jobsFor(hasDuckDb: boolean): readonly Task['job'][] {
  const own = ['decode', 'check', 'profile'] as const;
  return hasDuckDb ? [...own, 'duckdb-count', 'duckdb-decode'] : own;
}

/** The least of several runs: one after the other, each a process of its own. */
async function measureWholeJob(rows: number, rounds: number): Promise<WholeJob> {
  const jobs: WholeJob[] = [];
  for (let round = 0; round <= rounds; round++) {
    say(`whole job: run ${round + 1} of ${rounds + 1}`);
    const job = await wholeJob(rows);
    requirePlanted(job);
    jobs.push(job);
  }
  const least = (of: (job: WholeJob) => number) => Math.min(...jobs.map(of));
  return {
    flagged: jobs[0]!.flagged,
    seconds: least(({ seconds }) => seconds),
    cpuSeconds: least(({ cpuSeconds }) => cpuSeconds),
    mainSeconds: least(({ mainSeconds }) => mainSeconds),
    peakBytes: Math.max(...jobs.map(({ peakBytes }) => peakBytes)),
  };
}

/** Each in a process of its own, and one pass: what one batch takes. */
async function measureMemory(
  rowCounts: readonly number[],
  { referencePath }: Setting,
): Promise<Figures['memory']> {
  const peaks: { readonly rows: number; readonly peakBytes: number }[] = [];
  for (const rows of rowCounts) {
    say(`memory: ${rows} rows`);
    const path = await batchFile(benchFormats[0], rows);
    const measurement = await runInChild({ job: 'profile', path, table: 'csv', referencePath, passes: 1 });
    if (measurement.status === 'measured') peaks.push({ rows, peakBytes: measurement.peakBytes });
  }
  return peaks;
}

async function measurePython(rows: number, rounds: number): Promise<Figures['python']> {
  const versions = await pythonVersions();
  if (versions === undefined) return undefined;
  const batch = await batchFile(benchFormats[0], rows);
  const measured = Math.max(1, Math.round(rows * pythonShare));
  let secondsForRow = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    say(`Python: round ${round + 1} of ${rounds}`);
    secondsForRow = Math.min(
      secondsForRow,
      await pythonSecondsForRow(batch, await referenceFile(), measured),
    );
  }
  return { versions, rows: measured, secondsForRow };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Model and number of processors: what the figures depend on, and nothing that tells one machine from another. */
function describeMachine(): string {
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  return `${availableParallelism()} cores, ${model}, ${arch()}, Node ${process.versions.node.split('.')[0]}`;
}

function wholeNumber(text: string, option: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least)
    throw new RangeError(`${option} requires a whole number of at least ${least}, found ${text}`);
  return number;
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(usage);
  const rows = wholeNumber(values.rows, '--rows', 1000);
  const largeRows = wholeNumber(values.large, '--large', 0);
  const rounds = wholeNumber(values.rounds, '--rounds', 1);
  const hasDuckDb = await installDuckDb();
  const setting: Setting = { rows, rounds, hasDuckDb, referencePath: await prepareReference() };
  const measurable = benchFormats.filter(({ table }) => hasDuckDb || table !== 'parquet');
  const job = await measureWholeJob(rows, rounds);
  const formats: FormatFigures[] = [];
  for (const format of measurable) formats.push(await measureFormat(format, setting));
  const memory = await measureMemory(largeRows === 0 ? [] : [rows, largeRows], setting);
  const python = await measurePython(rows, rounds);
  const leftOut = [
    ...(hasDuckDb
      ? []
      : ['DuckDB could not be installed: no comparison with it, and no Parquet, which it writes.']),
    ...(python ? [] : ['No Python with pandas, pydantic and scipy was found: no comparison with it.']),
  ];
  const machine = describeMachine();
  const text = renderFigures({
    rows,
    columns: benchColumns.length,
    job,
    formats,
    memory,
    python,
    leftOut,
    machine,
  });
  process.stdout.write(`${text}\n`);
  if (rows === documented.rows && largeRows === documented.largeRows && leftOut.length === 0)
    await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'read', text));
  else say('Not written to docs/benchmarks.md, which is of the usual rows and all comparisons.');
}

await main();
