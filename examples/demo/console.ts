import { terminalPaint } from './paint.ts';

/** Goes back to the beginning of the line and wipes it. */
const wipe = '\r\u001b[K';

export function say(text: string): void {
  process.stdout.write(`${process.stdout.isTTY ? wipe : ''}${text}\n`);
}

/** Shows what is being done and for how long, in place, while it lasts; only on a terminal. */
export async function whileBusy<T>(text: string, work: Promise<T>): Promise<T> {
  if (!process.stdout.isTTY) return work;
  const begun = performance.now();
  const timer = setInterval(() => {
    const elapsed = ((performance.now() - begun) / 1000).toFixed(1);
    process.stdout.write(`${wipe}${terminalPaint('dim', `  ${text} … ${elapsed} s`)}`);
  }, 100);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    process.stdout.write(wipe);
  }
}
