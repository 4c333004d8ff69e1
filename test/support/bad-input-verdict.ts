import type { ViolationCode } from '../../lambdas/core/contract/violation.ts';
import type { Result } from '../../lambdas/core/result/result-schema.ts';
import type { BadInput, ExpectedOutcome } from './bad-input.ts';

/** What the corpus calls a reason, and the codes that Plumbline gives for it. */
const codesOf: Readonly<Record<string, readonly ViolationCode[]>> = {
  // of rows
  type: ['wrong-type', 'not-finite'],
  bad_datetime: ['wrong-type'],
  invalid_encoding: ['wrong-type'],
  out_of_range: ['out-of-range'],
  unknown_category: ['unknown-category'],
  null_not_allowed: ['missing-value'],
  missing: ['missing-value'],
  ragged_row: ['ragged-row'],
  malformed_row: ['malformed-row'],
  malformed_json: ['malformed-row'],
  not_an_object: ['malformed-row'],
  invalid_character: ['malformed-row'],
  depth: ['malformed-row'],
  duplicate_key: ['malformed-row'],
  duplicate_id: ['duplicate-id'],
  field_too_large: ['too-large', 'too-long'],
  // of batches
  missing_column: ['missing-column'],
  duplicate_column: ['duplicate-column'],
  empty_file: ['empty-batch'],
  no_rows: ['empty-batch'],
  no_valid_rows: ['rejected-share', 'unreadable'],
  too_many_rejected_rows: ['rejected-share'],
  too_many_columns: ['too-large'],
  decompressed_too_large: ['too-large'],
  binary_content: ['unsupported-format', 'unreadable'],
  encoding: ['unsupported-format'],
  unclosed_quote: ['unreadable'],
  truncated_gzip: ['unreadable'],
  corrupt_gzip: ['unreadable'],
  not_json: ['unreadable'],
  not_jsonl: ['unreadable'],
  corrupt_parquet: ['unreadable', 'unsupported-format'],
  column_type: ['rejected-share', 'missing-column'],
};

/** Where Plumbline tells more than the corpus asks for: the code that it gives instead. */
const tellsMore: Readonly<Record<string, ViolationCode>> = {
  'files/json_named.csv': 'unsupported-format',
  'files/html_error.csv': 'unsupported-format',
  'files/s3_error.csv': 'unsupported-format',
};

/**
 * Entries that come out as one of their alternatives, and the choice of Plumbline's that makes them so. All others come out as
 * expected.
 */
export const alternatives: Readonly<Record<string, string>> = {
  'header_spaces.csv': 'names lose outer blanks',
  'semicolon.csv': 'the delimiter is found, and said',
  'tabs.csv': 'the delimiter is found, and said',
  'sep_line.csv': 'the line of Excel is known',
  'numbers_odd.csv': 'a plus is a sign',
  'dates.csv': 'a date alone is its midnight, a blank stands for the T, without an offset it is UTC',
  'not_gzip.csv.gz': 'packing is found by bytes, and said',
  'gzip_named.csv': 'packing is found by bytes, and said',
  'array.json': 'JSON lists are read, with a hint',
  'flipped_bytes.parquet': 'two doubles change in a digit that nobody can see',
};

/** A row in quarantine, as far as the corpus speaks of it. */
export interface QuarantinedRow {
  readonly row: number;
  readonly violations: readonly { readonly code: ViolationCode; readonly column?: string | undefined }[];
}

/** Which outcome of an entry a result is: that expected, one of the alternatives, or why it is neither. */
export interface Judgement {
  readonly outcome: 'expected' | 'alternative' | 'neither';
  /** From what is expected, a sentence each. */
  readonly differences: readonly string[];
}

export function judge(entry: BadInput, result: Result, quarantined: readonly QuarantinedRow[]): Judgement {
  const differences = differ(entry.expected, result, quarantined, tellsMore[entry.file]).concat(
    differInCells(entry, result, quarantined),
  );
  if (differences.length === 0) return { outcome: 'expected', differences };
  const isAlternative = entry.acceptable_alternatives.some(
    (alternative) => differ(alternative, result, quarantined).length === 0,
  );
  return { outcome: isAlternative ? 'alternative' : 'neither', differences };
}

function differ(
  expected: ExpectedOutcome,
  { validation }: Result,
  quarantined: readonly QuarantinedRow[],
  instead?: ViolationCode,
): readonly string[] {
  const verdict = verdictOf(validation);
  const { rows } = validation;
  return [
    ...differs('verdict', expected.verdict, verdict),
    ...differs('rows', expected.rows_total, expected.verdict === 'reject-batch' ? undefined : rows.read),
    ...differs('rows rejected', expected.rows_rejected, rows.quarantined),
    ...Object.entries(expected.reasons ?? {}).flatMap(([reason, count]) =>
      differs(`rows with ${reason}`, count, rowsWith(reason, quarantined)),
    ),
    ...(expected.reason === undefined ? [] : differInReason(expected.reason, validation, instead)),
  ];
}

function differs<Value>(what: string, expected: Value | undefined, found: Value | undefined) {
  if (expected === undefined || found === undefined || expected === found) return [];
  return [`${what}: expected ${expected}, found ${found}`];
}

function verdictOf({ status, rows }: Result['validation']): ExpectedOutcome['verdict'] {
  if (status === 'rejected') return 'reject-batch';
  return rows.quarantined > 0 ? 'accept-with-row-rejections' : 'accept';
}

function rowsWith(reason: string, quarantined: readonly QuarantinedRow[]): number {
  const codes = reason.split('|').flatMap((name) => codesOf[name] ?? []);
  return quarantined.filter(({ violations }) => violations.some(({ code }) => codes.includes(code))).length;
}

/** A reason is a code, or a code and the column: `missing_column:debt_ratio`. */
function differInReason(
  expected: string,
  { reasons }: Result['validation'],
  instead: ViolationCode | undefined,
): readonly string[] {
  if (instead !== undefined) return differs('reason', instead, reasons[0]?.code);
  const isGiven = expected.split('|').some((one) => {
    const [name = '', column] = one.split(':');
    const codes = codesOf[name] ?? [];
    return reasons.some(
      (reason) => codes.includes(reason.code) && (column === undefined || reason.column === column),
    );
  });
  return isGiven
    ? []
    : [`reason: expected ${expected}, found ${reasons.map(({ code, message }) => `${code}: ${message}`)}`];
}

/** The very cells: those to be rejected are, for their own column, and no other. */
function differInCells(
  { cells }: BadInput,
  { validation }: Result,
  quarantined: readonly QuarantinedRow[],
): readonly string[] {
  if (validation.status === 'rejected') return [];
  return cells.flatMap(({ data_row, column, raw, reject }) => {
    const found = quarantined.find(({ row }) => row === data_row + 1);
    const isRejected = found?.violations.some((violation) => violation.column === column) ?? false;
    return isRejected === reject
      ? []
      : [
          `cell ${JSON.stringify(raw.slice(0, 40))} of ${column}: expected ${reject ? 'rejected' : 'accepted'}`,
        ];
  });
}
