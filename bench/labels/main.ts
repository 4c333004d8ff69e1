import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeOptions } from '../../lambdas/node-options.ts';

const usage = `Joins labels to batches as one function does, and says how long that takes and how much memory it needs.

  --labels N   labels in one file (1000000)
  --batches N  batches, of as many rows together (10)
`;

const { values } = parseArgs({
  options: {
    labels: { type: 'string', default: '1000000' },
    batches: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});

/** Runs a step in a process of its own, for its memory alone to be measured. */
async function step(name: 'prepare' | 'join', directory: string): Promise<void> {
  const script = join(import.meta.dirname, 'run-step.ts');
  const child = spawn(
    process.execPath,
    [nodeOptions, script, name, directory, values.labels, values.batches],
    {
      stdio: 'inherit',
    },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
}

if (values.help) {
  process.stdout.write(usage);
} else {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-labels-'));
  try {
    await step('prepare', directory);
    await step('join', directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
