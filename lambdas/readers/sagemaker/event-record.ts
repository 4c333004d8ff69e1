import type { EventFormat } from '../batch-reader.ts';
import { isObject, type JsonObject, type JsonValue, parseJson } from '../jsonl/find-value.ts';

/** What SageMaker writes a line of: a request and its answer, or what turned out to be true. */
export const eventBodies = { capture: 'captureData', truth: 'groundTruthData' } as const;

/** What the first bytes of a file say: which kind of events it holds, if any. */
export function eventFormat(head: Buffer): EventFormat | undefined {
  const text = head.toString('latin1');
  if (!/^(?:ï»¿)?\s*\{\s*"(?:captureData|groundTruthData|eventMetadata|eventVersion)"\s*:/.test(text))
    return undefined;
  if (text.includes(`"${eventBodies.capture}"`)) return 'data-capture';
  return text.includes(`"${eventBodies.truth}"`) ? 'ground-truth' : undefined;
}

/** A line of a file of events. */
export interface EventRecord {
  readonly body: JsonObject;
  readonly eventId: string;
  /** What the caller named the request, where they did: labels are matched by it then. */
  readonly inferenceId: string | undefined;
  /** As it is written; empty where there is none. */
  readonly inferenceTime: string;
}

/** Why a record is none, for people: `it has no eventMetadata.eventId`. */
export interface BadRecord {
  readonly reason: string;
}

/** @param key  of the body: one of {@link eventBodies} */
export function readRecord(line: string, key: string): EventRecord | BadRecord {
  const record = parseJson(line);
  if (!isObject(record)) return { reason: 'it is not exactly one JSON object' };
  const { [key]: body, eventMetadata } = record;
  if (!isObject(body)) return { reason: `it has no ${key}` };
  const metadata = isObject(eventMetadata) ? eventMetadata : {};
  const { eventId: id, inferenceId, inferenceTime } = metadata;
  const eventId = textOf(id);
  if (eventId === undefined) return { reason: 'it has no eventMetadata.eventId' };
  return {
    body,
    eventId,
    inferenceId: textOf(inferenceId),
    inferenceTime: textOf(inferenceTime) ?? '',
  };
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The name that labels are matched by. Of several rows in one record each has its place behind it: `id:1`, `id:2`. */
export function rowId({ inferenceId, eventId }: EventRecord, row: number, rows: number): string {
  const id = inferenceId ?? eventId;
  return rows === 1 ? id : `${id}:${row + 1}`;
}
