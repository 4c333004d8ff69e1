import type { CaptureRows } from './read-capture.ts';

/** A column as the contract of a model has it. */
export interface NamedColumn {
  readonly name: string;
  readonly role: string;
}

/** What a captured record becomes: columns of what SageMaker knows of the request, then of what went in and came out. */
export interface CaptureLayout {
  /** What each of the first columns holds. */
  readonly metadata: readonly { readonly name: string; readonly value: MetadataValue }[];
  /** Columns of values without names, in their order. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Columns that payloads name. */
  readonly named: readonly string[];
}

export type MetadataValue = 'eventId' | 'inferenceId' | 'inferenceTime' | 'id';

/** What SageMaker calls what it knows of a request. */
const metadataNames = ['eventId', 'inferenceTime', 'inferenceId'] as const;

/** Columns that a model gives back. A label is known later, and is in no capture. */
const outputRoles = new Set(['prediction', 'confidence']);

/**
 * Finds out what the columns of captured records are, by the first of them. Without a contract they get names: those of JSON payloads,
 * `input_1`, `output_1` for values without. With one, values without names are its columns in their order, inputs and then outputs
 * (those with the role of a prediction or a confidence, if there are such); its id is what labels are matched by, its timestamp the time of
 * the inference, unless a payload names them.
 */
export function captureLayout(
  sample: readonly CaptureRows[],
  columns: readonly NamedColumn[] = [],
): CaptureLayout {
  const named = namesIn(sample);
  if (columns.length === 0) {
    return {
      metadata: metadataOf(sample).map((name) => ({ name, value: name })),
      inputs: numbered('input', countOf(sample, 'input')),
      outputs: numbered('output', countOf(sample, 'output')),
      named,
    };
  }
  const metadata = columns.flatMap((column) => {
    const value = named.includes(column.name) ? undefined : metadataValue(column);
    return value === undefined ? [] : [{ name: column.name, value }];
  });
  const counts = { input: countOf(sample, 'input'), output: countOf(sample, 'output') };
  const all = columns.filter(({ role }) => role !== 'label');
  const known = new Set(metadata.map(({ name }) => name));
  const own = all.filter(({ name }) => !known.has(name));
  const orders = [
    // Of a side that JSON names in some records and CSV lists in others.
    { metadata, ...inOrder(own, counts) },
    // Of a side beside one that JSON names.
    {
      metadata,
      ...inOrder(
        own.filter(({ name }) => !named.includes(name)),
        counts,
      ),
    },
    // A payload that has the contract's id and time itself has as many values more.
    { metadata: [], ...inOrder(all, counts) },
  ];
  const order = orders.find((one) => fits(one, counts)) ?? orders[0]!;
  const listed = new Set([...order.inputs, ...order.outputs]);
  return { ...order, named: named.filter((name) => !listed.has(name)) };
}

interface Counts {
  readonly input: number;
  readonly output: number;
}

function inOrder(
  columns: readonly NamedColumn[],
  { input, output }: Counts,
): Pick<CaptureLayout, 'inputs' | 'outputs'> {
  const names = (some: readonly NamedColumn[]) => some.map(({ name }) => name);
  const outputs = columns.filter(({ role }) => outputRoles.has(role));
  // Where JSON names one side, all that is left is the other.
  if (input === 0)
    return { inputs: [], outputs: output === 0 ? [] : names(outputs.length > 0 ? outputs : columns) };
  if (outputs.length > 0)
    return { inputs: names(columns.filter((column) => !outputs.includes(column))), outputs: names(outputs) };
  if (output === 0) return { inputs: names(columns), outputs: [] };
  return { inputs: names(columns.slice(0, input)), outputs: names(columns.slice(input)) };
}

function fits(
  { inputs, outputs }: Pick<CaptureLayout, 'inputs' | 'outputs'>,
  { input, output }: Counts,
): boolean {
  return inputs.length === input && (output === 0 || outputs.length === output);
}

function metadataValue({ name, role }: NamedColumn): MetadataValue | undefined {
  const own = metadataNames.find((one) => one === name);
  if (own) return own;
  if (role === 'id') return 'id';
  return role === 'timestamp' ? 'inferenceTime' : undefined;
}

/** Only some callers name their requests. */
function metadataOf(sample: readonly CaptureRows[]): readonly (typeof metadataNames)[number][] {
  const hasId = sample.some(({ record }) => record.inferenceId !== undefined);
  return metadataNames.filter((name) => name !== 'inferenceId' || hasId);
}

function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}_${index + 1}`);
}

function namesIn(sample: readonly CaptureRows[]): readonly string[] {
  const names = new Set<string>();
  for (const { input, output } of sample) {
    for (const row of [...input, ...output])
      if (row.type === 'named') for (const name of row.values.keys()) names.add(name);
  }
  names.delete('');
  return [...names];
}

/** How many values without names most rows of a side have; none where there are no such rows. */
function countOf(sample: readonly CaptureRows[], side: 'input' | 'output'): number {
  const times = new Map<number, number>();
  for (const { [side]: rows } of sample) {
    for (const row of rows) {
      if (row.type === 'listed') times.set(row.count, (times.get(row.count) ?? 0) + 1);
    }
  }
  return [...times].reduce((most, next) => (next[1] > most[1] ? next : most), [0, 0])[0];
}
