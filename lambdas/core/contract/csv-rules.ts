import * as z from 'zod';

/** One byte that is part of no line end and no quote; NUL stands in damaged files. */
const oneByte = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Hive and others separate cells by them
  .regex(/^[\x01-\x09\x0b\x0c\x0e-!#-\x7f]$/, 'one ASCII character, no quote and no line end');

const csvShape = z.strictObject({
  delimiter: oneByte
    .optional()
    .describe(
      "What separates cells; by default found among comma, semicolon, tab and pipe, then Hive's `\\u0001` to `\\u0003`, `\\u001c` to `\\u001f`, `^` and `~`.",
    ),
  escape: z
    .enum(['\\', '"'])
    .optional()
    .describe(
      'What stands before a quote within a cell: a backslash, as Spark and MySQL write, or another quote alone; by default found.',
    ),
  decimal: z
    .enum(['.', ','])
    .optional()
    .describe('What stands before the fraction of a number; a point by default.'),
  thousands: z
    .enum([',', '.', "'", ' ', '_'])
    .optional()
    .describe(
      'What stands between groups of digits of a number; nothing by default. A blank is any kind of blank.',
    ),
  comment: oneByte
    .optional()
    .describe(
      'Lines that begin with it are comments, before the header and behind it; by default there are none.',
    ),
  trim: z
    .boolean()
    .optional()
    .describe(
      'Whether blanks and tabs around cells, and around their quotes, are none of theirs; by default they are.',
    ),
});

/** How CSV files are written, where that is not as usual. */
export type CsvRules = z.infer<typeof csvShape>;

/** How CSV files are written. */
export const csvSchema = csvShape.superRefine(({ decimal, thousands, delimiter, comment }, context) => {
  const twins = [
    { path: 'thousands', found: thousands, other: decimal, name: 'decimal' },
    { path: 'comment', found: comment, other: delimiter, name: 'delimiter' },
  ];
  for (const { path, found, other, name } of twins)
    if (found !== undefined && found === other)
      context.addIssue({ code: 'custom', path: [path], message: `another than ${name}`, input: found });
});
