import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, type IResolvable, Lazy, type Stack } from 'aws-cdk-lib/core';
import type { MonitorEnvironment } from '../environment-schema.ts';
import type { Subscribers } from '../function-entry.ts';
import { scheduled } from '../functions/scheduled.ts';
import { steps } from '../functions/steps.ts';
import { pascalCase } from '../pascal-case.ts';
import { queueLabel } from './own-charts.ts';

/** What no alarm misses is missed by the audit after so long: a run a week, and a day. */
const missedAfterAWeek = Duration.days(8);

/** What buckets announce to whom, what the clock starts, and where dead letters gather, for the daily audit: read when everything is declared. */
export function wiring(stack: Stack, environment: MonitorEnvironment): IResolvable {
  const made: IResolvable = Lazy.any({
    produce: () => ({
      runs: othersOfTheClock.map(({ name, clock }) => {
        const { missedAfter = missedAfterAWeek } = clock(environment, { subscribers: nobody, wiring: made });
        return { step: name, missedAfterHours: missedAfter.toHours({ integral: false }) };
      }),
      announcements: steps.flatMap(({ name, startedBy }) =>
        startedBy.map((objects) => ({ ...objects, step: name, queue: queueOf(stack, name).queueName })),
      ),
      deadLetters: queues(stack)
        .filter(({ deadLetterQueue }) => deadLetterQueue === undefined)
        .map((queue) => ({ queue: queue.queueName, label: queueLabel(queue) })),
    }),
  });
  return made;
}

/** All but the audit itself, which has an alarm. */
const othersOfTheClock = scheduled.filter(({ name }) => name !== 'audit-subscriptions');

/** None but the audit asks. */
const nobody: Subscribers = { alerts: [], chat: [], ops: [] };

function queues(stack: Stack): readonly Queue[] {
  return stack.node.findAll().filter((one) => one instanceof Queue);
}

function queueOf(stack: Stack, step: string): Queue {
  const found = stack.node.findChild(pascalCase(step)).node.findChild('Queue');
  if (found instanceof Queue) return found;
  throw new TypeError(`${found.node.path} is no queue`);
}
