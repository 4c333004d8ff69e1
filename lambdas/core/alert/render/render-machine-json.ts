import type { Digest, DigestModel, DigestViolation } from '../../digest/digest.ts';
import { type IncidentNews, mostNamedChanges } from '../../incidents/incident-schema.ts';
import { plainText } from '../../text/clean-text.ts';
import { maximumKeyLength } from '../../text/places.ts';
import type { Alert } from '../alert-schema.ts';

/** How much of an alert a message carries. */
export interface MachineLimits {
  readonly findings: number;
  readonly places: number;
  /** Models of a digest. */
  readonly models: number;
  /** Characters of a sentence. */
  readonly text: number;
}

const wholeAlert: MachineLimits = { findings: 50, places: 6, models: 100, text: 600 };

/**
 * An alert for machines (PagerDuty, a function, a queue): the alert itself, still valid by its schema. Sentences are
 * cleaned as for people; keys are exact, for they are to be fetched. ASCII only: everything else is escaped, so that
 * nothing on the way has to understand it.
 */
export function renderMachineJson(alert: Alert, limits: MachineLimits = wholeAlert): string {
  return JSON.stringify(limitAlert(alert, limits)).replace(/[^\x20-\x7e]/g, escapeUnit);
}

function limitAlert(alert: Alert, limits: MachineLimits): Alert {
  const { findings, findingsLeftOut = 0, confidence, batch } = alert;
  const text = (value: string) => plainText(value, limits.text);
  const leftOut = Math.max(0, findings.length - limits.findings) + findingsLeftOut;
  return {
    ...alert,
    id: alert.id.slice(0, 200),
    environment: plainText(alert.environment, 100),
    model: plainText(alert.model, 100),
    fact: text(alert.fact),
    summary: text(alert.summary),
    ...(confidence === undefined ? {} : { confidence: text(confidence) }),
    findings: findings.slice(0, limits.findings).map((finding) => ({
      severity: finding.severity,
      ...(finding.column === undefined ? {} : { column: plainText(finding.column, 300) }),
      sentence: text(finding.sentence),
    })),
    ...(leftOut > 0 ? { findingsLeftOut: leftOut } : {}),
    places: alert.places.slice(0, limits.places).map(({ label, bucket, key }) => ({
      label: plainText(label, 40),
      bucket: bucket.slice(0, 100),
      key: key.slice(0, maximumKeyLength),
    })),
    nextSteps: alert.nextSteps.slice(0, 6).map(text),
    ...(alert.incident === undefined ? {} : { incident: limitNews(alert.incident) }),
    ...(alert.otherIncidents === undefined ? {} : { otherIncidents: alert.otherIncidents.map(limitNews) }),
    ...(alert.digest === undefined ? {} : { digest: limitDigest(alert.digest, limits.models, limits.text) }),
    ...(batch === undefined
      ? {}
      : { batch: { ...batch, id: batch.id.slice(0, 200), key: batch.key.slice(0, maximumKeyLength) } }),
  };
}

function limitNews(news: IncidentNews): IncidentNews {
  const { changes } = news;
  if (changes === undefined) return news;
  const short = changes.slice(0, 3).map((change) => ({
    ...change,
    names: change.names.slice(0, mostNamedChanges).map((name) => plainText(name, 300)),
  }));
  return { ...news, changes: short };
}

/** A digest for machines: names and values cleaned as for people, and no more than so many models. */
function limitDigest(digest: Digest, maximumModels: number, maximumText: number): Digest {
  const models = digest.models.slice(0, maximumModels);
  return {
    ...digest,
    resultsBucket: digest.resultsBucket.slice(0, 100),
    models: models.map((model) => limitModel(model, (value) => plainText(value, maximumText))),
    modelsLeftOut: digest.modelsLeftOut + digest.models.length - models.length,
  };
}

function limitModel(model: DigestModel, text: (value: string) => string): DigestModel {
  return {
    ...model,
    model: plainText(model.model, 100),
    violations: model.violations.map(({ column, example, ...violation }) => ({
      ...violation,
      ...(column === undefined ? {} : { column: plainText(column, 300) }),
      ...(example === undefined ? {} : { example: limitExample(example, text) }),
    })),
    driftedFeatures: model.driftedFeatures.map((feature) => ({
      ...feature,
      name: plainText(feature.name, 300),
    })),
  };
}

type DigestExample = NonNullable<DigestViolation['example']>;

function limitExample(
  { batchId, batchKey, row, found, expected, quarantineKey }: DigestExample,
  text: (value: string) => string,
): DigestExample {
  return {
    batchId: batchId.slice(0, 200),
    batchKey: batchKey.slice(0, maximumKeyLength),
    ...(row === undefined ? {} : { row }),
    ...(found === undefined ? {} : { found: text(found) }),
    ...(expected === undefined ? {} : { expected: text(expected) }),
    ...(quarantineKey === undefined ? {} : { quarantineKey: quarantineKey.slice(0, maximumKeyLength) }),
  };
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
