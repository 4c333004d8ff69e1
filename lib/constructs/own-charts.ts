import {
  Alarm,
  AlarmStatusWidget,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

const hourly: MetricOptions = { period: Duration.hours(1) };
const worst: MetricOptions = { ...hourly, statistic: 'Maximum' };

/** CloudWatch shows so many alarms in a widget. */
const alarmsInWidget = 100;

/** How Plumbline itself does: whatever functions, queues, topics and alarms the stack has by then. */
export function ownCharts(stack: Stack): {
  readonly alarms: AlarmStatusWidget[];
  readonly graphs: (GraphWidget | LogQueryWidget)[];
} {
  const graphs = [
    ...functionGraphs(all(stack, LambdaFunction)),
    memory(all(stack, LogGroup)),
    ...queueGraphs(all(stack, Queue)),
    ...topicGraphs(all(stack, Topic)),
  ];
  return { alarms: alarmStatus(all(stack, Alarm)), graphs };
}

function functionGraphs(functions: readonly LambdaFunction[]): GraphWidget[] {
  const each = (metric: (one: LambdaFunction, options: MetricOptions) => IMetric) =>
    functions.map((one) => metric(one, { ...hourly, label: ownerOf(one) }));
  const durations = each((one, options) => one.metricDuration({ ...options, statistic: 'p95' }));
  return [
    graph(
      'Invocations',
      each((one, options) => one.metricInvocations(options)),
    ),
    graph(
      'Failed invocations',
      each((one, options) => one.metricErrors(options)),
    ),
    graph(
      'Refused invocations',
      each((one, options) => one.metricThrottles(options)),
    ),
    graph('Duration, 95 of 100 below', durations, 'milliseconds'),
  ];
}

function queueGraphs(queues: readonly Queue[]): GraphWidget[] {
  const waiting = queues.filter(({ deadLetterQueue }) => deadLetterQueue !== undefined);
  const deadLetters = queues.filter(({ deadLetterQueue }) => deadLetterQueue === undefined);
  const options = (one: Queue): MetricOptions => ({ ...worst, label: queueLabel(one) });
  const messages = (one: Queue) => one.metricApproximateNumberOfMessagesVisible(options(one));
  const age = (one: Queue) => one.metricApproximateAgeOfOldestMessage(options(one));
  return [
    graph('Waiting in queues, most', waiting.map(messages)),
    graph('Waiting longest', waiting.map(age), 'seconds'),
    graph('Dead letters', deadLetters.map(messages)),
  ];
}

function topicGraphs(topics: readonly Topic[]): GraphWidget[] {
  const each = (metric: (one: Topic, options: MetricOptions) => IMetric) =>
    topics.map((one) => metric(one, { ...hourly, label: nameOf(one) }));
  const delivered = each((one, options) => one.metricNumberOfNotificationsDelivered(options));
  const undelivered = each((one, options) => one.metricNumberOfNotificationsFailed(options));
  const heldBack = each((one, options) => one.metricNumberOfNotificationsFilteredOut(options));
  return [
    graph('Messages that topics delivered', delivered),
    graph('Messages that topics could not deliver', undelivered),
    graph('Messages that filters held back', heldBack),
  ];
}

function alarmStatus(alarms: readonly Alarm[]): AlarmStatusWidget[] {
  const widgets = Math.ceil(alarms.length / alarmsInWidget);
  return Array.from({ length: widgets }, (_, index) => {
    const shown = alarms.slice(index * alarmsInWidget, (index + 1) * alarmsInWidget);
    return new AlarmStatusWidget({
      title: 'Alarms',
      alarms: shown,
      width: 24,
      height: 2 + Math.ceil(shown.length / 6),
    });
  });
}

/** Lambda counts memory nowhere but in the last line of each invocation's log. */
function memory(logs: readonly LogGroup[]): LogQueryWidget {
  return new LogQueryWidget({
    title: 'Memory used, most, in MB',
    width: 8,
    height: 6,
    view: LogQueryVisualizationType.TABLE,
    logGroupNames: logs.map(({ logGroupName }) => logGroupName),
    queryLines: [
      'filter @type = "REPORT"',
      'stats max(@maxMemoryUsed) / 1000000 as used, max(@memorySize) / 1000000 as size, count(*) as runs by @log',
      'sort used desc',
    ],
  });
}

function graph(title: string, left: IMetric[], unit = 'count'): GraphWidget {
  return new GraphWidget({
    title,
    width: 8,
    height: 6,
    leftYAxis: { min: 0, label: unit, showUnits: false },
    left,
  });
}

/** Every construct of the stack that is such a thing, in the order in which they were made. */
function all<Kind extends IConstruct>(stack: Stack, kind: abstract new (...values: never[]) => Kind): Kind[] {
  return stack.node.findAll().filter((one): one is Kind => one instanceof kind);
}

/** `validate-batch` for the function of that step. */
function ownerOf(one: IConstruct): string {
  return words(one.node.scope?.node.id ?? '', '-');
}

/** `validate-batch`; of dead letters whose they are: `validate-batch dead letters`, `alerts undelivered pager`. */
export function queueLabel(queue: Queue): string {
  const id = queue.node.id === 'Queue' ? '' : words(queue.node.id, ' ');
  return `${ownerOf(queue)} ${id}`.trim();
}

function nameOf(one: IConstruct): string {
  return words(one.node.id, '-');
}

/** `ValidateBatch` → `validate-batch`; what is no name of ours stays as it is. */
function words(id: string, between: string): string {
  return id.replace(/(?<=[a-z])(?=[A-Z])/g, between).toLowerCase();
}
