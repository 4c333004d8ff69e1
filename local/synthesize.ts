import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { alone } from './alone.ts';

const root = join(import.meta.dirname, '..');

/** Everything that an assembly is made from; `node_modules` is spoken for by the lock file. */
const sources = ['bin', 'lib', 'lambdas', 'cdk.json', 'package-lock.json'];

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

export interface SynthesizeOptions {
  /** Told what is being done, when it takes a while. */
  readonly onProgress?: (message: string) => void;
  /** @default .plumbline/assemblies, which outlives an `npm ci` */
  readonly cache?: string;
}

/**
 * Synthesizes the stack of an environment, or finds the assembly that the same sources gave before.
 *
 * Of several processes that want the same one makes it, and the others wait; it is moved into place when it is whole.
 *
 * @returns the folder of the cloud assembly
 * @throws Error with what the CDK app printed when it fails
 */
export async function synthesize(environment: string, options: SynthesizeOptions = {}): Promise<string> {
  const { cache = join(root, '.plumbline/assemblies'), onProgress = () => {} } = options;
  const hash = await hashSources();
  const assembly = join(cache, `${environment}-${hash}`);
  if (await exists(assembly)) return assembly;
  onProgress(`Synthesizing the stack for the environment "${environment}"; the next start finds it ready.`);
  await alone(`${assembly}.lock`, async () => {
    if (await exists(assembly)) return;
    const draft = `${assembly}-${randomUUID()}`;
    await mkdir(draft);
    try {
      await runApp(environment, draft);
      if ((await hashSources()) === hash) await rename(draft, assembly);
    } catch (error) {
      if (!(await exists(assembly))) throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    await forgetOldAssemblies(cache);
  });
  // Sources that changed meanwhile are synthesized anew: what is cached is what its name says.
  return (await exists(assembly)) ? assembly : synthesize(environment, options);
}

const oneDayMs = 24 * 60 * 60 * 1000;

/** A running cloud has copied what it needs: nothing is taken away from it. */
async function forgetOldAssemblies(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > oneDayMs)
      await rm(path, { recursive: true, force: true });
  }
}

async function runApp(environment: string, outdir: string): Promise<void> {
  const { context } = cdkJson.parse(JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')));
  const child = spawn(process.execPath, ['bin/app.ts'], {
    cwd: root,
    env: {
      ...process.env,
      // The account and the region are the embedded cloud's, whatever the shell is set up for.
      CDK_DEFAULT_ACCOUNT: '',
      CDK_DEFAULT_REGION: '',
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, env: environment, synthOnly: true }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (exitCode === 0) return;
  throw new Error(`The CDK app failed for the environment "${environment}":\n${output}${errors}`);
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await listFiles()) {
    const content = await readFile(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 20);
}

async function listFiles(): Promise<readonly string[]> {
  const listed = await Promise.all(
    sources.map(async (source) => {
      if (source.includes('.')) return [source];
      const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  return listed
    .flat()
    .map((path) => path.replace(`${root}/`, ''))
    .sort();
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
