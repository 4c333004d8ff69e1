import { beforeEach, describe, expect, test } from '@jest/globals';
import type { FoundSubscription, TopicName } from '../../../lambdas/core/audit/audit-schema.ts';
import type { FoundAnnouncement } from '../../../lambdas/core/audit/stack-problems.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { encodeRun } from '../../../lambdas/last-run.ts';
import { auditSubscriptions } from '../../../lambdas/pipeline/audit-subscriptions.ts';
import type { AuditServices, Message } from '../../../lambdas/pipeline/ports.ts';
import { buildWorld, type World } from '../../support/world.ts';
import { allWell, announced, expected, found, team, wiring } from '../core/audit/build-audit.ts';

const dayMs = 24 * 60 * 60 * 1000;

let world: World;
let listed: Readonly<Record<TopicName, readonly FoundSubscription[]>>;
let told: Message[];
let inboxAnnounces: readonly FoundAnnouncement[];
let depth: number;
let services: AuditServices;

beforeEach(() => {
  world = buildWorld();
  listed = allWell;
  told = [];
  inboxAnnounces = announced.inbox;
  depth = 0;
  services = {
    ...world.services,
    listSubscriptions: async (topic) => listed[topic],
    listAnnouncements: async (bucket) => (bucket === 'inbox' ? inboxAnnounces : announced.results),
    queueDepth: async (name) => (name === 'send-dead' ? depth : 0),
    publish: async (_, message) => `message-${told.push(message)}`,
  };
});

const audit = () => auditSubscriptions({ expected, wiring, time: '2026-11-20T05:35:00Z' }, services);
const subjects = () => told.map(({ subject }) => subject.replace(/^.*: /, ''));

describe('auditSubscriptions', () => {
  test('says nothing while all is well, and writes nothing', async () => {
    await audit();

    expect(told).toEqual([]);
    expect(world.results.objects()).toEqual([]);
  });

  test('tells a problem once, its changes, its lasting for a week, and its end', async () => {
    const days = [
      allWell,
      ...Array.from({ length: 9 }, () => ({ ...allWell, alerts: allWell.alerts.slice(0, 1) })),
      { ...allWell, alerts: [found(team, true)] },
      allWell,
      allWell,
    ];
    const newsOf: (string | undefined)[] = [];
    for (const day of days) {
      listed = day;
      const before = told.length;
      await audit();
      newsOf.push(subjects()[before]);
      world.pass(dayMs);
    }

    expect(newsOf).toEqual([
      undefined,
      '1 gone',
      ...Array(6).fill(undefined),
      '1 gone',
      undefined,
      '1 not confirmed, 1 gone',
      'all as they should be',
      undefined,
    ]);
  });

  test('gives people text and the channel a card', async () => {
    listed = { ...allWell, ops: [] };

    await audit();

    expect(Object.keys(told[0]?.bodies ?? {})).toEqual(['default', 'email', 'https']);
    expect(told[0]?.bodies.email).toMatch(/operators@example\.com/);
    expect(JSON.parse(told[0]?.bodies.https ?? '')).toMatchObject({ version: '1.0', source: 'custom' });
  });

  test('tells again what could not be said: rather twice than never', async () => {
    listed = { ...allWell, ops: [] };
    const broken = { ...services, publish: () => Promise.reject(new Error('SNS is ill')) };

    await expect(auditSubscriptions({ expected, wiring }, broken)).rejects.toThrow('SNS is ill');
    await audit();

    expect(told).toHaveLength(1);
  });

  test('leaves what another audit wrote down meanwhile', async () => {
    listed = { ...allWell, ops: [] };
    const publish = async () => {
      await audit();
      return 'late';
    };

    await auditSubscriptions({ expected, wiring }, { ...services, publish });

    expect(world.logged).toContain('audit-overtaken');
    expect(world.results.objects().map(({ key }) => key)).toEqual([resultsKeys.subscriptionAudit]);
  });

  test('a schedule that hands over something else is a fault', async () => {
    await expect(auditSubscriptions({ time: '2026-11-20T05:35:00Z' }, services)).rejects.toThrow('expected');
  });

  test('dead letters are told every day, for as long as they are there', async () => {
    const newsOf: (string | undefined)[] = [];
    for (const day of [0, 2, 2, 2, 3, 0, 0]) {
      depth = day;
      const before = told.length;
      await audit();
      newsOf.push(told[before]?.subject);
      world.pass(dayMs);
    }

    const dead = '[test] Plumbline audit: 1 with dead letters';
    const over = '[test] Plumbline subscriptions: all as they should be';
    expect(newsOf).toEqual([undefined, dead, dead, dead, dead, over, undefined]);
    expect(told[3]?.bodies.email).toContain('- send-alerts dead letters: 3 messages');
  });

  // A schedule that never began rang nothing: an alarm on missing data can't tell it from a stack that was just deployed.
  test('what the clock has never started is told once the audit has run for longer than it may take', async () => {
    const ran = (step: string) =>
      world.results.put(
        resultsKeys.lastRun(step),
        encodeRun(
          world.services.now(),
          world.results.objects().find(({ key }) => key.endsWith(`${step}.json`))?.bytes,
        ),
      );
    const newsOf: (string | undefined)[] = [];
    for (let day = 0; day < 10; day++) {
      const before = told.length;
      await audit();
      newsOf.push(subjects()[before]);
      ran('audit-subscriptions');
      if (day === 2) ran('run-canary');
      world.pass(dayMs);
    }

    const digest = '2 not run';
    expect(newsOf).toEqual([
      undefined,
      '1 not run',
      undefined,
      // It ran once, a day ago, and should every hour: what is known of it has changed.
      '1 not run',
      ...Array(5).fill(undefined),
      digest,
    ]);
    expect(told.at(-1)?.bodies.email).toContain('- run-canary: not since 2026-11-22 06:00 UTC');
    expect(told.at(-1)?.bodies.email).toContain('- weekly-digest: never');
  });

  test('a bucket that no longer announces what arrives is told, whatever else it announces', async () => {
    inboxAnnounces = [{ prefix: 'theirs/', suffix: '', queue: 'other' }];

    await audit();

    expect(subjects()).toEqual(['1 not announced']);
    expect(told[0]?.bodies.email).toContain('- inbox/batches/: validate-batch is not told');
  });
});
