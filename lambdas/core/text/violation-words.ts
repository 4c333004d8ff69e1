import type { ViolationCode } from '../contract/violation.ts';

/** How a violation is worded. */
export interface ViolationWords {
  /** After "batch rejected:". */
  readonly one: string;
  /** After a number. */
  readonly many: string;
  /** After "312 rows with". */
  readonly inRows: string;
}

/** A phrase for each way to break a contract. */
export const violationWords: Readonly<Record<ViolationCode, ViolationWords>> = {
  'missing-column': words('missing column', 'missing columns', 'a missing column'),
  'extra-column': words('unexpected column', 'unexpected columns', 'an unexpected column'),
  'duplicate-column': words('duplicate column', 'duplicate columns', 'a duplicate column'),
  'missing-value': words('missing value', 'missing values', 'a missing value'),
  'wrong-type': words('value of the wrong type', 'values of the wrong type', 'a value of the wrong type'),
  'out-of-range': words('value out of range', 'values out of range', 'a value out of range'),
  'unknown-category': words('unknown category', 'unknown categories', 'an unknown category'),
  'pattern-mismatch': words(
    'value in the wrong format',
    'values in the wrong format',
    'a value in the wrong format',
  ),
  'too-long': words('text that is too long', 'texts that are too long', 'a text that is too long'),
  'not-finite': words('infinite value', 'infinite values', 'an infinite value'),
  'wrong-dimension': words(
    'vector of the wrong length',
    'vectors of the wrong length',
    'a vector of the wrong length',
  ),
  'duplicate-id': words('duplicate value', 'duplicate values', 'a value that an earlier row has'),
  'cross-column': words(
    'columns that contradict each other',
    'contradictions between columns',
    'columns that contradict each other',
  ),
  'ragged-row': words(
    'wrong number of cells',
    'rows with the wrong number of cells',
    'the wrong number of cells',
  ),
  'malformed-row': words('broken row', 'broken rows', 'broken quoting'),
  'row-count': words('wrong number of rows', 'limits on rows broken', 'a wrong number of rows'),
  'rejected-share': words('too many bad rows', 'limits on bad rows broken', 'too many violations'),
  'empty-batch': words('the file is empty', 'empty files', 'nothing in it'),
  unreadable: words('the file cannot be read', 'unreadable files', 'bytes that cannot be read'),
  'too-large': words('too large', 'things too large', 'a cell that is too large'),
  'unsupported-format': words('unsupported format', 'unsupported formats', 'an unsupported format'),
  'no-contract': words('there is no contract', 'missing contracts', 'no contract'),
  'invalid-contract': words('the contract is invalid', 'problems in the contract', 'an invalid contract'),
};

function words(one: string, many: string, inRows: string): ViolationWords {
  return { one, many, inRows };
}
