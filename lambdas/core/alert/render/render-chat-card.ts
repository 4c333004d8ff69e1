import type { Severity } from '../../../severities.ts';
import type { Finding } from '../../findings/finding.ts';
import { incidentSentence } from '../../incidents/incident-words.ts';
import { asciiText, namedInText } from '../../text/clean-text.ts';
import { formatCount } from '../../text/in-words.ts';
import { consoleLink, shownUri } from '../../text/places.ts';
import { type Alert, alertTopic, hasMixedFindings, incidentsOf } from '../alert-schema.ts';
import { type ChatCard, chatCardLimits as limits } from './chat-card-schema.ts';
import { chatCode, chatLink, cutChatText } from './chat-text.ts';

/** Findings that a card shows; a channel is read in passing. */
const shownFindings = 5;
const shownPlaces = 3;

const signs: Readonly<Record<Severity, string>> = { critical: '🚨', warning: '⚠️', info: 'ℹ️' };

/** An alert as a card in Slack or Teams. The cards of a model in an environment share a thread. */
export function renderChatCard(alert: Alert): ChatCard {
  const { id, kind, severity, nextSteps, places } = alert;
  const model = keyword(alert.model);
  const environment = keyword(alert.environment);
  return {
    version: '1.0',
    source: 'custom',
    id: keyword(id, limits.id),
    content: {
      textType: 'client-markdown',
      title: `${signOf(alert)} ${headline(alert, limits.title - 3)}`,
      description: describe(alert),
      nextSteps: nextSteps
        .map((step) => cutChatText(step, limits.nextStep))
        .filter(Boolean)
        .slice(0, limits.nextSteps),
      keywords: [severity, kind, model, environment],
    },
    metadata: {
      threadId: `plumbline-${environment}-${model}`.slice(0, limits.threadId),
      summary: headline(alert, limits.title),
      eventType: `plumbline-${kind}`,
      relatedResources: places
        .slice(0, limits.relatedResources)
        .map((place) => cutChatText(shownUri(place), limits.relatedResource)),
      additionalContext: { severity, kind, model, environment },
    },
  };
}

/** An all-clear looks like one. */
function signOf({ kind, severity }: Alert): string {
  return kind === 'recovered' ? '✅' : signs[severity];
}

function headline(alert: Alert, maximum: number): string {
  const { environment, fact } = alert;
  return cutChatText(`[${namedInText(environment)}] ${namedInText(alertTopic(alert))}: ${fact}`, maximum);
}

function describe(alert: Alert): string {
  const { summary, findings, findingsLeftOut = 0, confidence } = alert;
  const isMixed = hasMixedFindings(alert);
  const shown = findings.slice(0, shownFindings);
  const more = findings.length - shown.length + findingsLeftOut;
  const list = [
    ...shown.map((finding) => findingLine(finding, isMixed)),
    ...(more > 0 ? [`• and ${formatCount(more)} more, not shown here`] : []),
  ];
  const since = incidentsOf(alert).map(incidentSentence).join(' ');
  const sure = confidence === undefined ? '' : `*How sure:* ${cutChatText(confidence, 350)}`;
  const parts = [cutChatText(summary, 450) || 'An alert.', cutChatText(since, 300), list.join('\n'), sure];
  return withLinks(parts.filter(Boolean).join('\n\n'), alert);
}

function findingLine({ column, severity, sentence }: Finding, isMixed: boolean): string {
  const text = cutChatText(sentence, column === undefined ? 300 : 240);
  if (column === undefined) return `• ${text}`;
  const name = chatCode(column);
  return `• ${name}${isMixed && severity === 'critical' ? ' *critical*' : ''}: ${text}`;
}

/** Links as far as they fit: a link that is cut leads nowhere. */
function withLinks(text: string, { places, environment }: Alert): string {
  return places
    .slice(0, shownPlaces)
    .flatMap((place) => {
      const address = consoleLink(place, environment);
      return address === undefined ? [] : [chatLink(address, place.label.slice(0, 40))];
    })
    .reduce((whole, link, index) => {
      const longer = `${whole}${index === 0 ? '\n\n' : ' · '}${link}`;
      return longer.length <= limits.description ? longer : whole;
    }, text);
}

function keyword(text: string, maximum = 48): string {
  return asciiText(text, maximum).replace(/[^A-Za-z0-9._ -]/g, '?') || 'unknown';
}
