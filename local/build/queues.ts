import { createQueue, type Queue, type QueueOptions, queueArn } from '../sqs.ts';
import type { DeclaredQueue } from '../template/declarations.ts';
import { TemplateError } from '../template/intrinsics.ts';

/** Makes the queues and ties each to its dead-letter queue. */
export function buildQueues(
  declared: readonly DeclaredQueue[],
  options: Pick<QueueOptions, 'endpoint' | 'now' | 'changed' | 'timesFaster'>,
): readonly Queue[] {
  const queues = new Map<string, Queue>();
  for (const { name, properties } of declared) {
    const { RedrivePolicy: redrive } = properties;
    const queue = createQueue({
      ...options,
      name,
      visibilityTimeoutMs: properties.VisibilityTimeout * 1000,
      redrive: redrive && {
        deadLetterArn: redrive.deadLetterTargetArn,
        maxReceiveCount: redrive.maxReceiveCount,
      },
      sendToDeadLetters: (body) => void queues.get(redrive?.deadLetterTargetArn ?? '')?.send(body),
    });
    queues.set(queueArn(name), queue);
  }
  for (const { logicalId, properties } of declared) {
    const target = properties.RedrivePolicy?.deadLetterTargetArn;
    if (target !== undefined && !queues.has(target)) {
      throw new TemplateError(`${logicalId}: its dead-letter queue ${target} does not exist`);
    }
  }
  return [...queues.values()];
}
