import { maximumDimension } from '../block/column-block.ts';
import { type Contract, contractSchema, defaultMissingTokens } from './contract.ts';
import { csvNotes } from './csv-notes.ts';
import type { CsvRules } from './csv-rules.ts';
import { draftMissing, draftRange, isClosedList } from './draft-bounds.ts';
import { type DraftNote, leftOutNote, notesOf } from './draft-notes.ts';
import { isTelling, roleOf } from './draft-role.ts';
import { isOfPeriods, timesOf } from './draft-times.ts';
import type { ColumnEvidence, DeclaredType, NamedEvidence } from './evidence/column-evidence.ts';
import { maximumDistinctKept } from './evidence/number-evidence.ts';
import { oddTexts } from './evidence/odd-texts.ts';
import type { Kind } from './terms.ts';

/** A drafted contract, and what was dropped, demoted or doubted on the way. */
export interface InferredContract {
  readonly contract: Contract;
  readonly notes: readonly DraftNote[];
}

/** What is known of the file as a whole. */
export interface ReferenceFacts {
  /** Whether its cells are texts, or have types of their own. */
  readonly cells: 'text' | 'typed';
  /** How it is written, where that is not as usual. */
  readonly csv?: CsvRules;
}

/** How long texts may be, from the longest that the reference has. */
const lengthSlack = { factor: 10, atLeast: 100 } as const;

/** Text with more distinct values than this share of the rows, and this number, is free text. */
const freeText = { share: 0.5, distinct: 200 } as const;

/**
 * Drafts a contract from what the columns of a reference showed: all rows of the reference that could be split keep it.
 * Constraints get slack, since a reference never shows everything. What no kind of column holds is left out.
 *
 * @returns undefined where no column is left
 * @throws RangeError without any column
 */
export function inferContract(
  columns: readonly NamedEvidence[],
  { cells, csv = {} }: ReferenceFacts,
): InferredContract | undefined {
  if (columns.length === 0) throw new RangeError('inferContract: requires at least one column, found none');
  const tokens = oddTokens(columns, cells);
  const missingTokens = [...defaultMissingTokens, ...tokens];
  const drafted = columns.map((column) => draftColumn(withTokens(column, tokens), cells));
  const drafts = drafted.flatMap(({ draft }) => draft ?? []);
  if (drafts.length === 0) return undefined;
  return {
    contract: contractSchema.parse({
      schemaVersion: 1,
      inferred: true,
      columns: drafts,
      ...(tokens.length > 0 ? { missingTokens } : {}),
      csv,
    }),
    notes: [...csvNotes(csv), ...drafted.flatMap(({ notes }) => notes)],
  };
}

/** Missing tokens that a contract may have beside the usual ones. */
const mostTokens = 200;

/** What stands for a missing value in columns of numbers or times, besides what usually does. */
function oddTokens(columns: readonly NamedEvidence[], cells: ReferenceFacts['cells']): readonly string[] {
  const found = columns.flatMap(({ evidence }) => {
    const { numbers, timestamps } = evidence.cells;
    if (numbers === 0 && (timestamps === 0 || cells === 'typed')) return [];
    return oddTexts(evidence, numbers >= timestamps ? 'numbers' : 'timestamps') ?? [];
  });
  const tokens = [...new Set(found)];
  return tokens.length <= mostTokens ? tokens : [];
}

/** What a column shows where some of its texts, and infinities, are missing ones. */
function withTokens(column: NamedEvidence, tokens: readonly string[]): NamedEvidence {
  const { evidence } = column;
  if (tokens.length === 0) return column;
  const missingAs = new Map(evidence.missingAs);
  const distinct = new Map(evidence.distinct);
  const odd = new Map(evidence.odd);
  // Of values that were not kept one may be such a token.
  let missing = evidence.complete ? evidence.missing : Math.max(1, evidence.missing);
  let { texts, infinite } = evidence.cells;
  for (const token of tokens) {
    const ofTexts = distinct.get(token) ?? odd.get(token) ?? 0;
    const ofInfinite = evidence.infinite.get(token) ?? 0;
    if (ofTexts + ofInfinite === 0) continue;
    missingAs.set(token, ofTexts + ofInfinite);
    missing += ofTexts + ofInfinite;
    texts -= ofTexts;
    infinite -= ofInfinite;
    distinct.delete(token);
    odd.delete(token);
  }
  const cells = { ...evidence.cells, texts, infinite };
  const present = Object.values(cells).reduce((sum, count) => sum + count, 0);
  return { ...column, evidence: { ...evidence, present, missing, missingAs, distinct, odd, cells } };
}

interface DraftedColumn {
  readonly draft?: object;
  readonly notes: readonly DraftNote[];
}

