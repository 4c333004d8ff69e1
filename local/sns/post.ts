import { setTimeout as wait } from 'node:timers/promises';

/** What SNS sends to an HTTP endpoint. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How often it is tried again. */
  readonly retries: number;
  readonly retryDelayMs: number;
}

/** SNS waits so long for an answer. */
const answerWithinMs = 15_000;

/** Whether an address is on this machine: no other is ever written to from here. */
export function isOnThisMachine(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

/**
 * Posts a message until it is taken. As SNS: a 4xx is final, but for 429; everything else that is not 2xx is tried again.
 *
 * @returns why it was given up, or undefined when it was taken
 */
export async function post({ url, headers, body, retries, retryDelayMs }: Post): Promise<string | undefined> {
  let failure = '';
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    if (attempt > 0) await wait(retryDelayMs);
    const status = await tryOnce(url, headers, body);
    if (typeof status === 'number' && status >= 200 && status < 300) return undefined;
    failure = `${url} answered ${status}`;
    if (typeof status === 'number' && status >= 400 && status < 500 && status !== 429) return failure;
  }
  return failure;
}

async function tryOnce(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<number | string> {
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return `nothing (${error instanceof Error ? error.name : String(error)})`;
  }
}
