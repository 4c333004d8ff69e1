import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Duration, IResolvable } from 'aws-cdk-lib/core';
import { inboxPrefixes, resultsPrefixes } from '../lambdas/keys.ts';
import type { RunbookSection } from './constructs/alarm.ts';
import type { ListedSubscription } from './constructs/subscriptions.ts';
import type { TopicName } from './constructs/topics.ts';
import type { MonitorEnvironment } from './environment-schema.ts';

/** All that the stack needs to know of a function; what it does is in `lambdas/handlers/<name>.ts`. */
interface FunctionEntry {
  readonly name: string;
  /** What it means for people when the function does not do its work, in one sentence. docs/runbook.md repeats it. */
  readonly impact: string;
  /** What it may do, and nothing else. Of each topic named here it is told where it is. */
  readonly access: FunctionAccess;
  /** In every environment that does not ask for another one. */
  readonly size: FunctionSize;
}

/** A step on the way of the data: objects start it, one at a time, by way of a queue. */
export interface StepEntry extends FunctionEntry {
  readonly startedBy: readonly AnnouncedObjects[];
  readonly size: FunctionSize & { readonly maxConcurrency: number };
}

/** A function that the clock starts. */
export interface ScheduledEntry extends FunctionEntry {
  /**
   * An alarm in the place of that on crashes, where a run that fails says something about other functions.
   *
   * @default its runs fail as those of any function
   */
  readonly onFailure?: FailureAlarm;
  /** When it runs, in this environment. */
  readonly clock: (environment: MonitorEnvironment, known: KnownToClock) => Clock;
}

/** A function that does tasks of a run of Step Functions. */
export type TaskEntry = FunctionEntry;

/** What a failed run means. */
export interface FailureAlarm {
  /** Behind the name of the function: `no known verdict`. */
  readonly title: string;
  readonly runbook: RunbookSection;
  /** How long a failure stays one: as long as the time between two runs, so that it does not end between them. */
  readonly period: Duration;
}

/** Lambda's own limits are checked where an environment is. */
interface FunctionSize {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
}

/** Objects that start a step: which keys of which bucket. */
interface AnnouncedObjects {
  readonly bucket: 'inbox' | 'results';
  readonly prefix: string;
  readonly suffix?: string;
}

/** Who should listen, topic by topic. */
export type Subscribers = Readonly<Record<TopicName, readonly ListedSubscription[]>>;

/** What a schedule may hand over of the stack. */
export interface KnownToClock {
  readonly subscribers: Subscribers;
  /** What buckets announce, and where dead letters gather: read when everything is declared. */
  readonly wiring: IResolvable;
}

interface Clock {
  /** A cron expression goes by the clock of its time zone. */
  readonly schedule: ScheduleExpression;
  /**
   * What the function is handed besides the time.
   *
   * @default nothing
   */
  readonly input?: Readonly<Record<string, unknown>>;
  /** What it does and when, for the list of schedules: one sentence. */
  readonly description: string;
  /**
   * An alarm goes off when it has not run for so long: whole minutes below a day, or whole days, seven at most.
   *
   * @default nobody misses it
   */
  readonly missedAfter?: Duration;
}

/** The key patterns of whatever lies below these prefixes of the inbox. */
export const inInbox = below(inboxPrefixes);

/** The same of the results. */
export const inResults = below(resultsPrefixes);

function below<Name extends string>(prefixes: Readonly<Record<Name, string>>) {
  return (...names: readonly Name[]): readonly string[] => names.map((name) => `${prefixes[name]}*`);
}

/** What a function may do in a bucket; every entry is a key pattern. Each may also list the whole bucket. */
export interface InboxAccess {
  /** The newest version and any announced one. */
  readonly read: readonly string[];
  /** Of the canary alone: no other function may write to the inbox. */
  readonly write?: readonly string[];
}

export interface ResultsAccess {
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** Uploads in parts that may be given up halfway. */
  readonly abort?: readonly string[];
}

interface FunctionAccess {
  readonly inbox?: InboxAccess;
  readonly results: ResultsAccess;
  /** Topics that it may publish to. */
  readonly publishes?: readonly TopicName[];
  /** Topics of which it may see who listens. */
  readonly lists?: readonly TopicName[];
  /** Whether it may see what the buckets announce, and how many messages the queues of the stack hold. */
  readonly seesWiring?: true;
}

/** The size of a function in an environment. */
export function sizeIn<Size extends FunctionSize>(
  environment: MonitorEnvironment,
  { name, size }: { readonly name: string; readonly size: Size },
): Size {
  return { ...size, ...environment.functions[name] };
}
