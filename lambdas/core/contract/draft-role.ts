import type { Role } from './contract.ts';
import { timesOf } from './draft-times.ts';
import type { ColumnEvidence, NamedEvidence } from './evidence/column-evidence.ts';
import type { Kind } from './terms.ts';

/** `user_id`, `ID`, `row index`, `userId`, but not `humid` or `paid`. */
const idNames = [/(^|[^a-z])(id|uuid|guid|index)$/i, /[a-z]I[dD]$/];

/** What a column probably is to the model: its kind, its name and whether values repeat tell. */
export function roleOf(kind: Kind, column: NamedEvidence): Role {
  const { evidence, isIndex = false } = column;
  if (kind === 'timestamp') return 'timestamp';
  if (isIndex) return 'id';
  if (timesOf(kind, column)?.isSure) return 'timestamp';
  if (!evidence.unique || evidence.present < 2) return 'feature';
  return isTelling(kind, column) || isKey(kind, evidence) ? 'id' : 'feature';
}

/** Whether a column says that it tells rows apart, by its name or by counting them. */
export function isTelling(kind: Kind, { name, evidence }: NamedEvidence): boolean {
  return (kind !== 'numeric' && idNames.some((pattern) => pattern.test(name))) || isCounter(kind, evidence);
}

/** Whole numbers without a gap: rows that were numbered. */
function isCounter(kind: Kind, { numbers, present }: ColumnEvidence): boolean {
  const { min, max } = numbers;
  return kind === 'integer' && min !== undefined && max !== undefined && max - min + 1 === present;
}

/** Texts that programs make to tell rows apart: letters and digits without a blank, each of the same length. */
function isKey(kind: Kind, { distinct, present, complete }: ColumnEvidence): boolean {
  if ((kind !== 'text' && kind !== 'categorical') || !complete || present < leastKeys) return false;
  const [first = ''] = distinct.keys();
  const isOfKeys = (text: string) =>
    text.length === first.length && /\d/.test(text) && /^[\w-]{8,}$/.test(text);
  return distinct.keys().every(isOfKeys);
}

/** Fewer texts may look alike by chance. */
const leastKeys = 10;
