import { environmentNamed } from '../../lib/environments.ts';
import type { Delivery } from '../../local/outbox.ts';
import { say } from './console.ts';
import { terminalPaint as paint } from './paint.ts';
import { renderMessage } from './render-message.ts';

/** Every card, and the emails of the one person who asked for everything. */
export function showMessages(outbox: readonly Delivery[]): void {
  const alertSubscribers = environmentNamed('local').alertSubscribers.filter(
    (one) => one.protocol === 'email',
  );
  const reader = alertSubscribers.find(({ minimumSeverity }) => minimumSeverity === 'info')?.address;
  say(`\n${paint('bold', 'The emails')}, as ${reader} reads them`);
  for (const { address, minimumSeverity } of alertSubscribers) {
    const got = outbox.filter(({ endpoint }) => endpoint === address).length;
    const asked = minimumSeverity === 'info' ? 'everything' : `${minimumSeverity} and above`;
    say(paint('dim', `  ${address} asked for ${asked}: ${got}`));
  }
  showAll(outbox.filter(({ protocol, endpoint }) => protocol === 'email' && endpoint === reader));
  say(`\n${paint('bold', 'The cards')}, as the channel in Slack shows them`);
  showAll(outbox.filter(({ card }) => card !== undefined));
}

function showAll(deliveries: readonly Delivery[]): void {
  for (const delivery of deliveries) say(`\n${renderMessage(delivery, paint)}`);
}
