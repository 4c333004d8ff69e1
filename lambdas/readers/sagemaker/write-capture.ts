import type { CaptureLayout, MetadataValue } from './capture-layout.ts';
import { csvCell } from './csv-cells.ts';
import { type BadRecord, type EventRecord, rowId } from './event-record.ts';
import type { PayloadRow } from './payload.ts';
import type { CaptureRows } from './read-capture.ts';

type ListedRow = Extract<PayloadRow, { readonly type: 'listed' }>;

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
    const before = input && inputs.length > 0 ? `${one(input, inputs)},` : nothing.input;
    const behind = output && outputs.length > 0 ? `${one(output, outputs)},` : nothing.output;
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
      else if (row)
        for (const [index, value] of cellsOf(row, names).entries()) put(cells, names[index], value);
    }
    return cells.join(',');
  }

  function put(cells: string[], name: string | undefined, value: string): void {
    const place = name === undefined ? undefined : places.get(name);
    if (place !== undefined) cells[place] = value;
  }
}

/** A list in the place of one column is that column's value. */
function one({ csv, count }: ListedRow, names: readonly string[]): string {
  return names.length === 1 && count > 1 ? csvCell(`[${csv}]`) : csv;
}

function cellsOf(row: ListedRow, names: readonly string[]): readonly string[] {
  if (names.length === 1) return [one(row, names)];
  const { csv, count } = row;
  return (
    csv
      .match(/(?:"(?:[^"]|"")*"|[^,])*(?:,|$)/g)
      ?.slice(0, count)
      .map((cell) => cell.replace(/,$/, '')) ?? []
  );
}

/** Where the contract names no column of a side, or one alone, its values are not counted. */
function countProblem(
  row: PayloadRow | undefined,
  names: readonly string[],
  side: string,
): BadRecord | undefined {
  if (row?.type !== 'listed' || row.count === names.length || names.length < 2) return undefined;
  return { reason: `its ${side} has ${row.count} values, not ${names.length}` };
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
