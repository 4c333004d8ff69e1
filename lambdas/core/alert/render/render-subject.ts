import { asciiText } from '../../text/clean-text.ts';
import type { Alert } from '../alert-schema.ts';

/** SNS refuses a subject of 100 characters and more. */
const maximumSubjectLength = 99;

/** Of what an alert speaks: its model; an upload that names none is just an upload, and a digest is of all. */
export function alertTopic({ kind, model }: Pick<Alert, 'kind' | 'model'>): string {
  if (kind === 'digest') return 'digest';
  return kind === 'unrecognised-upload' ? 'upload' : model;
}

/** The subject of an email: `[prod] CRITICAL flights: 3 of 12 features drifted`, printable ASCII, under 100 characters. */
export function renderSubject(alert: Alert): string {
  const environment = asciiText(alert.environment, 16);
  const topic = asciiText(alertTopic(alert), 40);
  const head = `[${environment}] ${alert.severity.toUpperCase()} ${topic}: `;
  return `${head}${asciiText(alert.fact, maximumSubjectLength - head.length)}`;
}
