import { isObject } from '../jsonl/find-value.ts';
import type { CaptureLayout, MetadataValue } from './capture-layout.ts';
import { csvCell } from './csv-cells.ts';
import { type BadRecord, type EventRecord, eventBodies, readRecord, rowId } from './event-record.ts';
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

/** Writes a captured request as rows of CSV. */
export type WriteCapture = (rows: CaptureRows) => string | BadRecord;

/** @returns rows with the columns of the layout: metadata, inputs, outputs, those that payloads name */
export function captureWriter({ metadata, inputs, outputs, named }: CaptureLayout): WriteCapture {
  const nothing = { input: ','.repeat(inputs.length), output: ','.repeat(outputs.length) };
  const places = new Map([...inputs, ...outputs, ...named].map((name, place) => [name, place]));

  return ({ record, input, output }) => {
    const rows = Math.max(input.length, output.length);
    let text = '';
    for (let row = 0; row < rows; row++) {
      const problem =
        countProblem(input[row], inputs, 'input') ?? countProblem(output[row], outputs, 'output');
      if (problem) return problem;
      text += metadata.map(({ value }) => `${csvCell(metadataOf(record, value, row, rows))},`).join('');
      text += `${valuesOf(input[row], output[row])}\n`;
    }
    return text;
  };

  function valuesOf(input: PayloadRow | undefined, output: PayloadRow | undefined): string {
    if (input?.type === 'named' || output?.type === 'named') return placed(input, output);
    const before = input ? `${one(input.csv, inputs, input.count)},` : nothing.input;
    const behind = output ? `${one(output.csv, outputs, output.count)},` : nothing.output;
    // Every value has its comma behind it; the last one has none.
    return `${before}${behind}${','.repeat(named.length)}`.slice(0, -1);
  }

  function placed(input: PayloadRow | undefined, output: PayloadRow | undefined): string {
    const cells = new Array<string>(places.size).fill('');
    for (const [row, names] of [
      [input, inputs],
      [output, outputs],
    ] as const) {
      if (row?.type === 'named') for (const [name, value] of row.values) put(cells, name, value);
      else if (row) for (const [index, value] of split(row.csv).entries()) put(cells, names[index], value);
    }
    return cells.join(',');
  }

  function put(cells: string[], name: string | undefined, value: string): void {
    const place = name === undefined ? undefined : places.get(name);
    if (place !== undefined) cells[place] = value;
  }
}

/** A list in the place of one column is that column's value. */
function one(csv: string, names: readonly string[], count: number): string {
  return names.length === 1 && count > 1 ? csvCell(`[${csv}]`) : csv;
}

function split(csv: string): readonly string[] {
  return (
    csv
      .match(/(?:"(?:[^"]|"")*"|[^,])*(?:,|$)/g)
      ?.slice(0, countCells(csv))
      .map((cell) => cell.replace(/,$/, '')) ?? []
  );
}

function countCells(csv: string): number {
  return csv.replace(/"(?:[^"]|"")*"/g, '').split(',').length;
}

function countProblem(
  row: PayloadRow | undefined,
  names: readonly string[],
  side: string,
): BadRecord | undefined {
  if (row?.type !== 'listed' || row.count === names.length || names.length === 1) return undefined;
  const expected = names.length === 0 ? 'names' : `${names.length}`;
  return { reason: `its ${side} has ${row.count} values, not ${expected}` };
}

function metadataOf(record: EventRecord, value: MetadataValue, row: number, rows: number): string {
  switch (value) {
    case 'id':
      return rowId(record, row, rows);
    case 'eventId':
      return rowId({ ...record, inferenceId: undefined }, row, rows);
    case 'inferenceId':
      return record.inferenceId ?? '';
    case 'inferenceTime':
      return record.inferenceTime;
    default:
      return value satisfies never;
  }
}