function draftColumn(column: NamedEvidence, cells: ReferenceFacts['cells']): DraftedColumn {
  const { name, evidence, isIndex = false } = column;
  const looks = kindOf(column, cells);
  if (looks === undefined) return { notes: [leftOutNote(column, cells)] };
  const found = timesOf(looks, column);
  const times = found?.isSure && typeof found.times === 'object' ? found.times : undefined;
  const kind = times ? 'timestamp' : looks;
  const role = roleOf(looks, column);
  const isFeature = role === 'feature';
  const { missing, present } = evidence;
  const values = isFeature ? valuesOf(kind, evidence) : undefined;
  const draft = {
    name,
    kind,
    role,
    ...times,
    ...(isIndex ? { required: false, nullable: true } : draftMissing(missing, present + missing)),
    ...(isFeature && isNumber(kind) && !isIdentifying(kind, evidence) ? draftRange(evidence.numbers) : {}),
    ...(values ? { values } : {}),
    ...(values ? {} : lengthOf(kind, evidence)),
    ...(kind === 'vector' ? { dimension: dimensionOf(evidence) } : {}),
    ...(role === 'id' && !isIndex && isEachKept(evidence) && isTelling(kind, column) ? { unique: true } : {}),
  };
  return { draft, notes: notesOf(column, { kind, role, times: found?.times }) };
}

function isNumber(kind: Kind): boolean {
  return kind === 'numeric' || kind === 'integer';
}

function isIdentifying(kind: Kind, { unique }: ColumnEvidence): boolean {
  return kind === 'integer' && unique;
}

/** Whether no value was seen twice, and all were looked at. */
function isEachKept({ unique, present, complete }: ColumnEvidence): boolean {
  return unique && complete && present <= maximumDistinctKept;
}

/** @returns undefined where no kind holds all cells */
function kindOf(column: NamedEvidence, file: ReferenceFacts['cells']): Kind | undefined {
  const { evidence, declared, isCode = false } = column;
  const { present, cells, odd } = evidence;
  if (present === 0) return ofNothing(declared);
  if (cells.others > 0 || cells.infinite > 0) return undefined;
  if (dimensionOf(evidence) !== undefined) return 'vector';
  if (cells.booleans === present) return 'boolean';
  if (cells.numbers === present && !isCode) return ofNumbers(column);
  if (cells.timestamps === present) return 'timestamp';
  if (file === 'typed' && cells.lists > 0) return undefined;
  // What no kind holds but texts was counted as odd where it is one.
  if (odd.size === 0 && file === 'typed' && cells.texts > 0) return undefined;
  return ofTexts(evidence, file);
}

function ofNothing(declared: DeclaredType | undefined): Kind {
  switch (declared) {
    case 'float':
      return 'numeric';
    case 'integer':
    case 'boolean':
    case 'timestamp':
      return declared;
    case 'text':
    case undefined:
      return 'categorical';
    default:
      return declared satisfies never;
  }
}

/** Whole numbers are integers, unless the file says otherwise: other numbers of it may have fractions. */
function ofNumbers({ evidence, declared, isWrittenAsFraction = false }: NamedEvidence): Kind {
  const isFraction = !evidence.numbers.whole || declared === 'float' || isWrittenAsFraction;
  return isFraction ? 'numeric' : 'integer';
}

/** Categories hold whatever is plain; free text is text alone, and only it holds a text of any length. */
function ofTexts(
  { present, cells, distinct, complete, long }: ColumnEvidence,
  file: ReferenceFacts['cells'],
): Kind {
  const isText = file === 'text' || (cells.numbers === 0 && cells.booleans === 0);
  const isFree = !complete || distinct.size > Math.max(freeText.distinct, freeText.share * present);
  return isText && (isFree || long) ? 'text' : 'categorical';
}

/** The length of the lists of numbers, where all cells are such and all have the same. */
function dimensionOf({ present, cells, lengths }: ColumnEvidence): number | undefined {
  const [length = 0] = lengths.keys();
  const isVector = cells.lists === present && lengths.size === 1 && length > 0 && length <= maximumDimension;
  return isVector ? length : undefined;
}

/** A closed list says it all. */
function lengthOf(kind: Kind, { present, longest }: ColumnEvidence): { readonly maxLength?: number } {
  if ((kind !== 'text' && kind !== 'categorical') || present === 0) return {};
  return { maxLength: Math.max(lengthSlack.atLeast, lengthSlack.factor * longest) };
}

function valuesOf(kind: Kind, evidence: ColumnEvidence): readonly string[] | undefined {
  const { distinct, complete } = evidence;
  const isClosed =
    kind === 'categorical' && complete && isClosedList([...distinct.values()]) && !isOfPeriods(evidence);
  return isClosed ? [...distinct.keys()].sort() : undefined;
}
