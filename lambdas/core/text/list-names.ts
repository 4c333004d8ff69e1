import { namedInText } from './clean-text.ts';
import { formatCount } from './format-number.ts';

/** Names that a sentence lists. */
const mostNamed = 3;

/** `fare`, `fare and tip`, `fare, tip, distance and 4 more`. @param names  from the data, at least one */
export function listNames(names: readonly string[]): string {
  return listWords(names.map(namedInText));
}

/**
 * The same of what is fit for a sentence already.
 *
 * @param count  of how many these are the first
 */
export function listWords(words: readonly string[], count: number = words.length): string {
  const named = words.slice(0, mostNamed);
  const more = count - named.length;
  const all = more > 0 ? [...named, `${formatCount(more)} more`] : named;
  return all.length === 1 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
