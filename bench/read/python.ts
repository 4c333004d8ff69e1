import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { benchContract } from './bench-contract.ts';

const run = promisify(execFile);

/** Another interpreter can be named, as that of a virtual environment. */
const interpreter = process.env.PLUMBLINE_BENCH_PYTHON ?? 'python3';

const resultSchema = z.object({ rows: z.int().min(1), seconds: z.number().min(0) });

/** @returns versions of what the Python job needs, or undefined where something is missing */
export async function pythonVersions(): Promise<string | undefined> {
  const program =
    'import pandas, pydantic, scipy; print("pandas", pandas.__version__ + ", pydantic", pydantic.__version__ + ", scipy", scipy.__version__)';
  try {
    return (await run(interpreter, ['-c', program])).stdout.trim();
  } catch {
    return undefined;
  }
}

/** Runs the Python job on the first rows of a batch. @returns seconds for each row */
export async function pythonSecondsForRow(batch: string, reference: string, rows: number): Promise<number> {
  const columns = JSON.stringify(benchContract.columns);
  const script = join(import.meta.dirname, 'python-job.py');
  const { stdout } = await run(interpreter, [script, batch, reference, String(rows), columns]);
  const result = resultSchema.parse(JSON.parse(stdout));
  return result.seconds / result.rows;
}
