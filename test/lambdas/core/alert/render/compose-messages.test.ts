import { describe, expect, test } from '@jest/globals';
import { type Alert, alertSchema } from '../../../../../lambdas/core/alert/alert-schema.ts';
import { chatCardSchema } from '../../../../../lambdas/core/alert/render/chat-card-schema.ts';
import { composeMessages, messageBytes } from '../../../../../lambdas/core/alert/render/compose-messages.ts';
import { renderEmail } from '../../../../../lambdas/core/alert/render/render-email.ts';
import type { Message } from '../../../../../lambdas/pipeline/ports.ts';
import { buildDigest, dayRecord } from '../../report/digests.ts';
import { digestAlertOf, typicalAlerts } from '../situations.ts';

const limit = 256 * 1024;
const drift = typicalAlerts.get('drift-3-features');
if (!drift) throw new RangeError('compose-messages.test: requires the situation drift-3-features');

describe('composeMessages', () => {
  test('makes what the pipeline publishes', () => {
    const messages: Readonly<Record<'alerts' | 'chat', Message>> = composeMessages(drift);

    expect(Object.keys(messages.alerts.bodies)).toEqual([
      'default',
      'email',
      'sms',
      'sqs',
      'https',
      'lambda',
    ]);
    expect(Object.keys(messages.chat.bodies)).toEqual(['default', 'https']);
    expect(messages.alerts.attributes).toEqual({
      severity: 'critical',
      kind: 'drift',
      kinds: ['drift'],
      model: 'flights',
      environment: 'prod',
    });
  });

  test('names every kind that the alert has news of: who asked for one hears of it in any message, and of its end', () => {
    const news = { since: drift.createdAt, batches: 2, severity: 'warning' } as const;
    const recovered: Alert = {
      ...drift,
      kind: 'recovered',
      incident: { ...news, condition: 'drift', status: 'recovered' },
      otherIncidents: [
        { ...news, condition: 'rejected', status: 'recovered' },
        { ...news, condition: 'quarantine', status: 'opened' },
      ],
    };

    expect(composeMessages(recovered).alerts.attributes.kinds).toEqual([
      'recovered',
      'drift',
      'batch-rejected',
      'rows-quarantined',
    ]);
  });

  test('gives people text, machines the alert, and chat a card', () => {
    const { alerts, chat } = composeMessages(drift);

    expect(alerts.bodies.email).toBe(renderEmail(drift).body);
    expect(alertSchema.parse(JSON.parse(alerts.bodies.https))).toEqual(drift);
    expect(chatCardSchema.safeParse(JSON.parse(chat.bodies.https)).success).toBe(true);
  });

  test.each([
    ['no-batch', 'warning', ['no-batch']],
    ['batch-arrived', 'warning', ['recovered', 'no-batch']],
    ['no-batch-ever', 'critical', ['no-batch']],
  ])('%s reaches whoever hears of late batches of its severity', (name, severity, kinds) => {
    const alert = typicalAlerts.get(name) ?? drift;

    expect(composeMessages(alert).alerts.attributes).toMatchObject({ severity, kinds });
  });

  test.each([
    ['letters', 'x'],
    ['quotation marks', '"'],
    ['backslashes', '\\'],
    ['control characters', '\u0001'],
    ['characters of four bytes', '𝔘'],
    ['ampersands', '&'],
  ])('fits SNS with 2,000 findings of 300 %s', (_, character) => {
    const { alerts, chat } = composeMessages(hugeAlert(drift, character.repeat(300)));

    expect(messageBytes(alerts)).toBeLessThan(limit);
    expect(messageBytes(chat)).toBeLessThan(limit);
    const machine = alertSchema.parse(JSON.parse(alerts.bodies.default));
    expect(machine.findings.length + (machine.findingsLeftOut ?? 0)).toBe(2000);
    expect(alerts.bodies.email).toContain('and 1,990 more, not shown here');
    expect(JSON.parse(chat.bodies.default).content.description).toContain('and 1,995 more');
  });
});

test.each(['x', '𝔘', '"', '\u0001'])(
  'a digest of 300 models fits SNS, with names and values full of %j',
  (character) => {
    const text = character.repeat(300);
    const broken = Array.from({ length: 10 }, (_, index) => ['too-long', `${index}${text}`, 3] as const);
    const facts = { week: [dayRecord(16, broken, { key: text })], before: [] };
    const models = Array.from({ length: 300 }, (_, index) => ({ ...facts, model: `${index}${text}` }));

    const { alerts, chat } = composeMessages(digestAlertOf(buildDigest(models, text)));

    expect(messageBytes(alerts)).toBeLessThan(limit);
    expect(messageBytes(chat)).toBeLessThan(limit);
    const { digest } = alertSchema.parse(JSON.parse(alerts.bodies.default));
    expect((digest?.models.length ?? 0) + (digest?.modelsLeftOut ?? 0)).toBe(300);
  },
);

function hugeAlert(alert: Alert, text: string): Alert {
  const long = text.repeat(4);
  return {
    ...alert,
    id: long,
    model: text,
    environment: text,
    fact: long,
    summary: long,
    confidence: long,
    findings: Array.from({ length: 2000 }, () => ({ severity: 'critical', column: text, sentence: text })),
    places: Array.from({ length: 20 }, () => ({ label: text, bucket: text, key: long })),
    nextSteps: Array.from({ length: 20 }, () => long),
    batch: { id: long, key: long, receivedAt: alert.createdAt },
  };
}
