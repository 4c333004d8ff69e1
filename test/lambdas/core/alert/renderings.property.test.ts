import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alertKinds } from '../../../../lambdas/alert-kinds.ts';
import { type Alert, alertSchema } from '../../../../lambdas/core/alert/alert-schema.ts';
import { chatCardSchema } from '../../../../lambdas/core/alert/render/chat-card-schema.ts';
import { composeMessages, messageBytes } from '../../../../lambdas/core/alert/render/compose-messages.ts';
import { renderChatCard } from '../../../../lambdas/core/alert/render/render-chat-card.ts';
import { renderEmail } from '../../../../lambdas/core/alert/render/render-email.ts';
import { conditions, incidentNewsSchema } from '../../../../lambdas/core/incidents/incident-schema.ts';
import { severities } from '../../../../lambdas/severities.ts';
import { anyText } from '../../../support/any-text.ts';
import {
  buildDrifted,
  buildDriftedFeature,
  buildResult,
  buildValidation,
  buildViolationCount,
} from '../../../support/build-result.ts';
import { buildDigest, dayRecord } from '../report/digests.ts';
import { alertOf, digestAlertOf } from './situations.ts';

const seed = 20_261_120;
const nasty = fc.constantFrom(
  ...['<!channel>', '<@U123>', '<#C1>', '@here', '\r\n', '\u202E', '\u200B', '\u2028', '\uD800', '\uFFFF'],
  ...[
    '*',
    '_',
    '`',
    '~',
    '[a](b)',
    'https://evil.example',
    '&',
    '"',
    "'",
    '\\',
    '|',
    '<',
    '>',
    '!',
    ' ',
    '🌡️',
  ],
  ...['\0', '\u0085', '\u0301', '気温', 'temp_max', '$(id)', '</a>', '://', '<\u200B!here>', '<\n@U1>'],
);
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join('')) },
  anyText({ maxLength: 300 }),
  fc.tuple(nasty, fc.integer({ min: 100, max: 300 })).map(([part, times]) => part.repeat(times)),
);

const finding = fc.record(
  { severity: fc.constantFrom(...severities), column: hostile, sentence: hostile },
  { requiredKeys: ['severity', 'sentence'] },
);
const place = fc.record({ label: hostile, bucket: hostile, key: hostile });
const change = fc.record({
  change: fc.constantFrom('new' as const, 'new-critical' as const, 'now-critical' as const),
  names: fc.array(hostile, { minLength: 1, maxLength: 30 }),
  count: fc.integer({ min: 1, max: 2000 }),
});
const news = fc.record(
  {
    condition: fc.constantFrom(...conditions),
    status: fc.constantFrom(...incidentNewsSchema.shape.status.options),
    since: fc.constant('2026-11-17T06:02:00.000Z'),
    batches: fc.integer({ min: 1, max: 1_000_000 }),
    severity: fc.constantFrom(...severities),
    changes: fc.array(change, { maxLength: 2 }),
    newReference: fc.constant(true as const),
  },
  { requiredKeys: ['condition', 'status', 'since', 'batches', 'severity'] },
);
const anyAlert: fc.Arbitrary<Alert> = fc.record(
  {
    schemaVersion: fc.constant(1 as const),
    id: hostile,
    kind: fc.constantFrom(...alertKinds),
    severity: fc.constantFrom(...severities),
    environment: hostile,
    model: hostile,
    createdAt: fc.constant('2026-11-20T06:03:00.000Z'),
    fact: hostile,
    summary: hostile,
    confidence: hostile,
    findings: fc.array(finding, { maxLength: 60 }),
    places: fc.array(place, { maxLength: 8 }),
    nextSteps: fc.array(hostile, { maxLength: 8 }),
    incident: news,
    otherIncidents: fc.array(news, { maxLength: 2 }),
  },
  {
    requiredKeys: [
      ...(['schemaVersion', 'id', 'kind', 'severity', 'environment', 'model', 'createdAt'] as const),
      ...(['fact', 'summary', 'findings', 'places', 'nextSteps'] as const),
    ],
  },
);

