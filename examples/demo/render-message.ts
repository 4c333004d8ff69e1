import type { Delivery } from '../../local/outbox.ts';
import type { Paint } from './paint.ts';
import { renderCard } from './render-card.ts';

/** A delivered message as its reader sees it, behind a bar. */
export function renderMessage(delivery: Delivery, paint: Paint): string {
  const { card } = delivery;
  const text = card === undefined ? renderEmail(delivery, paint) : renderCard(card, paint);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `${paint('dim', '│')} ${line}`.trimEnd())
    .join('\n');
}

function renderEmail({ endpoint, subject, body }: Delivery, paint: Paint): string {
  const head = [`To: ${endpoint}`, `Subject: ${paint('bold', subject ?? '')}`];
  return `${head.join('\n')}\n\n${body}`;
}
