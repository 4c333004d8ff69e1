import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type IResolvable, Lazy, type Stack } from 'aws-cdk-lib/core';
import { steps } from '../functions/steps.ts';
import { pascalCase } from '../pascal-case.ts';
import { queueLabel } from './own-charts.ts';

/** What buckets announce to whom, and where dead letters gather, for the daily audit: read when everything is declared. */
export function wiring(stack: Stack): IResolvable {
  return Lazy.any({
    produce: () => ({
      announcements: steps.flatMap(({ name, startedBy }) =>
        startedBy.map((objects) => ({ ...objects, step: name, queue: queueOf(stack, name).queueName })),
      ),
      deadLetters: queues(stack)
        .filter(({ deadLetterQueue }) => deadLetterQueue === undefined)
        .map((queue) => ({ queue: queue.queueName, label: queueLabel(queue) })),
    }),
  });
}

function queues(stack: Stack): readonly Queue[] {
  return stack.node.findAll().filter((one) => one instanceof Queue);
}

function queueOf(stack: Stack, step: string): Queue {
  const found = stack.node.findChild(pascalCase(step)).node.findChild('Queue');
  if (found instanceof Queue) return found;
  throw new TypeError(`${found.node.path} is no queue`);
}
