import { type ColumnEvidence, maximumDistinctKept } from './column-evidence.ts';
import { type Contract, contractSchema, defaultRejectedShare, type Role } from './contract.ts';
import type { Kind } from './terms.ts';

/** A drafted contract, and what was assumed: one sentence each. */
export interface InferredContract {
  readonly contract: Contract;
  readonly notes: readonly string[];
}

interface NamedEvidence {
  readonly name: string;
  readonly evidence: ColumnEvidence;
}

/** A closed list of categories is proposed up to this many, each seen about a hundred times or more. */
const maximumClosedCategories = 50;
const rowsForEachCategory = 100;

/** A column without missing cells is proposed to stay so from this many rows on. */
const rowsForNotNullable = 100;

/** How many missing cells are allowed, from the share that the reference has: twice that, and 5 in a hundred more. */
const missingSlack = { factor: 2, share: 0.05 } as const;

/** How long texts may be, from the longest that the reference has. */
const lengthSlack = { factor: 2, atLeast: 20 } as const;

/** Text with more distinct values than this share of the rows, and this number, is free text. */
const freeText = { share: 0.5, distinct: 200 } as const;

/**
 * Drafts a contract from what the columns of a reference showed. Constraints get slack, since a reference never shows
 * everything: ranges are widened by their own width on each side (not past zero). All rows of the reference keep it, but
 * those with a list of another length than nearly all.
 *
 * @throws RangeError without any column
 */
export function inferContract(columns: readonly NamedEvidence[]): InferredContract {
  if (columns.length === 0) throw new RangeError('inferContract: requires at least one column, found none');
  const drafts = columns.map(({ name, evidence }) => draftColumn(name, evidence));
  return {
    contract: contractSchema.parse({ schemaVersion: 1, inferred: true, columns: drafts }),
    notes: [
      "Ranges are the reference's own, widened by their width on each side, but not past zero.",
      `Categories are closed where there are at most ${maximumClosedCategories} and each has about ${rowsForEachCategory} rows.`,
      `Columns without a missing cell in ${rowsForNotNullable} rows or more must stay so.`,
      `Columns with missing cells may have ${missingSlack.factor} times their share of them, and ${100 * missingSlack.share} % more.`,
      `Texts may be ${lengthSlack.factor} times as long as the longest, and ${lengthSlack.atLeast} characters in any case.`,
      `Identifiers must be unique where all of the reference's are, as far as it has at most ${counted(maximumDistinctKept)} of them.`,
      'Numbers of rows are not proposed: a reference does not show how many a batch has.',
      ...columns.flatMap(notesOfLengths),
      ...drafts
        .filter(({ role }) => role !== 'feature')
        .map(({ name, role }) => `${name} looks like the role ${role}: it is not tested for drift.`),
    ],
  };
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}

function draftColumn(name: string, evidence: ColumnEvidence) {
  const kind = kindOf(evidence);
  const role = roleOf(name, kind, evidence);
  return {
    name,
    kind,
    role,
    nullable: evidence.missing > 0 || evidence.present < rowsForNotNullable,
    ...missingOf(evidence),
    ...rangeOf(kind, evidence),
    ...valuesOf(kind, evidence),
    ...lengthOf(kind, evidence),
    ...(kind === 'vector' ? { dimension: evidence.dimension } : {}),
    ...(role === 'id' && evidence.distinct.size === evidence.present ? { unique: true } : {}),
  };
}

function missingOf({ present, missing }: ColumnEvidence): { readonly maxMissingShare?: number } {
  const all = present + missing;
  if (missing === 0 || all < rowsForNotNullable) return {};
  const share = (missingSlack.factor * missing) / all + missingSlack.share;
  return share >= 1 ? {} : { maxMissingShare: Math.ceil(100 * share) / 100 };
}

/** A closed list says it all. */
function lengthOf(kind: Kind, evidence: ColumnEvidence): { readonly maxLength?: number } {
  const isOpen = kind === 'text' || (kind === 'categorical' && valuesOf(kind, evidence).values === undefined);
  if (!isOpen || evidence.present === 0) return {};
  return { maxLength: Math.max(lengthSlack.atLeast, lengthSlack.factor * evidence.longest) };
}

/** What is said of lists that break the drafted contract. */
function notesOfLengths({ name, evidence }: NamedEvidence): readonly string[] {
  const { present, dimension, ofDimension } = evidence;
  if (!isVector(evidence) || ofDimension === present) return [];
  return [
    `${name} lists ${dimension} numbers in ${counted(ofDimension)} of ${counted(present)} rows; the others break the contract.`,
  ];
}

/** Lists of numbers are, where no more have another length than rows that a batch may lose. */
function isVector({ present, dimension, ofDimension }: ColumnEvidence): boolean {
  return dimension !== undefined && present - ofDimension <= defaultRejectedShare * present;
}

function kindOf(evidence: ColumnEvidence): Kind {
  const { present, reads, distinct } = evidence;
  if (present === 0) return 'categorical';
  if (isVector(evidence)) return 'vector';
  if (reads.boolean) return 'boolean';
  if (reads.integer) return 'integer';
  if (reads.number) return 'numeric';
  if (reads.timestamp) return 'timestamp';
  return distinct.size > Math.max(freeText.distinct, freeText.share * present) ? 'text' : 'categorical';
}

/** `user_id`, `ID`, `row index`, `userId`, but not `humid` or `paid`. */
const idNames = [/(^|[^a-z])(id|uuid|guid|index)$/i, /[a-z]I[dD]$/];

function roleOf(name: string, kind: Kind, { present, unique, min, max }: ColumnEvidence): Role {
  if (kind === 'timestamp') return 'timestamp';
  if (!unique || present < 2) return 'feature';
  const isCounter = kind === 'integer' && min !== undefined && max !== undefined && max - min + 1 === present;
  return isCounter || (idNames.some((pattern) => pattern.test(name)) && kind !== 'numeric')
    ? 'id'
    : 'feature';
}

function rangeOf(
  kind: Kind,
  { min, max, unique }: ColumnEvidence,
): { readonly min?: number; readonly max?: number } {
  if ((kind !== 'numeric' && kind !== 'integer') || min === undefined || max === undefined || min === max)
    return {};
  if (kind === 'integer' && unique) return {};
  const width = max - min;
  const low = min >= 0 ? Math.max(0, min - width) : min - width;
  const high = max <= 0 ? Math.min(0, max + width) : max + width;
  return { min: roundedBelow(low, min), max: 0 - roundedBelow(-high, -max) };
}

/**
 * A number of two significant digits at or below `low`: a proposed bound should look like one.
 *
 * @param least  what the bound must not exceed, whatever the rounding; itself where there is no such number
 */
function roundedBelow(low: number, least: number): number {
  if (low === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(low))) - 1);
  const rounded = Number((Math.floor(low / unit) * unit).toPrecision(12));
  return Number.isFinite(rounded) && rounded <= least ? rounded + 0 : least;
}

function valuesOf(
  kind: Kind,
  { present, distinct }: ColumnEvidence,
): { readonly values?: readonly string[] } {
  const closed =
    kind === 'categorical' &&
    distinct.size > 0 &&
    distinct.size <= maximumClosedCategories &&
    present >= rowsForEachCategory * distinct.size;
  return closed ? { values: [...distinct].sort() } : {};
}
