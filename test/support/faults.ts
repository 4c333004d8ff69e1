import type {
  CanaryServices,
  ObjectStore,
  OpenObject,
  ReadableStore,
  SendingServices,
} from '../../lambdas/pipeline/ports.ts';

/**
 * When a call fails: before it did anything; after it did all, and its answer was lost; or likewise, but the client tried again by
 * itself, and found its own work in the way of a condition.
 */
export type FaultTime = 'before' | 'after' | 'repeated';

/** Which call fails, counted from 1, and when. */
export interface Fault {
  readonly call: number;
  readonly time: FaultTime;
}

/** What a call of AWS fails with. */
export class InjectedFault extends Error {
  override readonly name = 'InjectedFault';
}

/** A call that was made. */
export interface Call {
  readonly name: CallName;
  /** Whether it came to an end. */
  isOver: boolean;
}

/** Counts calls, and fails one of them. */
export interface Counter {
  /** Those so far. */
  readonly calls: readonly Readonly<Call>[];
  /** A function each of whose calls counts. @param repeated  what a second try is answered */
  count<Args extends readonly unknown[], Answer>(
    name: CallName,
    run: (...args: Args) => Promise<Answer>,
    repeated?: Answer,
  ): (...args: Args) => Promise<Answer>;
  /** The same for what is read bit by bit: it fails at its first bit, or behind its last. */
  countMany<Args extends readonly unknown[], Bit>(
    name: CallName,
    run: (...args: Args) => AsyncIterable<Bit>,
  ): (...args: Args) => AsyncIterable<Bit>;
}

type CallName = keyof typeof timesOf;

/** A call that only looks has no effect that its answer could miss. */
const timesOf = {
  create: ['before', 'after', 'repeated'],
  createFrom: ['before', 'after', 'repeated'],
  replace: ['before', 'after', 'repeated'],
  publish: ['before', 'after'],
  open: ['before'],
  read: ['before'],
  list: ['before'],
  top: ['before'],
  // Cut off behind its first bits, or its last.
  stream: ['before', 'after'],
  slice: ['before'],
  listSubscriptions: ['before'],
  listAnnouncements: ['before'],
  queueDepth: ['before'],
} as const satisfies Record<string, readonly FaultTime[]>;

/** When a call can fail in ways that differ. */
export function faultTimes({ name }: Pick<Call, 'name'>): readonly FaultTime[] {
  return timesOf[name];
}

export function counter(fault?: Fault): Counter {
  const calls: Call[] = [];

  function begin(name: CallName) {
    const call: Call = { name, isOver: false };
    const number = calls.push(call);
    const isAt = (time: FaultTime) => number === fault?.call && time === fault.time;
    const failAt = (time: FaultTime) => {
      if (isAt(time)) throw new InjectedFault(`${number}: ${time} ${name}`);
    };
    return { call, isAt, failAt };
  }

  return {
    calls,
    count:
      (name, run, repeated) =>
      async (...args) => {
        const { call, isAt, failAt } = begin(name);
        try {
          failAt('before');
          const answer = await run(...args);
          failAt('after');
          return isAt('repeated') && repeated !== undefined ? repeated : answer;
        } finally {
          call.isOver = true;
        }
      },
    countMany: (name, run) =>
      async function* (...args) {
        const { call, failAt } = begin(name);
        try {
          failAt('before');
          yield* run(...args);
          failAt('after');
        } finally {
          call.isOver = true;
        }
      },
  };
}

/** Services each of whose calls of S3 and SNS counts. */
export function counted<Given extends SendingServices & CanaryServices>(services: Given, by: Counter): Given {
  return {
    ...services,
    inbox: countedStore(services.inbox, by),
    results: countedStore(services.results, by),
    publish: by.count('publish', services.publish),
  };
}

function countedStore(store: ObjectStore, by: Counter): ObjectStore {
  return {
    ...countedReads(store, by),
    create: by.count('create', store.create, 'exists'),
    createFrom: by.count('createFrom', store.createFrom, 'exists'),
    replace: by.count('replace', store.replace, 'conflict'),
  };
}

function countedReads(store: ReadableStore, by: Counter): ReadableStore {
  return {
    bucket: store.bucket,
    open: by.count('open', async (key, versionId) => {
      const object = await store.open(key, versionId);
      return object && countedObject(object, by);
    }),
    read: by.count('read', store.read),
    list: by.countMany('list', store.list),
    top: by.count('top', store.top),
  };
}

function countedObject(object: OpenObject, by: Counter): OpenObject {
  const { size, stream, slice } = object.source;
  return {
    ...object,
    source: { size, stream: by.countMany('stream', stream), slice: by.count('slice', slice) },
  };
}
