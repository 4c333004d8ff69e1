import type { Finding } from '../../findings/finding.ts';
import { incidentSentence } from '../../incidents/incident-words.ts';
import { asciiText, namedInText, plainText } from '../../text/clean-text.ts';
import { formatCount, formatInstant } from '../../text/in-words.ts';
import { consoleLink, type Place, printCommand, shownUri } from '../../text/places.ts';
import { wrapText } from '../../text/sentences.ts';
import { type Alert, alertTopic, hasMixedFindings, incidentsOf } from '../alert-schema.ts';
import { digestSections } from './render-digest-email.ts';

/** SNS refuses a subject of 100 characters and more. */
const maximumSubjectLength = 99;
/** Findings that an email shows. */
const shownFindings = 10;
const shownPlaces = 5;
const shownSteps = 6;

export interface Email {
  /** Under 100 characters, printable ASCII. */
  readonly subject: string;
  /** Plain text, under 75 columns; only addresses and commands may be wider, or they could not be used. */
  readonly body: string;
}

/** An alert as a person reads it by email. */
export function renderEmail(alert: Alert): Email {
  const sections = [
    headline(alert),
    wrapText(plainText(alert.summary)),
    incidentSection(alert),
    ...(alert.digest ? digestSections(alert.digest, alert.environment) : [findingsSection(alert)]),
    confidenceSection(alert),
    nextStepsSection(alert),
    placesSection(alert),
    footer(alert),
  ];
  return { subject: renderSubject(alert), body: `${sections.filter(Boolean).join('\n\n')}\n` };
}

/** The subject of an email: `[prod] CRITICAL flights: 3 of 12 features drifted`, printable ASCII, under 100 characters. */
function renderSubject(alert: Alert): string {
  const environment = asciiText(alert.environment, 16);
  const topic = asciiText(alertTopic(alert), 40);
  const head = `[${environment}] ${alert.severity.toUpperCase()} ${topic}: `;
  return `${head}${asciiText(alert.fact, maximumSubjectLength - head.length)}`;
}

function headline(alert: Alert): string {
  const { severity, environment, fact } = alert;
  const where = `${namedInText(alertTopic(alert))} in ${namedInText(environment)}`;
  return wrapText(`${severity.toUpperCase()}, ${where}: ${plainText(fact)}.`);
}

function incidentSection(alert: Alert): string {
  const sentences = incidentsOf(alert).map((news) => incidentSentence(news));
  if (sentences.length === 0) return '';
  return ['SINCE WHEN', ...sentences.map((sentence) => wrapText(sentence))].join('\n');
}

function findingsSection(alert: Alert): string {
  const { findings, findingsLeftOut = 0 } = alert;
  const isMixed = hasMixedFindings(alert);
  if (findings.length === 0) return '';
  const shown = findings.slice(0, shownFindings);
  const more = findings.length - shown.length + findingsLeftOut;
  return [
    'WHAT WAS FOUND',
    ...shown.map((finding) => wrapText(findingText(finding, isMixed), '- ')),
    ...(more > 0 ? [`- and ${formatCount(more)} more, not shown here`] : []),
  ].join('\n');
}

function findingText({ column, severity, sentence }: Finding, isMixed: boolean): string {
  const text = `${plainText(sentence, 400).replace(/\.$/, '')}.`;
  const mark = isMixed && severity === 'critical' ? ' (critical)' : '';
  return column === undefined ? text : `${namedInText(column)}${mark}: ${text}`;
}

function confidenceSection({ confidence }: Alert): string {
  return confidence === undefined ? '' : `HOW SURE\n${wrapText(plainText(confidence))}`;
}

function nextStepsSection({ nextSteps }: Alert): string {
  if (nextSteps.length === 0) return '';
  const steps = nextSteps.slice(0, shownSteps);
  const lines = steps.map((step, index) => wrapText(plainText(step), `${index + 1}. `));
  return ['WHAT TO DO', ...lines].join('\n');
}

function placesSection({ places, environment }: Alert): string {
  const shown = places.slice(0, shownPlaces);
  const [first] = shown;
  if (!first) return '';
  const command = printCommand(first);
  return [
    'WHERE TO LOOK',
    ...shown.map((place) => placeText(place, environment)),
    ...(command === undefined ? [] : [`${commandPurpose(first)}:\n  ${command}`]),
  ].join('\n');
}

function commandPurpose({ label, key }: Place): string {
  const name = plainText(label, 40);
  return key.endsWith('.html')
    ? `To fetch the ${name}, and then open it in a browser`
    : `To print the ${name}`;
}

function placeText(place: Place, environment: string): string {
  const link = consoleLink(place, environment);
  const lines = [shownUri(place), ...(link === undefined ? [] : [link])];
  return [`The ${plainText(place.label, 40)}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function footer({ id, kind, batch, createdAt }: Alert): string {
  const received = batch === undefined ? '' : ` The batch arrived at ${formatInstant(batch.receivedAt)}.`;
  return [
    wrapText(`Runbook: docs/runbook.md, section "${kind}".`),
    wrapText(`Alert ${plainText(id, 200)}, ${formatInstant(createdAt)}.${received}`),
  ].join('\n');
}
