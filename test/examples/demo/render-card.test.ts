import { expect, test } from '@jest/globals';
import type { Paint } from '../../../examples/demo/paint.ts';
import { renderCard } from '../../../examples/demo/render-card.ts';
import { renderMessage } from '../../../examples/demo/render-message.ts';
import type { SlackCard } from '../../../local/sns/slack-card.ts';

const unpainted: Paint = (_, text) => text;
const tagged: Paint = (format, text) => `{${format} ${text}}`;

function buildCard(content: Partial<SlackCard['content']> = {}): SlackCard {
  return { version: '1.0', source: 'custom', content: { description: 'It drifted.', ...content } };
}

test('a card shows title, description, numbered steps and keywords', () => {
  const card = buildCard({ title: 'Drift', nextSteps: ['Look.', 'Decide.'], keywords: ['warning', 'prod'] });

  expect(renderCard(card, unpainted)).toBe(
    'Drift\n\nIt drifted.\n\nNext steps\n1. Look.\n2. Decide.\n\nwarning · prod',
  );
});

test('what a card does not have takes no room', () => {
  expect(renderCard(buildCard(), unpainted)).toBe('It drifted.');
});

test('marks become looks, links their labels, entities what they stand for', () => {
  const description = '• `a&amp;b` *critical*: q &lt; 0.01\n\n<https://example.com/?a=1&amp;b=2|result>';

  expect(renderCard(buildCard({ description }), tagged)).toBe(
    '• {cyan a&b} {bold critical}: q < 0.01\n\n[result]',
  );
});

test('long lines are broken where a reader expects it, and points are indented', () => {
  const description = `• ${'word '.repeat(20)}(q &lt; 0.0001)`;

  const [first, second] = renderCard(buildCard({ description }), unpainted).split('\n');

  expect(first!.length).toBeLessThanOrEqual(74);
  expect(second).toMatch(/^ {2}word .*\(q < 0\.0001\)$/);
});

test('an email stands behind a bar, under its subject, without its empty lines', () => {
  const email = {
    number: 1,
    at: new Date(0),
    topicArn: 'arn:aws:sns:eu-central-1:000000000000:alerts',
    messageId: 'm',
    protocol: 'email',
    endpoint: 'reader@example.com',
    subject: 'Drift',
    body: 'Dear reader,\n\nlook.\n',
    attributes: {},
    status: 'delivered',
  } as const;

  expect(renderMessage(email, unpainted)).toBe('│ Subject: Drift\n│ Dear reader,\n│ look.');
});
