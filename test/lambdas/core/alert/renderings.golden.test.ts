import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { alertSchema } from '../../../../lambdas/core/alert/alert-schema.ts';
import { chatCardSchema } from '../../../../lambdas/core/alert/render/chat-card-schema.ts';
import { renderChatCard } from '../../../../lambdas/core/alert/render/render-chat-card.ts';
import { renderEmail } from '../../../../lambdas/core/alert/render/render-email.ts';
import { typicalAlerts } from './situations.ts';

/*
 * The renderings of typical alerts, word for word. To renew them after a change that is wanted:
 *
 *   UPDATE_GOLDEN=1 npm test -- test/lambdas/core/alert && npm run fix
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

    const text = `Subject: ${subject}\n\n${body}`;
    expect(text).toBe(golden(`${name}.txt`, text));
  });

  test('reads as its golden card', () => {
    const card = renderChatCard(alert);

    expect(chatCardSchema.parse(card)).toEqual(card);
    expect(card).toEqual(JSON.parse(golden(`${name}.json`, `${JSON.stringify(card, null, 2)}\n`)));
  });
});

function golden(file: string, renewed: string): string {
  const url = new URL(`golden/${file}`, import.meta.url);
  if (isUpdate) writeFileSync(url, renewed);
  return readFileSync(url, 'utf8');
}
