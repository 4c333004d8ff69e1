import { violationCodes } from '../../contract/violation.ts';
import type { OpenIncident } from '../../incidents/incident-overview.ts';
import { formatCount, formatCountOf, percent } from '../../text/in-words.ts';
import { violationWords } from '../../text/violation-words.ts';
import { type Html, html } from '../pages/html.ts';
import { shownName } from '../pages/shown-text.ts';
import type { HistoryRecord } from './history-record.ts';

/** Names that a page lists for one incident. */
const mostNames = 8;

/**
 * What an open incident is about: what was reported, or else what the newest batch with it shows.
 *
 * @param newest  record of that batch, where it is known
 */
export function incidentSubjects(
  { condition, subjects, subjectCount }: OpenIncident,
  newest: HistoryRecord | undefined,
): Html | undefined {
  switch (condition) {
    case 'rejected':
      return subjects.length > 0
        ? listed(subjects.map(reason), subjectCount)
        : newest && listed(newest.reasons.map(reason), newest.reasons.length);
    case 'drift': {
      if (subjects.length > 0) return listed(subjects.map(name), subjectCount);
      const drifted = newest?.features.named.filter(({ status }) => status === 'drifted') ?? [];
      return listed(
        drifted.map((feature) => name(feature.name)),
        newest?.features.drifted ?? 0,
      );
    }
    case 'quarantine':
      return newest && newest.rows.read > 0
        ? html`${formatCountOf(newest.rows.quarantined, 'row')} (${percent(newest.rows.quarantined / newest.rows.read)}) of the newest batch`
        : undefined;
    default:
      return condition satisfies never;
  }
}

function name(text: string): Html {
  return shownName(text, 60);
}

/** A reason of a rejection, a code and the column where there is one, in words. */
function reason(text: string): Html {
  const [code = '', ...rest] = text.split(' ');
  const known = violationCodes.find((one) => one === code);
  const column = rest.join(' ');
  return html`${known ? violationWords[known].one : code}${column === '' ? undefined : html` ${name(column)}`}`;
}

function listed(items: readonly Html[], count: number): Html | undefined {
  if (items.length === 0) return undefined;
  const shown = items.slice(0, mostNames);
  const more = Math.max(count, items.length) - shown.length;
  return html`${shown.map((item, index) => html`${index === 0 ? '' : ', '}${item}`)}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}
