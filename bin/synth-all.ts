import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { environmentNames } from '../lib/environments.ts';

const root = join(import.meta.dirname, '..');

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** Synthesizes every environment, placeholders and all, and stops at the first that has a finding. */
const { context } = cdkJson.parse(JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')));
for (const environment of environmentNames) {
  const started = performance.now();
  const { exitCode, output } = await synthesize(environment);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (exitCode !== 0) {
    process.stderr.write(`${output}\n${environment}: failed\n`);
    process.exitCode = 1;
    break;
  }
  process.stdout.write(`${environment}: no findings, ${seconds} s, cdk.out/${environment}\n`);
}

interface Synthesis {
  readonly exitCode: number | null;
  readonly output: string;
}

/** In a process of its own: CDK keeps state in the one that it runs in. */
async function synthesize(environment: string): Promise<Synthesis> {
  const assembly = join(root, 'cdk.out', environment);
  await rm(assembly, { recursive: true, force: true });
  const child = spawn(process.execPath, [join(root, 'bin/app.ts')], {
    cwd: root,
    env: {
      ...process.env,
      CDK_OUTDIR: assembly,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, env: environment, synthOnly: true }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
    });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, output: Buffer.concat(chunks).toString('utf8') };
}
