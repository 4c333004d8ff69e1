import type { Delivery } from '../../local/outbox.ts';
import { say } from './console.ts';
import type { Outcome } from './outcome.ts';
import { terminalPaint as paint } from './paint.ts';
import { renderMessage } from './render-message.ts';

/** One email and one card, those that the story chose; the others lie in the outbox. */
export function showMessages(outcomes: readonly Outcome[]): void {
  const emails = (deliveries: readonly Delivery[]) =>
    deliveries.filter(({ protocol }) => protocol === 'email');
  const cards = (deliveries: readonly Delivery[]) => deliveries.filter(({ card }) => card !== undefined);
  showOne(outcomes, 'email', emails);
  showOne(outcomes, 'card', cards);
}

function showOne(
  outcomes: readonly Outcome[],
  kind: 'email' | 'card',
  choose: (deliveries: readonly Delivery[]) => readonly Delivery[],
): void {
  const all = choose(outcomes.flatMap(({ deliveries }) => deliveries)).length;
  const chosen = outcomes.find(({ chapter }) => chapter.shown === kind);
  const [shown] = choose(chosen?.deliveries ?? []);
  if (chosen === undefined || shown === undefined) return;
  const reader = kind === 'email' ? `to ${shown.endpoint}` : 'in Slack';
  say(paint('bold', `The ${kind} ${reader} about ${chosen.chapter.file}, one of ${all}`));
  say(renderMessage(shown, paint));
}
