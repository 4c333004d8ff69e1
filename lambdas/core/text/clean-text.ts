/**
 * The one place where text from data (column names, values, keys, names of models) is made fit to be shown. Nothing
 * that a file can hold may forge a line, hide a character, call people in chat, or lose the alert that quotes it.
 */

/** Characters of a name that a sentence shows. */
const maximumNameLength = 60;

const breaking = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Bidi marks, zero-width and other invisible characters; code points that XML, and so SNS, refuses. */
const unseen = /[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u{2800}]/gu;
/** Marks piled on one letter, drawn over the lines around it. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/** Text as one line without control characters, bidi marks or invisible characters; may come out empty. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(breaking, ' ')
    .replace(unseen, '')
    .replace(piledMarks, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Text of at most `maximum` UTF-16 units, never ending in half a character; what was cut shows as an ellipsis. */
export function cutText(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  return `${text.slice(0, Math.max(0, maximum - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A name of something in the data: clean, short, never empty. */
export function shortName(name: string): string {
  return disarm(cutText(cleanText(name), maximumNameLength)) || '(blank)';
}

/** A name fit to stand in a sentence: in quotation marks where it could be read as part of the sentence. */
export function namedInText(name: string): string {
  const short = shortName(name);
  return /^[\p{L}\p{N}\p{M}_.…-]+$/u.test(short) ? short : `"${short.replaceAll('"', "'")}"`;
}

/** A sentence or key for people: clean, short, with no link to anywhere but S3. */
export function plainText(text: string, maximum = 600): string {
  return disarm(cutText(cleanText(text), maximum));
}

/** No links but to S3, and no mentions: emails and alerts for machines are forwarded to chat, too. */
function disarm(text: string): string {
  return text.replace(/(?<!\bs3):\/\//giu, ': //').replace(/<(?=[!@#])/g, '< ');
}

/** Printable ASCII: accents are dropped, an arrow is drawn with a hyphen, what has no ASCII letter becomes a question mark. */
export function asciiText(text: string, maximum: number): string {
  const ascii = cleanText(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('→', '->')
    .replace(/[^\x20-\x7e]+/g, '?')
    .replace(/ +/g, ' ')
    .trim();
  return ascii.length <= maximum ? ascii : `${ascii.slice(0, Math.max(0, maximum - 3)).trimEnd()}...`;
}
