import { wrapText } from '../../lambdas/core/text/sentences.ts';
import type { SlackCard } from '../../local/sns/slack-card.ts';
import type { Paint } from './paint.ts';

/** A card about as Slack draws it: title, description with its marks, next steps, and the words under it. */
export function renderCard({ content }: SlackCard, paint: Paint): string {
  const { title, description, nextSteps = [], keywords = [] } = content;
  const steps = nextSteps.map((step, index) => wrapText(plain(step), `${index + 1}. `));
  return [
    ...(title === undefined ? [] : [paint('bold', plain(title))]),
    renderDescription(description, paint),
    ...(steps.length === 0 ? [] : [`${paint('bold', 'Next steps')}\n${steps.join('\n')}`]),
    ...(keywords.length === 0 ? [] : [paint('dim', keywords.map(plain).join(' · '))]),
  ].join('\n\n');
}

function renderDescription(description: string, paint: Paint): string {
  return description
    .split('\n')
    .map((line) => markUp(wrapText(plain(line), '', line.startsWith('• ') ? '  ' : ''), paint))
    .join('\n');
}

function markUp(text: string, paint: Paint): string {
  return text
    .replace(/\*([^*\n]+)\*/g, (_, inner: string) => paint('bold', inner))
    .replace(/`([^`\n]+)`/g, (_, inner: string) => paint('cyan', inner));
}

/** Links as their labels, which is what a reader sees, and entities as what they stand for. */
function plain(text: string): string {
  return text
    .replace(/<[^<>|]*\|([^<>]*)>/g, '[$1]')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
