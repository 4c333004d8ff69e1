import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

/**
 * Compiles `simd/` to WebAssembly, as text in a module: so it is in every bundle, and needs no compiler where it runs. Run after a change
 * of those sources; with `--check` it says whether that was forgotten.
 */
const root = join(import.meta.dirname, '..');
const target = join(root, 'lambdas/simd/binary.ts');
const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

/** The memory is fixed by the sources, so that nothing has to allocate any. */
const options = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];

async function compile(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-simd-'));
  try {
    const outFile = join(folder, 'kernels.wasm');
    const sources = (await readdir(join(root, 'simd'))).sort();
    const args = [compiler, ...sources, '--baseDir', join(root, 'simd'), '--outFile', outFile, ...options];
    await promisify(execFile)(process.execPath, args);
    return await readFile(outFile);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const text = `/** Written by \`node bin/write-simd.ts\` from \`simd/\`: WebAssembly in base64. */
export const binary =
  '${(await compile()).toString('base64')}';
`;
if (!values.check) await writeFile(target, text);
else if ((await readFile(target, 'utf8')) !== text) {
  process.stderr.write('lambdas/simd/binary.ts is not made of simd/ as it is: run node bin/write-simd.ts\n');
  process.exitCode = 1;
}
