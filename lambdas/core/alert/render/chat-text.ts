import { cleanText, cutText, plainText, shortName } from '../../text/clean-text.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Chat markup cannot be escaped, only avoided: signs that look alike and mean nothing. */
const lookalikes: Readonly<Record<string, string>> = { '@': '＠', '*': '∗', '~': '∼', '`': "'", _: '＿' };

/** The longest that one character becomes: `&amp;`. */
const longestEscape = 5;

/**
 * Prose for Slack or Teams: calls nobody (`<!channel>`, `<@U…>`, `@here`), marks nothing up, links nowhere. An
 * underscore inside a word stays: it marks nothing up there.
 */
export function chatText(text: string): string {
  return escapeEntities(plainText(text))
    .replace(/[@*~`]/g, lookalike)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, lookalike)
    .replaceAll('](', '] (');
}

/** Chat prose that has at most `maximum` characters after escaping, never cut inside an entity. */
export function cutChatText(text: string, maximum: number): string {
  return cutEscaped(cleanText(text), maximum, chatText);
}

/** A name as code, where chat marks nothing up; at most 82 characters. */
export function chatCode(name: string): string {
  return `\`${cutEscaped(shortName(name), 80, escapeCode)}\``;
}

/** A link of ours. The address must be percent-encoded. */
export function chatLink(address: string, label: string): string {
  return `<${escapeEntities(address).replaceAll('|', '%7C')}|${chatText(label).replaceAll('|', '/')}>`;
}

function cutEscaped(text: string, maximum: number, toChat: (text: string) => string): string {
  let length = Math.min(text.length, maximum);
  let shown = toChat(cutText(text, length));
  while (shown.length > maximum && length > 0) {
    length -= Math.max(1, Math.floor((shown.length - maximum) / longestEscape));
    shown = toChat(cutText(text, length));
  }
  return shown;
}

function escapeCode(name: string): string {
  return escapeEntities(name).replace(/[@`]/g, lookalike);
}

function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

function lookalike(sign: string): string {
  return lookalikes[sign] ?? sign;
}
