import type { ObjectStore } from '../../lambdas/pipeline/ports.ts';

/** Requests of S3. */
export interface CallCounts {
  /** GET and HEAD. */
  reads: number;
  /** A list is a request for each thousand objects, and one where there are none. */
  lists: number;
  /** PUT of what must not exist. */
  creates: number;
  /** PUT in the place of what was read. */
  swaps: number;
  /** Those of both that found that somebody had been faster. */
  beaten: number;
}

export function noCalls(): CallCounts {
  return { reads: 0, lists: 0, creates: 0, swaps: 0, beaten: 0 };
}

/**
 * A store that counts what is asked of it.
 *
 * @param answered  what each request waits for, to let others go on
 */
export function countedStore(
  store: ObjectStore,
  calls: CallCounts,
  answered: () => Promise<void> = async () => {},
): ObjectStore {
  const counted =
    <Args extends readonly unknown[], Answer>(
      kind: 'reads' | 'creates' | 'swaps',
      run: (...args: Args) => Promise<Answer>,
    ) =>
    async (...args: Args) => {
      calls[kind]++;
      await answered();
      const answer = await run(...args);
      if (answer === 'exists' || answer === 'conflict') calls.beaten++;
      return answer;
    };
  return {
    ...store,
    async open(key, versionId) {
      calls.reads++;
      await answered();
      const object = await store.open(key, versionId);
      if (!object) return undefined;
      const { size, stream, slice } = object.source;
      const streamed: typeof stream = (...range) => {
        calls.reads++;
        return stream(...range);
      };
      return { ...object, source: { size, stream: streamed, slice: counted('reads', slice) } };
    },
    read: counted('reads', store.read),
    create: counted('creates', store.create),
    createFrom: counted('creates', store.createFrom),
    replace: counted('swaps', store.replace),
    async *list(prefix) {
      calls.lists++;
      await answered();
      let listed = 0;
      for await (const object of store.list(prefix)) {
        if (++listed % 1000 === 1 && listed > 1) calls.lists++;
        yield object;
      }
    },
  };
}
