import * as z from 'zod';
import { environmentSchema, type MonitorEnvironment } from './environment-schema.ts';
import { scheduled } from './functions/scheduled.ts';
import { steps } from './functions/steps.ts';
import { tasks } from './functions/tasks.ts';
import { settingsFile } from './settings-file.ts';

/**
 * Every environment, written out in full but for the sizes of functions: those of `functions.ts` hold where none stands here. Those of
 * `plumbline.config.json` come before them, name by name.
 */
const environments = [
  {
    name: 'dev',
    account: '000000000000',
    region: 'eu-central-1',
    alertSubscribers: [{ protocol: 'email', address: 'data-team+dev@example.com', minimumSeverity: 'info' }],
    operators: ['operators+dev@example.com'],
    retentionDays: { inboxBatches: 14, results: 30, quarantine: 14, logs: 14 },
    largeBatches: { maxConcurrency: 20 },
    watchEveryMinutes: 15,
    digest: { day: 'MON', hour: 8, timeZone: 'Europe/Berlin' },
    onDelete: 'destroy',
  },
  {
    name: 'staging',
    account: '000000000000',
    region: 'eu-central-1',
    alertSubscribers: [
      { protocol: 'email', address: 'data-team+staging@example.com', minimumSeverity: 'info' },
    ],
    operators: ['operators+staging@example.com'],
    retentionDays: { inboxBatches: 30, results: 180, quarantine: 30, logs: 30 },
    functions: {
      'validate-batch': { maxConcurrency: 10 },
      'detect-drift': { maxConcurrency: 10 },
    },
    watchEveryMinutes: 15,
    digest: { day: 'MON', hour: 8, timeZone: 'Europe/Berlin' },
    onDelete: 'retain',
  },
  {
    name: 'prod',
    account: '000000000000',
    region: 'eu-central-1',
    alertSubscribers: [
      { protocol: 'email', address: 'data-team@example.com', minimumSeverity: 'info' },
      { protocol: 'email', address: 'on-call@example.com', minimumSeverity: 'critical' },
    ],
    operators: ['operators@example.com'],
    retentionDays: { inboxBatches: 90, results: 730, quarantine: 90, logs: 90 },
    functions: {
      'validate-batch': { maxConcurrency: 50 },
      'detect-drift': { maxConcurrency: 50 },
      'send-alerts': { maxConcurrency: 5 },
    },
    largeBatches: { maxConcurrency: 200 },
    watchEveryMinutes: 15,
    digest: { day: 'MON', hour: 8, timeZone: 'Europe/Berlin' },
    onDelete: 'retain',
  },
  {
    // Runs on one machine in the embedded cloud: `npm run demo`. `checkDeployable` refuses it.
    name: 'local',
    alertSubscribers: [
      { protocol: 'email', address: 'everything@example.com', minimumSeverity: 'info' },
      { protocol: 'email', address: 'data-team@example.com', minimumSeverity: 'warning' },
      { protocol: 'email', address: 'on-call@example.com', minimumSeverity: 'critical' },
      {
        protocol: 'https',
        name: 'pager',
        url: 'https://pager.example.com/plumbline',
        minimumSeverity: 'critical',
        kinds: ['batch-rejected', 'drift'],
      },
      { protocol: 'sqs', queue: 'weather-desk', minimumSeverity: 'warning', models: ['weather*'] },
    ],
    operators: ['operators@example.com'],
    slack: { workspaceId: 'T00000000', channelId: 'C00000000' },
    retentionDays: { inboxBatches: 1, results: 1, quarantine: 1, logs: 1 },
    largeBatches: { maxConcurrency: 2, partMb: 64 },
    watchEveryMinutes: 15,
    digest: { day: 'MON', hour: 8, timeZone: 'Europe/Berlin' },
    onDelete: 'destroy',
  },
] as const;

/** A stack has room for 500 resources; a subscription takes four with its dead letters and their alarm, a new queue ten. */
const mostListeners = 70;

function weightOf({
  alertSubscribers,
  operators,
}: Pick<MonitorEnvironment, 'alertSubscribers' | 'operators'>): number {
  const weights = alertSubscribers.map((one) =>
    one.protocol === 'sqs' && !one.queue.startsWith('arn:') ? 3 : 1,
  );
  return operators.length + weights.reduce<number>((sum, one) => sum + one, 0);
}

