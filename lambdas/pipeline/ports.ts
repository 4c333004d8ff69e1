import type { FoundSubscription, TopicName } from '../core/audit/audit-schema.ts';
import type { FoundAnnouncement } from '../core/audit/stack-problems.ts';
import type { MetricName } from '../metric-names.ts';
import type { ByteSource } from '../readers/byte-source.ts';

/** What is known of a stored object before its bytes are read. */
export interface StoredObject {
  readonly key: string;
  /** As S3 writes it; `null` (the text) where the store keeps no versions. */
  readonly versionId: string;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly lastModified: Date;
  /** The uploader's own metadata (`x-amz-meta-*`), names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An object whose bytes can be read as often as needed; every read sees the same version. */
export interface OpenObject extends StoredObject {
  readonly source: ByteSource;
}

export interface WriteOptions {
  readonly contentType?: string;
  readonly contentEncoding?: string;
}

/** Reading one bucket. */
export interface ReadableStore {
  /** Name of the bucket. */
  readonly bucket: string;
  /** @returns undefined when there is no such object or version */
  open(key: string, versionId?: string): Promise<OpenObject | undefined>;
  /** The whole of a small object. @returns undefined when there is none */
  read(key: string): Promise<StoredBytes | undefined>;
  /** Newest versions under a prefix, in the order of their keys. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** What lies at the top of the bucket, a thousand at most: objects, and folders with their slashes. */
  top(): Promise<{ readonly objects: readonly StoredObject[]; readonly folders: readonly string[] }>;
}

export interface StoredBytes extends StoredObject {
  readonly bytes: Uint8Array;
}

/** Reading and writing one bucket. Every write is conditional: that is all the idempotency store there is. */
export interface ObjectStore extends ReadableStore {
  /** Writes an object that must not exist yet. */
  create(key: string, bytes: Uint8Array, options?: WriteOptions): Promise<'created' | 'exists'>;
  /** Writes an object of any size, piece by piece, that must not exist yet. */
  createFrom(
    key: string,
    pieces: AsyncIterable<Uint8Array>,
    options?: WriteOptions,
  ): Promise<'created' | 'exists'>;
  /** Replaces exactly the version that was read: compare-and-swap on its ETag. */
  replace(
    key: string,
    etag: string,
    bytes: Uint8Array,
    options?: WriteOptions,
  ): Promise<'replaced' | 'conflict'>;
}

/** One message to one audience; what the parts of it may hold is checked by its maker in core/alert. */
export interface Message {
  /** Under 100 characters, printable ASCII. */
  readonly subject: string;
  /** One body for each protocol; `default` is required by SNS. */
  readonly bodies: Readonly<Record<'default', string>> & Readonly<Record<string, string>>;
  /** What filter policies see; a list meets a policy by any one of its values. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** People who are told: everything by email and machine (`alerts`), or in chat (`chat`). */
export type Audience = 'alerts' | 'chat';

/** Sends a message to an audience. @returns the id that the service gave it */
export type Publish<To extends string = Audience> = (audience: To, message: Message) => Promise<string>;

export type ListedSubscription = FoundSubscription;

/** Everybody who listens to a topic; a subscription that was taken away is not listed. */
export type ListSubscriptions = (topic: TopicName) => Promise<readonly ListedSubscription[]>;

export type LogFields = Readonly<Record<string, unknown>>;

/** Structured logging: one line an entry, the event in kebab-case. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
}

/** Counts something for the charts, by model. */
export type Measure = (model: string, values: Readonly<Partial<Record<MetricName, number>>>) => void;

/** Has batches that are larger than one function checked in parts. */
export interface LargeBatches {
  /** What a part has, of uploads of up to 8,000 parts; an upload of twice as much is cut. */
  readonly partBytes: number;
  /**
   * Starts a run, once under a name.
   *
   * @returns `exists` where there was one of that name, whatever became of it
   */
  start(name: string, input: Readonly<Record<string, string>>): Promise<'started' | 'exists'>;
}

/** What every use case is given. Tests pass fakes; nothing is mocked by module. */
export interface Services {
  readonly environment: string;
  readonly inbox: ReadableStore;
  readonly results: ObjectStore;
  readonly log: Log;
  readonly measure: Measure;
  readonly now: () => Date;
  /** Milliseconds until the function is stopped; absent where nothing stops it. */
  readonly remainingMs?: () => number;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Absent where every upload is read at once, however large. */
  readonly largeBatches?: LargeBatches;
}

/** What reading results alone takes. */
export interface ReadingServices extends Pick<Services, 'log'> {
  readonly results: Pick<ReadableStore, 'read' | 'list'>;
}

/** What sending needs on top. */
export interface SendingServices extends Services {
  readonly publish: Publish;
}

/** What the audit needs on top. */
export interface AuditServices extends Services {
  readonly listSubscriptions: ListSubscriptions;
  /** What a bucket announces to queues. */
  readonly listAnnouncements: (bucket: string) => Promise<readonly FoundAnnouncement[]>;
  /** How many messages a queue of the stack holds, about. @param name  of the queue */
  readonly queueDepth: (name: string) => Promise<number>;
  readonly publish: Publish<'ops'>;
}

/** What the canary needs: it alone uploads something. */
export interface CanaryServices extends Services {
  readonly inbox: ObjectStore;
}
