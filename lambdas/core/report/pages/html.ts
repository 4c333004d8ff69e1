/** Only this module can make {@link Html}: the symbol never leaves it, and nothing read from JSON can carry it. */
const brand: unique symbol = Symbol('html');

/** Markup in which everything that came from data has been escaped. */
export interface Html {
  readonly [brand]: true;
  readonly markup: string;
}

/** What may stand in `${}`: text is escaped, markup is not, a list is joined, undefined is nothing. */
export type Fragment = Html | string | number | undefined | readonly Fragment[];

/**
 * Markup from a template: the text of the template is kept, every `${}` that is a string or a number is escaped. There is
 * no way to get a string into a page but this one and {@link trustedHtml}. Attributes must be quoted.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  let markup = strings[0]!;
  for (const [index, value] of values.entries()) markup += markupOf(value) + strings[index + 1]!;
  return made(markup);
}

/** Markup of our own that is no template: a style sheet. Only for constants of this program. */
export function trustedHtml(constant: string): Html {
  return made(constant);
}

/** Nothing. */
export const noHtml: Html = made('');

function made(markup: string): Html {
  return { [brand]: true, markup };
}

function markupOf(value: Fragment): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return escapeText(String(value));
  return isMarkup(value) ? value.markup : value.map(markupOf).join('');
}

function isMarkup(value: Html | readonly Fragment[]): value is Html {
  return brand in value;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text as it may stand between tags and in quoted attributes; what no HTML document may hold becomes U+FFFD. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"'`]/g, (sign) => entities[sign] ?? '')
    .replace(/(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}]/gu, '\uFFFD');
}
