import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { alertSchema } from '../../../../lambdas/core/alert/alert-schema.ts';
import { chatCardSchema } from '../../../../lambdas/core/alert/chat-card-schema.ts';
import { renderChatCard } from '../../../../lambdas/core/alert/render-chat-card.ts';
import { renderEmail } from '../../../../lambdas/core/alert/render-email.ts';
import { typicalAlerts } from './situations.ts';

/*
 * The renderings of typical alerts, word for word. To renew them after a change that is wanted:
 *
 *   UPDATE_GOLDEN=1 npm test -- test/lambdas/core/alert
 *
 * then read the difference aloud: each email is for someone tired.
 */
const isUpdate = process.env.UPDATE_GOLDEN === '1';

describe.each([...typicalAlerts])('%s', (name, alert) => {
  test('is a valid alert', () => {
    expect(alertSchema.parse(alert)).toEqual(alert);
  });

  test('reads as its golden email', () => {
    const { subject, body } = renderEmail(alert);

    expectGolden(`${name}.txt`, `Subject: ${subject}\n\n${body}`);
  });

  test('reads as its golden card', () => {
    const card = renderChatCard(alert);

    expect(chatCardSchema.parse(card)).toEqual(card);
    expectGolden(`${name}.json`, `${JSON.stringify(card, null, 2)}\n`);
  });
});

function expectGolden(file: string, text: string) {
  const url = new URL(`golden/${file}`, import.meta.url);
  if (isUpdate) writeFileSync(url, text);
  expect(existsSync(url)).toBe(true);
  expect(text).toBe(readFileSync(url, 'utf8'));
}
