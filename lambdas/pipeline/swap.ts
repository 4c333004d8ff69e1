import type { ObjectStore, Services, StoredBytes, WriteOptions } from './ports.ts';

/** Tries before the message goes back to its queue. */
const maximumTries = 20;
/** Wait after the first conflict; each further one is twice as long. */
const firstWaitMs = 40;
const longestWaitMs = 1_000;

/** What was decided on what is stored. */
export interface Decision<Answer> {
  readonly answer: Answer;
  /** What must be stored before the answer holds; undefined where what is stored may stay. */
  readonly bytes: Uint8Array | undefined;
}

/** What was read of an object a while ago. */
export interface Known {
  /** Undefined where there was nothing. */
  readonly stored: StoredBytes | undefined;
}

/** The object that is decided on, and how it is written. */
interface Target extends WriteOptions {
  readonly key: string;
  /** As it was read before: it is not read again, unless somebody has written since. */
  readonly known?: Known | undefined;
}

/**
 * Reads an object, decides on it, and writes the decision; decides anew where others wrote in between. All that the decision
 * reads is read after the object: so whoever changes that and then the object makes the write fail.
 *
 * @param decide  is given what is stored, undefined where nothing is, and how many tries there were before
 * @throws Error when others change the object faster than this can
 */
export async function decideAndSwap<Answer>(
  { key, known, ...options }: Target,
  { results, wait }: Pick<Services, 'results' | 'wait'>,
  decide: (stored: StoredBytes | undefined, tries: number) => Promise<Decision<Answer>>,
): Promise<Answer> {
  for (let tries = 0; tries < maximumTries; tries++) {
    const stored = known && tries === 0 ? known.stored : await results.read(key);
    const { answer, bytes } = await decide(stored, tries);
    if (!bytes || (await swap(results, key, stored?.etag, bytes, options))) return answer;
    await wait(Math.min(longestWaitMs, firstWaitMs * 2 ** tries));
  }
  throw new Error(`${key} was changed by others ${maximumTries} times in a row`);
}

/**
 * Writes an object only if nobody did since it was read.
 *
 * @param etag  of what was read; undefined where there was nothing
 * @returns false when somebody was faster
 */
export async function swap(
  results: ObjectStore,
  key: string,
  etag: string | undefined,
  bytes: Uint8Array,
  options?: WriteOptions,
): Promise<boolean> {
  if (etag === undefined) return (await results.create(key, bytes, options)) === 'created';
  return (await results.replace(key, etag, bytes, options)) === 'replaced';
}
