import { cleanText, cutText } from '../../text/clean-text.ts';
import { capitalised } from '../../text/sentences.ts';
import { type Html, html } from './html.ts';

/** Characters of a name from the data that a page shows. */
const maximumName = 120;
/** Characters of a sentence that may quote data. */
const maximumSentence = 600;

/** A name from the data as text: one line, nothing invisible, never empty. */
export function nameText(name: string, maximum = maximumName): string {
  return cutText(cleanText(name), maximum) || '(blank)';
}

/** A name from the data, kept apart from the text around it whatever direction it is written in. */
export function shownName(name: string, maximum = maximumName): Html {
  return html`<bdi>${nameText(name, maximum)}</bdi>`;
}

/** A sentence that may quote data. */
export function shownSentence(sentence: string, maximum = maximumSentence): Html {
  return html`<span dir="auto">${inOnePiece(cutText(cleanText(sentence), maximum))}</span>`;
}

/** No line ends within a number and its percent sign, or within a comparison, as in mails. */
function inOnePiece(sentence: string): string {
  return sentence.replace(/(?<=\d) (?=%)|(?<=[<=>]) (?=\d)|(?<=\bq) (?=[<=>])/g, '\u00a0');
}

/** A sentence that may quote data, with a capital and a full stop. */
export function asSentence(text: string): Html {
  const clean = cutText(cleanText(text), maximumSentence).replace(/[.\s]+$/, '');
  const end = /[!?…]$/.test(clean) ? '' : '.';
  return shownSentence(`${capitalised(clean)}${end}`);
}

/** A value or key from the data, set apart from our own words. */
export function shownCode(text: string, maximum = 200): Html {
  return html`<code dir="auto">${cutText(cleanText(text), maximum) || '(blank)'}</code>`;
}
