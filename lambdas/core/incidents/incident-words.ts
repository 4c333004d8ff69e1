import { plainText } from '../text/clean-text.ts';
import { formatCountOf, formatInstant } from '../text/in-words.ts';
import { listWords } from '../text/sentences.ts';
import type { Condition, IncidentChange, IncidentNews } from './incident-schema.ts';

/** What the batches of an incident have in common, after their number. */
const done: Readonly<Record<Condition, string>> = {
  rejected: 'rejected',
  drift: 'with drift',
  quarantine: 'with quarantined rows',
};

/** An incident as a heading. */
export const conditionWords: Readonly<Record<Condition, string>> = {
  rejected: 'Rejected batches',
  drift: 'Drift',
  quarantine: 'Quarantined rows',
};

const over: Readonly<Record<Condition, string>> = {
  rejected: 'Batches are accepted again',
  drift: 'The drift is over',
  quarantine: 'No more rows are quarantined',
};

/** `1 batch rejected`, `12 batches with drift`. */
export function incidentExtent({ condition, batches }: IncidentNews): string {
  return `${formatCountOf(batches, 'batch', 'batches')} ${done[condition]}`;
}

/** `3 batches so far`. */
function soFar({ batches }: IncidentNews): string {
  return `${formatCountOf(batches, 'batch', 'batches')} so far`;
}

/** How long an incident has lasted, and what is new about it: a sentence or two. */
export function incidentSentence(news: IncidentNews): string {
  const { condition, status, batches } = news;
  const since = formatInstant(news.since);
  const extent = `${incidentExtent(news)} since ${since}`;
  switch (status) {
    case 'opened':
      return batches === 1
        ? `${conditionWords[condition]}: new with this batch.`
        : `${conditionWords[condition]}: ${extent}.`;
    case 'escalated':
      return `${conditionWords[condition]}: ${worseInWords(news)}. ${extent}.`;
    case 'reminder':
      return `${conditionWords[condition]}: still there. ${extent}.`;
    case 'recovered':
      return `${over[condition]}: ${extent}.`;
    case 'belated':
      return `${conditionWords[condition]}: this batch was judged after newer ones, and does not change what they say.`;
    default:
      return status satisfies never;
  }
}

/** What is worse than was reported before: by name, where it has one. */
function worseInWords({ condition, severity, changes = [], newReference }: IncidentNews): string {
  if (newReference) return 'still there, also against the new reference';
  if (changes.length === 0) return `more than was reported before, now ${severity}`;
  return changes.map((change) => changeInWords(change, condition)).join('; ');
}

/** `temp_min is new and critical`; every reason of a rejection is critical, so that goes without saying. */
function changeInWords({ change, names, count }: IncidentChange, condition: Condition): string {
  const words = `${namesInWords(names, count)} ${count === 1 ? 'is' : 'are'}`;
  switch (change) {
    case 'new':
      return `${words} new`;
    case 'new-critical':
      return condition === 'rejected' ? `${words} new` : `${words} new and critical`;
    case 'now-critical':
      return `${words} critical now`;
    default:
      return change satisfies never;
  }
}

function namesInWords(names: readonly string[], count: number): string {
  return listWords(
    names.map((name) => plainText(name, 160)),
    count,
  );
}

/**
 * What a subject line adds about an incident; empty where it is new.
 *
 * @param fact  what the line says already
 */
export function incidentSuffix(news: IncidentNews, fact: string): string {
  const { status, batches } = news;
  switch (status) {
    case 'opened':
      return batches === 1 ? '' : `, ${soFar(news)}`;
    case 'escalated':
      return `, ${worseInShort(news, fact)}, ${soFar(news)}`;
    case 'reminder':
      return `, still, ${soFar(news)}`;
    case 'recovered':
      return '';
    case 'belated':
      return ', judged after newer batches';
    default:
      return status satisfies never;
  }
}

function worseInShort({ changes = [], newReference }: IncidentNews, fact: string): string {
  if (newReference) return 'also against the new reference';
  const worse = changes.find(({ change }) => change !== 'now-critical') ?? changes[0];
  if (!worse) return 'more than before';
  const names = namesInWords(worse.names, worse.count);
  const isNamed = fact.includes(names);
  if (worse.change === 'now-critical') return isNamed ? 'now critical' : `${names} now critical`;
  return isNamed ? 'new' : `new: ${names}`;
}
