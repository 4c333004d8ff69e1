import { defaultMissingTokens, type Role } from './contract.ts';
import { rareInWords } from './draft-rare.ts';
import type { ColumnEvidence, NamedEvidence, NearNumbers } from './evidence/column-evidence.ts';
import { type TimesInDisguise, timesInWords } from './evidence/written-times.ts';
import type { Kind } from './terms.ts';
import { quoteFound } from './violation.ts';

/** What the reader of a drafted contract should know of it: a sentence, of a column or of the whole file. */
export interface DraftNote {
  /** Comes from the file: never trusted. */
  readonly column?: string | undefined;
  /** Without the name of the column. May quote the file: never trusted. */
  readonly sentence: string;
}

interface Drafted {
  readonly kind: Kind;
  readonly role: Role;
  /** How its times are written, where it may have any that are not ISO 8601. */
  readonly times?: TimesInDisguise | undefined;
  /** What it is to the model, and whether it holds personal data. */
  readonly sentences: readonly string[];
  /** Values must not be quoted. */
  readonly isSensitive: boolean;
}

/** What was dropped, demoted or doubted of a column that is in the draft. */
export function notesOf(column: NamedEvidence, drafted: Drafted): readonly DraftNote[] {
  const sentences = [
    ...ofRole(column, drafted),
    ...drafted.sentences,
    ...ofMissing(column.evidence, drafted),
    ...ofMixture(column, drafted),
    ...ofValues(column.evidence, drafted),
  ];
  return sentences.map((sentence) => ({ column: column.name, sentence }));
}

/** Why a column is not in the draft. */
export function leftOutNote({ name, evidence }: NamedEvidence, file: 'text' | 'typed'): DraftNote {
  const { present, cells, lengths, missing } = evidence;
  const why = () => {
    if (cells.infinite > 0) return `${countAre(cells.infinite, present, 'number')} not finite`;
    if (cells.others > 0 && file === 'text')
      return `${countAre(cells.others, present)} bytes that are no UTF-8: save the file as UTF-8`;
    if (cells.others > 0)
      return `${countAre(cells.others, present)} lists, objects or bytes that no kind of column holds`;
    if (cells.lists === present && lengths.size > 1)
      return `its lists of numbers have ${lengthsInWords(lengths)}`;
    if (cells.lists > 0) return `${countAre(cells.lists, present)} lists of numbers, the others are not`;
    return `its cells are of several types (${formatCount(present + missing)} cells)`;
  };
  return { column: name, sentence: `is left out: ${why()}` };
}

function lengthsInWords(lengths: ReadonlyMap<number, number>): string {
  const [shortest, longest] = [Math.min(...lengths.keys()), Math.max(...lengths.keys())];
  return `${shortest === longest ? '' : `${formatCount(shortest)} to `}${formatCount(longest)} of them`;
}

function ofRole({ isIndex }: NamedEvidence, { role, times }: Drafted): readonly string[] {
  const untested = 'it is not tested for drift';
  if (isIndex) return [`is the index that pandas wrote: role ${role}, ${untested}, and a batch may lack it`];
  if (times && role === 'timestamp')
    return [`looks like ${timesInWords(times)}: role timestamp, ${untested}`];
  if (times && role === 'feature')
    return [`may be times, ${timesInWords(times)}: if so, give it the role timestamp`];
  return role === 'id' || role === 'timestamp' ? [`looks like the role ${role}: ${untested}`] : [];
}

/** Where a text is a missing one, which may be a value like any other; among numbers the usual ones are what one expects. */
function ofMissing({ missingAs, present, missing }: ColumnEvidence, { kind }: Drafted): readonly string[] {
  const isOfTexts = kind === 'categorical' || kind === 'text' || kind === 'boolean';
  const value = kind === 'timestamp' ? 'time' : 'number';
  return [...missingAs]
    .filter(([token]) => token !== '' && (isOfTexts || !usualOfNumbers.has(token)))
    .map(([token, count]) => {
      const cells = pluralOf(count, present + missing, 'cell');
      const shown = `\`${quoteFound(token)}\``;
      if (isOfTexts)
        return `${cells} read${count === 1 ? 's' : ''} ${shown} and ${count === 1 ? 'counts' : 'count'} as missing`;
      return `${countAre(count, present + missing)} no ${value}: ${shown}, taken for missing`;
    });
}

const usualOfNumbers: ReadonlySet<string> = new Set(defaultMissingTokens);

const nearInWords: Readonly<Record<keyof NearNumbers, readonly [one: string, more: string]>> = {
  texts: [
    'a text that is a number: if it is an amount, write it as a number',
    'texts that are numbers: if they are amounts, write them as numbers',
  ],
  blanks: ['a number with a blank before or behind it', 'numbers with a blank before or behind them'],
  separators: [
    'a number with separators of thousands or a decimal comma',
    'numbers with separators of thousands or a decimal comma',
  ],
  units: ['a number with a currency or a percent sign', 'numbers with a currency or a percent sign'],
};

/** Texts that were nearly something else. */
function ofMixture(
  { evidence: { cells, near, present, lengths }, isCode }: NamedEvidence,
  { kind }: Drafted,
): readonly string[] {
  if (kind !== 'categorical' && kind !== 'text') return [];
  const { numbers, lists } = cells;
  if (isCode) return [`is ${kind}, though its cells are numbers: some begin with a zero, as codes do`];
  const nearly = (['texts', 'blanks', 'separators', 'units'] as const).filter((way) => near[way] > 0);
  return [
    ...nearly.map(
      (way) => `is ${kind}: ${countAre(near[way], present)} ${nearInWords[way][near[way] === 1 ? 0 : 1]}`,
    ),
    ...(numbers > 0 && 2 * numbers >= present
      ? [`is ${kind}, though ${countAre(numbers, present)} ${numbers === 1 ? 'a number' : 'numbers'}`]
      : []),
    ...(lists > 0
      ? [
          `is ${kind}, though ${countAre(lists, present)} ${lists === 1 ? 'a list' : 'lists'} of numbers, with ${lengthsInWords(lengths)}`,
        ]
      : []),
  ];
}

function ofValues(evidence: ColumnEvidence, { kind, role, isSensitive }: Drafted): readonly string[] {
  if (role !== 'feature' || isSensitive || evidence.present < 2) return [];
  const only = onlyValue(evidence, kind);
  return only === undefined
    ? rareInWords(kind, evidence)
    : [`has the single value \`${quoteFound(only)}\`: nothing is asked of others`];
}

function onlyValue({ distinct, complete, numbers }: ColumnEvidence, kind: Kind): string | undefined {
  const { min, max } = numbers;
  // Whole numbers beyond 2^53 may be one double and several texts.
  if (kind === 'numeric' || kind === 'integer')
    return min === max && min !== undefined && distinct.size <= 1 ? String(min) : undefined;
  const [value] = distinct.keys();
  return complete && distinct.size === 1 ? value : undefined;
}

/** `1 of 1,500 cells is`. */
function countAre(count: number, all: number, noun = 'cell'): string {
  return `${pluralOf(count, all, noun)} ${count === 1 ? 'is' : 'are'}`;
}

/** `1 of 1,500 cells`. */
export function pluralOf(count: number, all: number, noun: string): string {
  return `${formatCount(count)} of ${formatCount(all)} ${noun}${all === 1 ? '' : 's'}`;
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
