import { isObject } from '../jsonl/find-value.ts';
import { type BadRecord, type EventRecord, eventBodies, readRecord } from './event-record.ts';
import { type Payload, type PayloadRow, readPayload } from './payload.ts';

/** A captured request: as many rows in as out, unless only one side was captured. */
export interface CaptureRows {
  readonly record: EventRecord;
  readonly input: readonly PayloadRow[];
  readonly output: readonly PayloadRow[];
}

/** Reads a line of a capture file. */
export function readCapture(line: string): CaptureRows | BadRecord {
  const record = readRecord(line, eventBodies.capture);
  if ('reason' in record) return record;
  const { endpointInput, endpointOutput } = record.body;
  if (endpointInput === undefined && endpointOutput === undefined)
    return { reason: 'it has neither endpointInput nor endpointOutput' };
  const input = isObject(endpointInput) ? readPayload(endpointInput, 'input') : [];
  if ('reason' in input) return input;
  const answer = isObject(endpointOutput) ? readPayload(endpointOutput, 'output') : [];
  if ('reason' in answer) return answer;
  const output = inStep(answer, input.length);
  if (input.length + output.length === 0) return { reason: 'it has no row' };
  if (input.length > 0 && output.length > 0 && input.length !== output.length)
    return { reason: `its input has ${input.length} rows, its output ${output.length}` };
  return { record, input, output: output.map((row, index) => withoutNamesOf(input[index], row)) };
}

/** What comes out under a name that went in is `output.<name>`. */
function withoutNamesOf(input: PayloadRow | undefined, output: PayloadRow): PayloadRow {
  if (input?.type !== 'named' || output.type !== 'named') return output;
  if (!output.values.keys().some((name) => input.values.has(name))) return output;
  const values = Array.from(output.values, ([name, value]): [string, string] => [
    input.values.has(name) ? `output.${name}` : name,
    value,
  ]);
  return { type: 'named', values: new Map(values) };
}

/** Some containers answer several rows with one line: as many values a row, one row's behind the other's. */
function inStep(output: Exclude<Payload, { readonly reason: string }>, rows: number): readonly PayloadRow[] {
  const [first] = output;
  if (rows < 2 || output.length !== 1 || first?.type !== 'listed' || first.count % rows !== 0) return output;
  // A value with a comma of its own is in quotes.
  if (first.csv.includes('"')) return output;
  const cells = first.csv.split(',');
  const count = cells.length / rows;
  return Array.from({ length: rows }, (_, row) => ({
    type: 'listed',
    csv: cells.slice(row * count, (row + 1) * count).join(','),
    count,
  }));
}
