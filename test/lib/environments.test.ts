import { describe, expect, it } from '@jest/globals';
import { checked, environmentNamed, environmentNames } from '../../lib/environments.ts';

const dev = environmentNamed('dev');

describe('environmentNamed', () => {
  it.each(environmentNames)('%s is valid and has the name that it is found by', (name) => {
    expect(environmentNamed(name).name).toBe(name);
  });

  it('an absent name is an error that lists the known ones and the command', () => {
    expect(() => environmentNamed(undefined)).toThrow(
      'No environment is given. Known: dev, staging, prod, local. Use, for example: npx cdk deploy -c env=dev',
    );
  });

  it('an unknown name is repeated in the error', () => {
    expect(() => environmentNamed('production')).toThrow(
      "There is no environment 'production'. Known: dev, staging, prod, local. Use, for example: npx cdk deploy -c env=dev",
    );
  });

  it('only these values differ between environments', () => {
    const all = environmentNames.map((name) => leaves(environmentNamed(name)));

    const paths = new Set(all.flatMap((values) => [...values.keys()]));
    const differing = [...paths].filter((path) =>
      all.some((values) => values.get(path) !== all[0]?.get(path)),
    );

    expect(differing.sort()).toEqual([
      'alertSubscribers',
      'functions.detect-drift.maxConcurrency',
      'functions.send-alerts.maxConcurrency',
      'functions.validate-batch.maxConcurrency',
      'name',
      'onDelete',
      'operators',
      'retentionDays.inboxBatches',
      'retentionDays.logs',
      'retentionDays.quarantine',
      'retentionDays.results',
      'slack.channelId',
      'slack.workspaceId',
    ]);
  });
});

describe('checked', () => {
  it.each([
    [
      'a retention that CloudWatch Logs does not know',
      { retentionDays: { ...dev.retentionDays, logs: 15 } },
      'logs',
    ],
    ['an address that is none', { operators: ['nobody'] }, 'operators'],
    ['nobody to tell', { alertSubscribers: [] }, 'alertSubscribers'],
    ['an address listed twice', { operators: ['a@example.com', 'A@example.com'] }, 'listed twice'],
    [
      'a channel name for a channel id',
      { slack: { workspaceId: 'T0123ABCD', channelId: '#data' } },
      'C0123ABCD',
    ],
    ['a misspelt value', { retention: 1 }, 'retention'],
    ['a function without its size', { functions: {} }, 'validate-batch'],
  ])('%s is an error that says where', (_, change, place) => {
    expect(() => checked({ ...dev, ...change })).toThrow(place);
    expect(() => checked({ ...dev, ...change })).toThrow("environment 'dev'");
  });
});

/** Every value by its path; a list is one value. */
function leaves(value: object, prefix = ''): Map<string, string> {
  const entries = Object.entries(value).flatMap(([key, inner]): [string, string][] =>
    typeof inner === 'object' && !Array.isArray(inner)
      ? [...leaves(inner, `${prefix}${key}.`)]
      : [[prefix + key, JSON.stringify(inner)]],
  );
  return new Map(entries);
}
