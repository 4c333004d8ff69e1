import type { Delivery } from './outbox.ts';

/** What a cloud is started with. */
export interface CloudOptions {
  /** Cloud assembly: what `cdk synth` writes. */
  readonly assembly: string;
  /** Name or artifact id of the stack; may be left out when the assembly holds one. */
  readonly stack?: string;
  /**
   * Folder for objects, outbox and logs. Objects live as long as the cloud; outbox and logs stay, the outbox until the
   * next start.
   */
  readonly directory: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** Called with every message that a topic delivers, or that Slack would drop. */
  readonly onDelivery?: (delivery: Delivery) => void;
  /** Called with every object that is written, by whomever. */
  readonly onStored?: (bucket: string, key: string) => void;
  /** Clock of the cloud's own dates; functions have the machine's. */
  readonly now?: () => Date;
  /**
   * After a failed receive a message is visible again after so long, instead of after the queue's visibility timeout; a
   * failed request to a subscriber is sent again after so long, too.
   *
   * @default 200
   */
  readonly retryDelayMs?: number;
  /**
   * Keeps the delays of AWS, so many times faster: a message that failed comes back when its function said, or after the visibility timeout of
   * its queue. At 100 fifteen seconds are 150 ms, and an hour and a half 54 s. Then `retryDelayMs` holds for requests to subscribers alone. A
   * function must be done within its queue's visibility timeout, that much faster, too.
   *
   * @default delays are not AWS's: see `retryDelayMs`
   */
  readonly timesFaster?: number;
  /**
   * How many invocations of one function may run at once, at most: the template's MaximumConcurrency holds as well.
   *
   * @default 1
   */
  readonly functionConcurrency?: number;
  /**
   * Whether a bucket sends its test event to every queue that it is to announce objects to, as S3 does: each starts its function.
   *
   * @default true
   */
  readonly testEvents?: boolean;
  /**
   * Whether S3 answers a conditional write as if another one of the same key were under way (409): so that a test can see
   * what becomes of it.
   *
   * @default never
   */
  readonly isWriteInProgress?: (bucket: string, key: string) => boolean;
}
