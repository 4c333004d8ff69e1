import { ascii } from './ascii.ts';
import type { Dialect } from './dialect.ts';
import { type Head, type Survey, surveyHead } from './survey.ts';

/** What is known of a dialect; the rest is to be found. */
export interface KnownDialect extends Pick<Dialect, 'comment' | 'trim'> {
  readonly delimiter?: number | undefined;
  /** `none` where quotes are doubled alone. */
  readonly escaper?: number | 'none' | undefined;
}

/** Comma, semicolon, tab, pipe: the first wins a tie, and is the delimiter of a file with one column. */
export const usualDelimiters = [',', ';', '\t', '|'].map((text) => text.charCodeAt(0));

/** Bytes that separate cells in files of other programs: those of Hive (1 to 3) and ASCII's own separators; then `^` and `~`. */
const rareDelimiters = [1, 2, 3, 28, 29, 30, 31, 0x5e, 0x7e];

/**
 * Finds how a file is written: the delimiter that gives the header most fields, where the rows have as many; and whether quotes are
 * escaped by backslashes, or cells have blanks around them, where fewer rows are broken then.
 */
export function findDialect(head: Head, known: KnownDialect): Survey {
  const delimiters = known.delimiter === undefined ? usualDelimiters : [known.delimiter];
  const best = bestOf(delimiters.map((delimiter) => surveyOf(head, known, delimiter)));
  if (known.delimiter !== undefined || best.header.fields.length > 1) return best;
  const rare = rareDelimiters
    .filter((delimiter) => head.bytes.includes(delimiter))
    .map((delimiter) => surveyOf(head, known, delimiter))
    .filter(({ header, rows, fits }) => header.fields.length > 1 && rows > 0 && fits === rows);
  return bestOf([best, ...rare]);
}

/** By the book, and otherwise where fewer rows are broken then. */
function surveyOf(head: Head, { escaper, comment, trim }: KnownDialect, delimiter: number): Survey {
  const plain = { delimiter, comment, trim, ...(typeof escaper === 'number' && { escaper }) };
  const survey = surveyHead(head, plain);
  if (survey.fits === survey.rows) return survey;
  const escaped = escaper === undefined ? surveyHead(head, { ...plain, escaper: ascii.backslash }) : survey;
  if (escaped.fits > survey.fits) return escaped;
  const trimmed = trim === undefined ? surveyHead(head, { ...plain, trim: true }) : survey;
  return 2 * survey.fits < survey.rows && trimmed.fits >= shareOfTrimmed * survey.rows ? trimmed : survey;
}

/** Blanks around cells are left out unasked where hardly a row can be read otherwise. */
const shareOfTrimmed = 0.9;

/** Of those whose rows mostly fit the header, else of all, the first with the longest header. */
function bestOf(surveys: readonly Survey[]): Survey {
  const fitting = surveys.filter(
    ({ header, rows, fits }) => header.fields.length > 1 && (rows === 0 || 2 * fits >= rows),
  );
  const [first, ...others] = fitting.length > 0 ? fitting : surveys;
  return others.reduce(
    (best, next) => (next.header.fields.length > best.header.fields.length ? next : best),
    first!,
  );
}
