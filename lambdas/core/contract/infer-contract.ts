import { type Contract, contractSchema, defaultMissingTokens, type Role } from './contract.ts';
import { csvNotes } from './csv-notes.ts';
import type { CsvRules } from './csv-rules.ts';
import { draftMissing, draftRange, isClosedList } from './draft-bounds.ts';
import { classesSeen, isOfNumbers } from './draft-classes.ts';
import { dimensionOf, kindOf } from './draft-kind.ts';
import { type DraftedModel, draftModel } from './draft-model.ts';
import { type DraftNote, leftOutNote, notesOf } from './draft-notes.ts';
import { type FoundPersonal, personalDataIn } from './draft-personal.ts';
import { isTelling, roleOf } from './draft-role.ts';
import { type FoundTimes, isOfPeriods, timesOf } from './draft-times.ts';
import type { DraftedRole } from './drafted-role.ts';
import type { ColumnEvidence, NamedEvidence } from './evidence/column-evidence.ts';
import { maximumDistinctKept } from './evidence/number-evidence.ts';
import { oddTexts } from './evidence/odd-texts.ts';
import { nameWords } from './name-words.ts';
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
  const seen = columns.map((column) => lookAt(withTokens(column, tokens), cells));
  const { roles, model } = modelOf(seen);
  const drafted = seen.map((one) => draftColumn(one, cells, roles.get(one.column.name)));
  const drafts = drafted.flatMap(({ draft }) => draft ?? []);
  if (drafts.length === 0) return undefined;
  return {
    contract: contractSchema.parse({
      schemaVersion: 1,
      inferred: true,
      columns: drafts,
      ...(tokens.length > 0 ? { missingTokens } : {}),
      csv,
      ...(model ? { model } : {}),
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

/** What a column is by itself, without a look at the others. */
interface SeenColumn {
  readonly column: NamedEvidence;
  /** Undefined where no kind holds all of its cells. */
  readonly kind: Kind | undefined;
  readonly role: Role;
  readonly times: FoundTimes['times'] | undefined;
  readonly personal: FoundPersonal | undefined;
}

function lookAt(column: NamedEvidence, cells: ReferenceFacts['cells']): SeenColumn {
  const looks = kindOf(column, cells);
  const found = looks && timesOf(looks, column);
  const kind = found?.isSure && typeof found.times === 'object' ? 'timestamp' : looks;
  const role = looks ? roleOf(looks, column) : 'feature';
  const personal = kind && personalDataIn(column.name, kind, column.evidence);
  return { column, kind, role, times: found?.times, personal };
}

/** Columns that are nothing else may be what the model puts out. */
function modelOf(seen: readonly SeenColumn[]): DraftedModel {
  const candidates = seen.flatMap(({ column: { name, evidence }, kind, role, personal }) =>
    kind === undefined || role !== 'feature' || personal?.isSure
      ? []
      : [{ name, words: nameWords(name), kind, evidence, classes: classesSeen(kind, evidence) }],
  );
  return draftModel(
    candidates,
    seen.some(({ role, column }) => role === 'id' && !column.isIndex),
  );
}

interface DraftedColumn {
  readonly draft?: object;
  readonly notes: readonly DraftNote[];
}

function draftColumn(
  { column, kind, role: own, times, personal }: SeenColumn,
  cells: ReferenceFacts['cells'],
  ofModel: DraftedRole | undefined,
): DraftedColumn {
  if (kind === undefined) return { notes: [leftOutNote(column, cells)] };
  const { name, evidence, isIndex = false } = column;
  const role = ofModel?.role ?? own;
  const isBounded = role !== 'id' && role !== 'timestamp' && role !== 'label';
  const isSensitive = personal?.isSure ?? false;
  const values = isBounded && !isSensitive ? valuesOf(kind, evidence) : undefined;
  const draft = {
    name,
    kind,
    role,
    ...(ofModel?.class === undefined ? {} : { class: ofModel.class }),
    ...(kind === 'timestamp' && typeof times === 'object' ? times : {}),
    ...draftPresence(column, role),
    ...(ofModel?.mayLack ? { required: false } : {}),
    ...(isBounded && isOfNumbers(kind) && !isIdentifying(kind, evidence) ? draftRange(evidence.numbers) : {}),
    ...(values ? { values } : {}),
    ...(values ? {} : lengthOf(kind, evidence)),
    ...(kind === 'vector' ? { dimension: dimensionOf(evidence) } : {}),
    ...(role === 'id' && !isIndex && isEachKept(evidence) && isTelling(kind, column) ? { unique: true } : {}),
    ...(isSensitive ? { sensitive: true } : {}),
  };
  const sentences = [ofModel?.sentence, personal?.sentence].filter((one) => one !== undefined);
  return { draft, notes: notesOf(column, { kind, role, times, sentences, isSensitive }) };
}

/** Labels come late, and not for all rows; the index of pandas comes or not. */
function draftPresence({ evidence, isIndex }: NamedEvidence, role: Role) {
  if (isIndex || role === 'label') return { required: false, nullable: true };
  return draftMissing(evidence.missing, evidence.present + evidence.missing);
}

function isIdentifying(kind: Kind, { unique }: ColumnEvidence): boolean {
  return kind === 'integer' && unique;
}

/** Whether no value was seen twice, and all were looked at. */
function isEachKept({ unique, present, complete }: ColumnEvidence): boolean {
  return unique && complete && present <= maximumDistinctKept;
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
