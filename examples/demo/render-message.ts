import type { Delivery } from '../../local/outbox.ts';
import type { Paint } from './paint.ts';
import { renderCard } from './render-card.ts';

/** A delivered message as its reader sees it, behind a bar; only without its empty lines, so that a screen holds it. */
export function renderMessage(delivery: Delivery, paint: Paint): string {
  const { card } = delivery;
  const text = card === undefined ? renderEmail(delivery, paint) : renderCard(card, paint);
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `${paint('dim', '│')} ${line}`)
    .join('\n');
}

function renderEmail({ subject, body }: Delivery, paint: Paint): string {
  return `Subject: ${paint('bold', subject ?? '')}\n${body}`;
}
