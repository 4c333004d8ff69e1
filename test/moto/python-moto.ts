import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** What is needed, and how to get it. */
export class MotoMissingError extends Error {
  override readonly name = 'MotoMissingError';
}

const howTo =
  "python3 -m venv moto && moto/bin/pip install 'moto[server,stepfunctions]==5.2.5', then PYTHON=moto/bin/python npm run moto";

/** The version of moto that a Python has. @throws MotoMissingError where there is no such Python, or it has no moto */
export async function motoVersion(python: string): Promise<string> {
  const script = 'import moto.server, moto.stepfunctions.parser.api; print(moto.__version__)';
  try {
    return (await promisify(execFile)(python, ['-c', script])).stdout.trim();
  } catch (error) {
    const isThere = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    const missing = isThere ? `${python} has no moto that runs state machines` : `there is no ${python}`;
    throw new MotoMissingError(`${missing}: ${howTo}`, { cause: error });
  }
}

/** Starts moto on a port of this machine. @param functionsUrl  where functions are run */
export async function startMoto(python: string, port: number, functionsUrl: string): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'server.py');
  const env = { ...process.env, FUNCTIONS_URL: functionsUrl };
  const server = spawn(python, [script, String(port)], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (piece) => {
    said = `${said}${piece}`.slice(-10_000);
  });
  const settings = { stepfunctions: { execute_state_machine: true } };
  for (let tries = 0; tries < 100 && server.exitCode === null; tries++) {
    await wait(200);
    const answer = await fetch(`http://127.0.0.1:${port}/moto-api/config`, {
      method: 'POST',
      body: JSON.stringify(settings),
    }).catch(() => undefined);
    if (answer?.ok) return server;
  }
  server.kill();
  throw new Error(`moto did not start: ${said}`);
}
