import { storeOverFaultyS3 } from './faulty-s3.ts';
import type { World } from './world.ts';

/**
 * How a call fails, or succeeds in a way that is easily mistaken.
 *
 * - `failed`: it did nothing.
 * - `lost`: it did all, and its answer was lost.
 * - `repeated`: likewise, but the client tried again by itself, and found its own work in the way of a condition (412).
 * - `met`: it met another write of the key (409) that came to nothing; what is tried next succeeds.
 * - `met-itself`: its answer was lost, and the client's second try met the first, which was not over (409).
 * - `met-lost`: as `met`, and the answer of what is tried next is lost.
 * - `met-on`: it meets another write (409) however often it is tried.
 * - `cut`: the body ends in the middle.
 * - `cut-on`: and again wherever it is asked for anew.
 */
export type FaultKind =
  | 'failed'
  | 'lost'
  | 'repeated'
  | 'met'
  | 'met-itself'
  | 'met-lost'
  | 'met-on'
  | 'cut'
  | 'cut-on';

/** Which call fails, counted from 1, and how. */
export interface Fault {
  readonly call: number;
  readonly kind: FaultKind;
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

/** Counts calls, and says which of them fails. */
export interface Counter {
  /** Those so far. */
  readonly calls: readonly Readonly<Call>[];
  /** Notes that a call begins. @param subject  what it is about: what its fault does to further calls holds for those */
  begin(name: CallName, subject?: string): Begun;
  /** A function each of whose calls counts. */
  count<Args extends readonly unknown[], Answer>(
    name: CallName,
    run: (...args: Args) => Promise<Answer>,
  ): (...args: Args) => Promise<Answer>;
  /** Whoever called has given up: what lasts no longer than that is over. */
  calm(): void;
}

/** A call that is under way. */
interface Begun {
  readonly kind: FaultKind | undefined;
  end(): void;
  fail(): never;
}

export type CallName = keyof typeof kindsOf;

/** A call that only looks has no effect that its answer could miss. */
const kindsOf = {
  PutObject: ['failed', 'lost', 'repeated', 'met', 'met-itself', 'met-lost', 'met-on'],
  /** The whole of a small object. */
  GetObject: ['failed', 'cut'],
  /** A stretch of an object, read piece by piece. */
  GetObjectRange: ['failed', 'cut', 'cut-on'],
  HeadObject: ['failed'],
  ListObjectsV2: ['failed'],
  Publish: ['failed', 'lost'],
  ListSubscriptionsByTopic: ['failed'],
  GetBucketNotification: ['failed'],
  GetQueueAttributes: ['failed'],
} as const satisfies Record<string, readonly FaultKind[]>;

/** The ways in which a call can fail. */
export function faultKinds({ name }: Pick<Call, 'name'>): readonly FaultKind[] {
  return kindsOf[name];
}

/** What becomes of the next call about the same thing. */
const thenFails: Readonly<Partial<Record<FaultKind, FaultKind>>> = {
  'met-lost': 'lost',
  'met-on': 'met-on',
  'cut-on': 'cut-on',
};

export function counter(fault?: Fault): Counter {
  const calls: Call[] = [];
  let next: { readonly about: string; readonly kind: FaultKind } | undefined;

  function begin(name: CallName, subject = ''): Begun {
    const call: Call = { name, isOver: false };
    const number = calls.push(call);
    const about = `${name} ${subject}`;
    const follows = next?.about === about ? next.kind : undefined;
    const kind = number === fault?.call ? fault.kind : follows;
    if (kind !== undefined) {
      const then = thenFails[kind];
      next = then && { about, kind: then };
    }
    return {
      kind,
      end: () => {
        call.isOver = true;
      },
      fail: () => {
        throw new InjectedFault(`${number}: ${kind} ${about}`);
      },
    };
  }

  return {
    calls,
    begin,
    calm: () => {
      if (next?.kind.endsWith('-on')) next = undefined;
    },
    count:
      (name, run) =>
      async (...args) => {
        const call = begin(name);
        try {
          if (call.kind === 'failed') call.fail();
          const answer = await run(...args);
          return call.kind === 'lost' ? call.fail() : answer;
        } finally {
          call.end();
        }
      },
  };
}

/** The services of a world, where S3 is asked by the store that functions have, and each request of S3 and SNS counts. */
export function counted({ services, inbox, results }: World, by: Counter): World['services'] {
  const { publish, wait } = services;
  return {
    ...services,
    inbox: storeOverFaultyS3(inbox, by, wait),
    results: storeOverFaultyS3(results, by, wait),
    publish: by.count('Publish', publish),
  };
}