/** Environments name functions, and functions ask environments: here both are known. */
const schema = environmentSchema.superRefine(({ functions, buckets, producers, ...listeners }, context) => {
  const weight = weightOf(listeners);
  if (weight > mostListeners)
    context.addIssue({
      code: 'custom',
      path: ['alertSubscribers'],
      message: `${weight} listeners, operators among them and a new queue counted as three, where ${mostListeners} fit into one stack: let one subscriber hand on to others`,
    });
  if (buckets.inbox !== undefined && producers.length > 0)
    context.addIssue({
      code: 'custom',
      path: ['producers'],
      message: 'the policy of a bucket that exists is not written here: name them there',
    });
  for (const [name, { maxConcurrency }] of Object.entries(functions)) {
    const path = ['functions', name];
    if (steps.some((step) => step.name === name)) continue;
    if (![...scheduled, ...tasks].some((one) => one.name === name))
      context.addIssue({ code: 'custom', path, message: 'there is no such function' });
    else if (maxConcurrency !== undefined)
      context.addIssue({ code: 'custom', path, message: 'it has no maxConcurrency: no queue feeds it' });
  }
});

export const environmentNames = environments.map(({ name }) => name);

/** The command names no environment, or one that is not in the list. */
export class UnknownEnvironmentError extends Error {
  override readonly name = 'UnknownEnvironmentError';
}

/** The values of an environment break a limit, of AWS or of ours. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
}

/**
 * The environment of that name, checked.
 *
 * @param others  those of a file of settings: they come first
 * @throws UnknownEnvironmentError listing the known ones and the command to use
 * @throws InvalidEnvironmentError naming each value that is wrong
 */
export function environmentNamed(
  name: string | undefined,
  others: readonly { readonly name: string }[] = [],
): MonitorEnvironment {
  const known = [...others, ...environments];
  const found = known.find((environment) => environment.name === name);
  if (found !== undefined) return checked(found);
  const complaint = name === undefined ? 'No environment is given' : `There is no environment '${name}'`;
  const names = new Set(known.map((environment) => environment.name));
  throw new UnknownEnvironmentError(
    `${complaint}. Known: ${[...names].join(', ')}. Use, for example: npx cdk deploy -c env=dev`,
  );
}

/** @throws InvalidEnvironmentError naming each value that is wrong */
export function checked(values: { readonly name: string }): MonitorEnvironment {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new InvalidEnvironmentError(`environment '${values.name}': ${z.prettifyError(parsed.error)}`);
}

/**
 * Holds an environment to what deployment asks for beyond validity: that its alerts and alarms reach somebody.
 *
 * @throws InvalidEnvironmentError naming each value to edit, or the command that runs `local`
 */
export function checkDeployable(environment: MonitorEnvironment): void {
  if (environment.name === 'local')
    throw new InvalidEnvironmentError(
      "environment 'local' runs on this machine and is never deployed: npm run local. To deploy, use, for example: npx cdk deploy -c env=dev",
    );
  const placeholders = [
    ...(['account', 'region'] as const).flatMap((part) =>
      environment[part] === undefined ? [[part, 'is missing'] as const] : [],
    ),
    ...textsIn(environment).filter(([, text]) => nobodysHost.test(text) || nobodysAccount.test(text)),
  ];
  if (placeholders.length === 0) return;
  const list = placeholders.map(([path, text]) => `  ${path}: ${text}`).join('\n');
  throw new InvalidEnvironmentError(
    `environment '${environment.name}' would be deployed nowhere, or tell nobody: these are placeholders. Write your own into ${settingsFile} or lib/environments.ts:\n${list}`,
  );
}

/** No account has this id: it stands where one is to be written. */
export const nobodysAccount = /^0{12}$/;

/** An address or a URL at a name that RFC 2606 reserves for examples and tests. */
const nobodysHost =
  /^(?:https:\/\/|[^/]*@)(?:[^/?#]*\.)?(?:example\.(?:com|net|org)|example|invalid|test)(?::\d+)?(?:[/?#]|$)/i;

/** Every text of a value, with where it is. */
function textsIn(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (Array.isArray(value)) return textsIn(inner, `${path}[${key}]`);
    return textsIn(inner, path === '' ? key : `${path}.${key}`);
  });
}