/** Alerts as they are composed of results whose names, values and keys are hostile. */
const composedAlert = fc
  .record({ model: hostile, key: hostile, name: hostile, value: hostile, message: hostile })
  .chain(({ model, key, name, value, message }) => {
    const batch = { ...buildResult().batch, key };
    const violations = [buildViolationCount({ column: name, examples: [{ row: 1, found: value }] })];
    const reasons = [{ code: 'missing-column', column: name, message, found: value } as const];
    const rows = { read: 10, accepted: 9, quarantined: 1 };
    const results = [
      buildResult({ model, batch, drift: buildDrifted([buildDriftedFeature(name, 0.3)]) }),
      buildResult({ model, batch, validation: buildValidation({ rows, violations, quarantineKey: key }) }),
      buildResult({ model, batch, validation: buildValidation({ status: 'rejected', reasons, violations }) }),
    ];
    return fc.constantFrom(...results.map(alertOf).filter((alert) => alert !== undefined));
  });

/** Alerts that tell of a week in which models, columns, values and keys are hostile. */
const digestAlert = fc
  .array(fc.record({ model: hostile, key: hostile, name: hostile, value: hostile }), { maxLength: 3 })
  .map((models) =>
    digestAlertOf(
      buildDigest(
        models.map(({ model, key, name }) => ({
          model,
          week: [dayRecord(16, [['unknown-category', name, 3]], { key, batchId: key, ...driftOf(name) })],
          before: [],
          lateSince: '2026-11-17T06:02:00.000Z',
        })),
        models[0]?.value,
      ),
    ),
  );

function driftOf(name: string) {
  const named = [{ name, status: 'drifted' as const, severity: 'critical' as const }];
  return { features: { compared: 3, drifted: 1, inconclusive: 0, named } };
}

/** Addresses and commands may be wider than a line: broken, they could not be used. */
const address = /^ {2}(s3:\/\/|https:\/\/|aws s3 cp )/;
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

describe.each([
  ['any alert', anyAlert, 200],
  ['a composed alert', composedAlert, 200],
  ['a digest', digestAlert, 60],
])('%s', (_, arbitrary, numRuns) => {
  const holds = (law: (alert: Alert) => void) => fc.assert(fc.property(arbitrary, law), { seed, numRuns });

  test('has a subject of fewer than 100 printable ASCII characters', () => {
    holds((alert) => {
      expect(renderEmail(alert).subject).toMatch(/^\[[\x20-\x7e]{1,98}$/);
    });
  });

  test('has an email under 75 columns without an invisible character or a mention', () => {
    holds((alert) => {
      const { body } = renderEmail(alert);

      expect(body).not.toMatch(/<[!@#]/);
      for (const line of body.split('\n')) {
        expect(line).not.toMatch(invisible);
        if (!address.test(line)) expect(line.length).toBeLessThan(75);
      }
    });
  });

  test('has a card that fits, calls nobody and marks nothing up', () => {
    holds((alert) => {
      const card = renderChatCard(alert);
      const text = JSON.stringify(card);

      expect(chatCardSchema.parse(card)).toEqual(card);
      expect(text).not.toMatch(/<[!@#]|@/);
      expect(card.content.description.replaceAll('\n', '')).not.toMatch(invisible);
      expect(card.metadata.summary).not.toMatch(/[*~`<>]/);
    });
  });

  test('fits SNS, and machines read it back', () => {
    holds((alert) => {
      const { alerts, chat } = composeMessages(alert);

      expect(messageBytes(alerts)).toBeLessThan(256 * 1024);
      expect(messageBytes(chat)).toBeLessThan(256 * 1024);
      expect(alerts.bodies.default).toMatch(/^[\x20-\x7e]*$/);
      expect(alertSchema.safeParse(JSON.parse(alerts.bodies.default)).success).toBe(true);
      for (const value of Object.values(alerts.attributes).flat())
        expect(value).toMatch(/^[\x20-\x7e]{1,100}$/);
    });
  });
});
