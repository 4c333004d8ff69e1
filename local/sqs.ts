import { account, arn } from './account.ts';
import {
  count,
  type Message,
  md5,
  newMessage,
  type QueueCounts,
  type ReceivedMessage,
  received,
} from './sqs/messages.ts';

/** A standard queue, in memory. Retention is not emulated: nothing is ever too old. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeoutMs: number;
  readonly redrive: Redrive | undefined;
  send(body: string): { readonly messageId: string; readonly md5OfBody: string };
  /** Waits until there is a message, the time is over or the signal aborts. @returns at least one message, or none */
  receive(options: ReceiveOptions): Promise<readonly ReceivedMessage[]>;
  /** @returns false when the receipt is not the newest one of a message in flight */
  delete(receiptHandle: string): boolean;
  changeVisibility(receiptHandle: string, timeoutMs: number): boolean;
  counts(): QueueCounts;
  /** Bodies of all messages, oldest first. */
  bodies(): readonly string[];
  /** Takes away every message, those in flight too. */
  purge(): void;
  /** Takes every visible message out. */
  drain(): readonly string[];
}

export interface Redrive {
  readonly deadLetterArn: string;
  /** After so many receives the next one moves the message to the dead-letter queue. */
  readonly maxReceiveCount: number;
}

export interface ReceiveOptions {
  readonly maximum: number;
  readonly waitMs: number;
  readonly visibilityTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface QueueOptions {
  readonly name: string;
  readonly endpoint: string;
  readonly visibilityTimeoutMs: number;
  readonly redrive: Redrive | undefined;
  /** A message is hidden for so many times less. @default 1 */
  readonly timesFaster?: number;
  /** Called with a body that was received too often. */
  sendToDeadLetters(body: string): void;
  /** Called after every change of what the queue holds. */
  changed(): void;
  now(): Date;
}

export function queueArn(name: string): string {
  return arn('sqs', name);
}

export function createQueue(options: QueueOptions): Queue {
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const wake of [...waiting]) wake();
    options.changed();
  };
  const held = holdMessages(options, changed);
  const takeOut = (messages: readonly Message[]) => {
    for (const message of messages) held.remove(message);
    changed();
    return messages.map((message) => message.body);
  };
  const ifInFlight = (receiptHandle: string, act: (message: Message) => void) => {
    const message = held.inFlight(receiptHandle);
    if (message !== undefined) act(message);
    return message !== undefined;
  };

  return {
    name: options.name,
    arn: queueArn(options.name),
    url: `${options.endpoint}/${account}/${options.name}`,
    visibilityTimeoutMs: options.visibilityTimeoutMs,
    redrive: options.redrive,
    send(body) {
      const { messageId } = held.add(body);
      changed();
      return { messageId, md5OfBody: md5(body) };
    },
    receive: ({ maximum, waitMs, visibilityTimeoutMs = options.visibilityTimeoutMs, signal }) =>
      untilTaken(() => held.take(maximum, visibilityTimeoutMs), waiting, waitMs, signal),
    delete: (receiptHandle) => ifInFlight(receiptHandle, (message) => takeOut([message])),
    changeVisibility: (receiptHandle, timeoutMs) =>
      ifInFlight(receiptHandle, (message) =>
        timeoutMs <= 0 ? held.appear(message) : held.hide(message, timeoutMs),
      ),
    counts: () => count(held.all()),
    bodies: () => held.all().map((message) => message.body),
    purge: () => void takeOut(held.all()),
    drain: () => takeOut(held.visible()),
  };
}

/** What a queue holds, and who sees it. */
function holdMessages(options: QueueOptions, changed: () => void) {
  const messages = new Set<Message>();
  const { timesFaster = 1 } = options;
  const visible = () => [...messages].filter((message) => message.state === 'visible');
  const hide = (message: Message, ms: number) => {
    clearTimeout(message.timer);
    message.state = 'inFlight';
    message.timer = setTimeout(() => appear(message), ms / timesFaster).unref();
  };
  const appear = (message: Message) => {
    clearTimeout(message.timer);
    message.state = 'visible';
    changed();
  };
  const remove = (message: Message) => {
    clearTimeout(message.timer);
    messages.delete(message);
  };
  const add = (body: string) => {
    const message = newMessage(body, options.now());
    messages.add(message);
    return message;
  };
  const inFlight = (receiptHandle: string) =>
    [...messages].find((message) => message.state === 'inFlight' && message.receiptHandle === receiptHandle);

  /** Moves what was received too often, then takes up to `maximum` visible messages. */
  const take = (maximum: number, visibilityTimeoutMs: number) => {
    const limit = options.redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY;
    const seen = visible();
    for (const message of seen.filter((one) => one.receiveCount >= limit)) {
      remove(message);
      options.sendToDeadLetters(message.body);
      options.changed();
    }
    const taken = seen.filter((one) => one.receiveCount < limit).slice(0, maximum);
    return taken.map((message) => {
      hide(message, visibilityTimeoutMs);
      return received(message, options.now());
    });
  };

  return { all: () => [...messages], visible, inFlight, add, take, hide, appear, remove };
}

/** Takes, as often as the queue changes, until something was there, the time is over or the signal aborts. */
async function untilTaken(
  take: () => readonly ReceivedMessage[],
  waiting: Set<() => void>,
  waitMs: number,
  signal: AbortSignal | undefined,
): Promise<readonly ReceivedMessage[]> {
  const until = Date.now() + waitMs;
  for (;;) {
    const taken = take();
    const left = until - Date.now();
    if (taken.length > 0 || left <= 0 || signal?.aborted) return taken;
    await wakeUp(waiting, left, signal);
  }
}

/** Waits for a change of the queue, for the time to be over, or for the signal. */
function wakeUp(waiting: Set<() => void>, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      waiting.delete(wake);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(ms, 2_147_483_647)).unref();
    waiting.add(wake);
    signal?.addEventListener('abort', wake);
  });
}
