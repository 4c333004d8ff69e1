import type { AlertKind } from '../../../alert-kinds.ts';
import { asciiText } from '../../text/clean-text.ts';
import { type Alert, audienceSeverity, incidentsOf, kindOfCondition } from '../alert-schema.ts';
import { renderChatCard } from './render-chat-card.ts';
import { renderEmail } from './render-email.ts';
import { type MachineLimits, renderMachineJson } from './render-machine-json.ts';

/** SNS takes 256 KiB, attributes included; the rest is for what the protocol puts around them. */
const maximumMessageBytes = 240 * 1024;

/** One body for each protocol, as `MessageStructure: 'json'` wants them. */
type AlertsBodies = Readonly<Record<'default' | 'email' | 'sms' | 'sqs' | 'https' | 'lambda', string>>;
type ChatBodies = Readonly<Record<'default' | 'https', string>>;

/** What subscriptions filter by. */
interface AlertAttributes extends Readonly<Record<'severity' | 'kind' | 'model' | 'environment', string>> {
  /** All that the alert has news of, so that who asked for one kind hears of it in any message, and of its end. */
  readonly kinds: readonly AlertKind[];
  readonly [name: string]: string | readonly string[];
}

/** A message ready to be published; what the pipeline's port calls a message. */
export interface AlertMessage<Bodies> {
  readonly subject: string;
  readonly bodies: Bodies;
  readonly attributes: AlertAttributes;
}

export interface AlertMessages {
  readonly alerts: AlertMessage<AlertsBodies>;
  readonly chat: AlertMessage<ChatBodies>;
}

/** What is left out, step by step, of an alert that is too large to send. */
const ladder: readonly MachineLimits[] = [
  { findings: 50, places: 6, models: 100, text: 600 },
  { findings: 20, places: 6, models: 20, text: 400 },
  { findings: 5, places: 4, models: 3, text: 300 },
];
const least: MachineLimits = { findings: 0, places: 1, models: 0, text: 100 };

/** The two messages of an alert: for people and machines by email and queue, and for chat. Always small enough to send. */
export function composeMessages(alert: Alert): AlertMessages {
  const { subject, body } = renderEmail(alert);
  const attributes = attributesOf(alert);
  const card = JSON.stringify(renderChatCard(alert));
  const atLimits = (limits: MachineLimits): AlertMessage<AlertsBodies> => {
    const machine = renderMachineJson(alert, limits);
    const bodies = {
      default: machine,
      email: body,
      sms: subject,
      sqs: machine,
      https: machine,
      lambda: machine,
    };
    return { subject, bodies, attributes };
  };
  const fitting = ladder.map(atLimits).find((message) => messageBytes(message) <= maximumMessageBytes);
  return {
    alerts: fitting ?? atLimits(least),
    chat: { subject, bodies: { default: card, https: card }, attributes },
  };
}

/** What a message weighs when it is published: bodies and attributes as JSON, in bytes of UTF-8. */
export function messageBytes({ bodies, attributes }: AlertMessage<Readonly<Record<string, string>>>): number {
  const text = `${JSON.stringify(bodies)}${JSON.stringify(attributes)}`;
  return new TextEncoder().encode(text).length;
}

function kindsOf(alert: Alert): readonly AlertKind[] {
  const incidents = incidentsOf(alert).map(({ condition }) => kindOfCondition[condition]);
  return [
    ...new Set<AlertKind>([
      alert.kind,
      ...incidents,
      ...(alert.lateness ? ['no-batch' as const] : []),
      ...(alert.loss ? ['performance-loss' as const] : []),
    ]),
  ];
}

function attributesOf(alert: Alert): AlertAttributes {
  const { kind, model, environment } = alert;
  return {
    severity: audienceSeverity(alert),
    kind,
    kinds: kindsOf(alert),
    model: asciiText(model, 100) || 'unknown',
    environment: asciiText(environment, 100) || 'unknown',
  };
}
