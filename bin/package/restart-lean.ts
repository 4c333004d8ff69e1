import { nodeOptions } from '../../lambdas/node-options.ts';

/**
 * Starts the process anew as the functions are started, which takes a third off its memory and adds 0.03 s. Does nothing where that is
 * done, or can't be: on Windows, and before Node 22.15 or 23.11.
 */
export function restartLean(): void {
  const [name] = nodeOptions.split('=');
  const isStarted = [...process.execArgv, process.env.NODE_OPTIONS].some((option) => option?.includes(name!));
  if (isStarted || process.platform === 'win32' || !process.execve) return;
  const [, ...args] = process.argv;
  process.execve(
    process.execPath,
    [process.execPath, nodeOptions, ...process.execArgv, ...args],
    process.env,
  );
}
