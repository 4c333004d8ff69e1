import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SlackCard } from './sns/slack-card.ts';

/** A message as one subscriber got it, or would have. */
export interface Delivery {
  /** 1, 2, 3, …: the order of delivery. */
  readonly number: number;
  readonly at: Date;
  readonly topicArn: string;
  readonly messageId: string;
  readonly protocol: 'email' | 'email-json' | 'http' | 'https' | 'sqs' | 'lambda' | 'slack';
  /** Address, URL, ARN, or the channel of Slack. */
  readonly endpoint: string;
  readonly subject: string | undefined;
  /** What this subscriber gets, the per-protocol body already chosen. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** `dropped`: Amazon Q would show nothing, in silence. `failed`: the subscriber could not be reached. */
  readonly status: 'delivered' | 'dropped' | 'failed';
  /** Why it was not delivered. */
  readonly reason?: string;
  /** What Slack shows. */
  readonly card?: SlackCard;
}

export interface Outbox {
  /** Everything so far, oldest first. */
  readonly deliveries: readonly Delivery[];
  add(delivery: Omit<Delivery, 'number'>): void;
}

/**
 * Keeps what was delivered: in memory, for a listener, and as files that people can read,
 * `NNN-email-<address>.txt` and `NNN-<protocol>-<endpoint>.json`.
 */
export function createOutbox(directory: string, onDelivery: (delivery: Delivery) => void = () => {}): Outbox {
  const deliveries: Delivery[] = [];
  return {
    deliveries,
    add(delivery) {
      const numbered = { number: deliveries.length + 1, ...delivery };
      deliveries.push(numbered);
      writeFileSync(join(directory, fileName(numbered)), fileContent(numbered));
      onDelivery(numbered);
    },
  };
}

function fileName({ number, protocol, endpoint }: Delivery): string {
  const safe = endpoint.replace(/[^A-Za-z0-9@.-]+/g, '-').slice(-60);
  return `${String(number).padStart(3, '0')}-${protocol}-${safe}.${protocol === 'email' ? 'txt' : 'json'}`;
}

function fileContent(delivery: Delivery): string {
  if (delivery.protocol !== 'email') return `${JSON.stringify(delivery, undefined, 2)}\n`;
  const { endpoint, at, subject, body } = delivery;
  return `To: ${endpoint}\nDate: ${at.toUTCString()}\nSubject: ${subject}\n\n${body}\n`;
}
