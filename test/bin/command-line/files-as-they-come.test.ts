import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeNote } from '../../../bin/command-line/describe-note.ts';
import { describeResult } from '../../../bin/command-line/describe-result.ts';
import { InputError } from '../../../bin/command-line/usage.ts';
import type { Contract } from '../../../lambdas/core/contract/contract.ts';
import { parseContract } from '../../../lambdas/core/contract/parse-contract.ts';
import { checkFile, inferFile } from '../../support/check-file.ts';

const inputs = join(import.meta.dirname, 'inputs');

function resultOf(
  batch: string,
  { reference, contract }: { readonly reference?: string; readonly contract?: string },
  write: (text: string) => unknown = () => undefined,
) {
  const pathOf = (name: string | undefined) => (name === undefined ? undefined : join(inputs, name));
  return checkFile({
    batch: join(inputs, batch),
    reference: pathOf(reference),
    contract: pathOf(contract),
    write,
  });
}

async function checked(batch: string, reference: string) {
  const written: string[] = [];
  const { validation, drift } = await resultOf(batch, { reference }, (text) => written.push(text));
  const features = drift.features
    .filter(({ verdict }) => verdict.status === 'drifted')
    .map(({ name }) => name);
  const { status, rows, reasons } = validation;
  const names = drift.features.map(({ name }) => name);
  const { notes } = await inferFile(join(inputs, reference));
  const lines = notes.map((note) => `note: ${describeNote(note)}\n`);
  return {
    ...{ status, quarantined: rows.quarantined, reasons, drift, drifted: features, names },
    notes: lines,
    told: written,
  };
}

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'plumbline-')), name);
  await writeFile(path, content);
  return path;
}

async function notesOf(name: string, content: string | Uint8Array): Promise<readonly string[]> {
  const { notes } = await inferFile(await written(name, content));
  return notes.map(describeNote);
}

const accepted = { status: 'accepted', quarantined: 0, reasons: [] };

test.each([
  ['list-of-texts.parquet', ['a'], 'x: is left out: 400 of 400 cells are lists, objects or bytes'],
  ['ragged-list.parquet', ['a'], 'x: is left out: its lists of numbers have 1 to 5 of them'],
  ['tags.jsonl', ['a'], 'tags: is left out: 400 of 400 cells are lists, objects or bytes'],
  ['vector-with-nulls.parquet', ['a', 'x', 'x[0]', 'x[1]', 'x: norm'], undefined],
])('the draft of %s accepts the file itself, and says what it leaves out', async (name, features, note) => {
  // A column that no kind holds was drafted as text, and lists as never missing:
  // the reference broke the contract that was made of it, row by row.
  const { names, drifted, notes, told, ...validation } = await checked(name, name);

  expect(validation).toMatchObject(accepted);
  expect(names.toSorted()).toEqual(features.toSorted());
  expect(drifted).toEqual([]);
  expect(notes.join('')).toContain(note ?? '');
  expect(notes).toHaveLength(note === undefined ? 0 : 1);
  expect(told).toEqual(notes);
});

test('one question mark leaves a column of numbers one', async () => {
  // One cell that was no number made a text of the column, and prices that fell by half were not seen.
  const result = await checked('batch-fallen.csv', 'one-question-mark-reference.csv');

  expect(result).toMatchObject({ ...accepted, drifted: ['price'], drift: { severity: 'critical' } });
  expect(result.notes).toEqual(['note: price: 1 of 1,500 cells is no number: `?`, taken for missing\n']);
});

test('infinities among numbers are missing, in the reference and in batches', async () => {
  const result = await checked('infinity.parquet', 'infinity.parquet');

  expect(result).toMatchObject({ ...accepted, drifted: [], names: ['a'] });
  expect(result.notes.join('')).toMatch(/a: 1 of 60 cells is no number: `-Infinity`, taken for missing/);
});

test('numbers behind blanks are numbers, with a word about it', async () => {
  // A blank behind each comma made a text of the column, and prices that fell by half were not seen.
  const result = await checked('space-after-comma-batch.csv', 'space-after-comma-reference.csv');

  expect(result).toMatchObject({ ...accepted, drifted: ['price'] });
  expect(result.notes[0]).toMatch(/numbers have blanks around them, which are left out of all cells/);
});

test.each([
  ['fresh-batch.parquet', 'sampled-reference.parquet', '__index_level_0__'],
  ['filtered-batch.parquet', 'sampled-reference.parquet', '__index_level_0__'],
  ['unnamed-batch.csv', 'unnamed-reference.csv', 'Unnamed: 0'],
])('the index of pandas is no feature of %s, and may be absent', async (batch, reference, index) => {
  // It was a feature that drifts whenever rows are chosen, and its absence rejected the batch.
  const result = await checked(batch, reference);

  expect(result).toMatchObject({ ...accepted, drifted: [], names: ['a'] });
  expect(result.notes.join('')).toContain(`${index}: is the index that pandas wrote`);
});

test('a column of doubles stays numeric though all of the reference are whole', async () => {
  // It was drafted as integers, and fractions rejected the batch.
  const result = await checked('fractions-batch.parquet', 'whole-doubles-reference.parquet');

  expect(result).toMatchObject(accepted);
  const [tax] = result.drift.features;
  // That is told by itself; one value in fourteen beyond all of the reference's is, too.
  expect(tax?.verdict.reason).toMatch(/^values above 311, the reference's largest, rose from 0 % to 7\.2 % /);
  expect(tax?.representation?.flatMap(({ verdict }) => verdict?.reason ?? [])).toContainEqual(
    expect.stringContaining('values were whole numbers, now 25 % have decimals'),
  );
});

test.each([
  ['february-times-batch.csv', 'january-times-reference.csv', ['epoch', 'day']],
  ['february-batch.csv', 'january-reference.csv', ['epoch', 'day', 'month']],
])(
  'times and periods in another dress are no features of %s but for their hours and weekdays',
  async (batch, reference, times) => {
    // They drift by nature, and the one month of the reference was a closed list.
    const result = await checked(batch, reference);

    expect(result).toMatchObject({ ...accepted, drifted: [] });
    expect([...result.names].sort()).toEqual(['a', 'day: weekday', 'epoch: hour', 'epoch: weekday']);
    // All notes on the draft stood above each check.
    expect(result.told).toEqual([
      expect.stringMatching(
        /^note: without --contract one was drafted, with [23] notes to read: plumbline infer /,
      ),
    ]);
    for (const [index, name] of times.entries())
      expect(result.notes[index]).toMatch(new RegExp(`^note: ${name}: looks like .*role timestamp`));
  },
);

test.each([
  ['no column of them', (_: number, right: number) => [right].slice(1)],
  ['some of them', (row: number, right: number) => [row % 10 === 0 ? right : '']],
])('a draft of rows with labels accepts a batch with %s, and judges the model', async (_, labelOf) => {
  // The column was required: a batch whose labels come later was rejected. What is missing of it is no drift, either.
  const table = (rows: number, labels: (row: number, right: number) => readonly (number | string)[]) => {
    const header = ['id', 'x', 'y_pred_proba', 'y_pred', ...(labels(0, 0).length > 0 ? ['clf_target'] : [])];
    const lines = Array.from({ length: rows }, (_, row) => {
      const score = ((row * 7919) % 1000) / 1000;
      const isRight = (row * 104_729) % 100 < 90;
      const said = score < 0.5 ? 0 : 1;
      return [row, (row * 31) % 97, score, said, ...labels(row, isRight ? said : 1 - said)].join();
    });
    return [header.join(), ...lines, ''].join('\n');
  };
  const { validation, drift, performance } = await checkFile({
    batch: await written('batch.csv', table(3000, labelOf)),
    reference: await written(
      'reference.csv',
      table(6000, (_, right) => [right]),
    ),
    contract: undefined,
    write: () => undefined,
  });

  expect(validation).toMatchObject({ status: 'accepted', reasons: [] });
  expect(drift).toMatchObject({ status: 'stable', reason: expect.not.stringContaining('clf_target') });
  expect(performance).toMatchObject({ task: 'binary', baseline: { value: expect.closeTo(0.9, 1) } });
});

test.each([['single-quotes.csv', /None of the \d+ rows can be read: more or fewer cells.*row 1/]])(
  'nothing is drafted from %s, of which nothing can be read',
  async (name, why) => {
    // Three categorical columns were drafted from no row at all, without a word.
    const refusal = inferFile(join(inputs, name));

    await expect(refusal).rejects.toThrow(InputError);
    await expect(refusal).rejects.toThrow(why);
  },
);

test.each([
  ['timestamps.csv', 'timestamps.contract.json'],
  ['hour-only-offset.csv', 'timestamps-beside-numbers.contract.json'],
  ['python-nan.jsonl', 'python-nan.contract.json'],
  ['skippable-frame-first.csv.zst', 'notes.contract.json'],
])('every row of %s is read, as its writer means it', async (batch, contract) => {
  // Times of PostgreSQL and others, NaN of Python and the first frame of pzstd cost all rows, or the file.
  const { validation } = await resultOf(batch, { contract });

  expect(validation).toMatchObject({ status: 'accepted', reasons: [], rows: { quarantined: 0 } });
});

test('quotes behind backslashes are read, and told', async () => {
  // As Spark writes them: 300 rows were malformed, and neither result nor alert said why.
  const { validation, batch } = await resultOf('all-rows-malformed.csv', {
    contract: 'all-rows-malformed.contract.json',
  });

  expect(validation).toMatchObject({ status: 'accepted', rows: { read: 300, quarantined: 0 } });
  expect(batch.notes).toEqual(['quotes within cells are escaped by backslashes, not doubled']);
});

test('a contract that says how quotes are written is believed', async () => {
  const contract = join(await mkdtemp(join(tmpdir(), 'plumbline-')), 'contract.json');
  const columns = [{ name: 'txt', kind: 'text', nullable: true }];
  await writeFile(contract, JSON.stringify({ schemaVersion: 1, columns, csv: { escape: '"' } }));
  const { validation } = await checkFile({ batch: join(inputs, 'all-rows-malformed.csv'), contract });

  expect(validation.violations).toMatchObject([
    { code: 'malformed-row', count: 300, expected: expect.stringContaining('not behind a backslash') },
  ]);
});

test.each([
  ['infinity.parquet', ['Infinity', '-Infinity']],
  ['1e400.jsonl', ['Infinity']],
])('infinities of %s are found as such', async (batch, found) => {
  // JSON has none: they showed as null.
  const { validation } = await resultOf(batch, { contract: 'infinity.contract.json' });

  const [violation] = validation.violations;
  expect(violation).toMatchObject({ code: 'not-finite', examples: found.map((one) => ({ found: one })) });
});

test.each([
  ['dotted-header.csv', 'alike-names.contract.json', 'the file has no such column'],
  [
    'no-header-batch.csv',
    'alike-names.contract.json',
    'all names in the file are numbers; has it a header line?',
  ],
])('a name that %s lacks comes with what may be meant', async (batch, contract, hint) => {
  // Names that look alike showed as "no such column: Größe, the file's columns: Größe"; CSV has no groups of columns.
  const { validation } = await resultOf(batch, { contract });

  expect(validation.reasons[0]?.code).toBe('missing-column');
  expect(validation.reasons[0]?.message).toContain(hint);
  expect(validation.reasons.map(({ message }) => message).join()).not.toContain('group of columns');
});

test('names that differ in what nobody sees are the same', async () => {
  // A batch that was written on another system was rejected: "no such column: Größe, the file's columns: Größe".
  const { validation, batch } = await resultOf('decomposed-header.csv', {
    contract: 'alike-names.contract.json',
  });

  expect(validation.reasons.map(({ column }) => column)).not.toContain('Größe');
  expect(batch.notes).toContain(
    'column "Größe" is written with other characters in the file, which look the same',
  );
});

test.each<readonly [string, (date: Date) => string, object, RegExp]>([
  ['time', (date) => String(date.getTime() / 1000), { unit: 's' }, /seconds since 1970/],
  ['ts', (date) => `${date.getTime() / 1000}.25`, { unit: 's' }, /seconds since 1970/],
  ['created_at', (date) => String(date.getTime()), { unit: 'ms' }, /milliseconds since 1970/],
  [
    'x',
    (date) => iso(date).slice(0, 10).replaceAll('-', ''),
    { format: '%Y%m%d' },
    /days written as numbers/,
  ],
  ['month', (date) => iso(date).slice(0, 7).replace('-', ''), { format: '%Y%m' }, /times written as %Y%m/],
  ['x', (date) => `${iso(date).slice(5, 10).replace('-', '/')}/2024`, { format: '%m/%d/%Y' }, /%m\/%d\/%Y/],
  [
    'x',
    (date) => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.2024 12:30`,
    { format: '%d.%m.%Y %H:%M' },
    /%d\.%m/,
  ],
  ['x', (date) => date.toUTCString(), { format: '%a, %d %b %Y %H:%M:%S %z' }, /%a, %d/],
])('times in column %s are drafted as they are written', async (name, write, expected, note) => {
  // They were numbers and texts that drift by nature, for ever.
  const days = Array.from({ length: 200 }, (_, day) => write(new Date(Date.UTC(2024, 0, 1 + day))));
  const path = await written(
    'times.csv',
    `${name},v\n${days.map((day, at) => `"${day}",${at % 7}\n`).join('')}`,
  );
  const { contract, notes } = await inferFile(path);
  const { validation, drift } = await checkFile({ batch: path, reference: path });

  expect(parsedContract(contract).columns[0]).toMatchObject({
    kind: 'timestamp',
    role: 'timestamp',
    ...expected,
  });
  expect(notes[0]?.sentence).toMatch(note);
  expect(validation).toMatchObject(accepted200);
  const asTheyAre = drift.features.filter(({ derivedFrom }) => derivedFrom === undefined);
  expect(asTheyAre.map((feature) => feature.name)).toEqual(['v']);
  for (const { name: derived, verdict } of drift.features.filter((feature) => !asTheyAre.includes(feature))) {
    expect([`${name}: hour`, `${name}: weekday`]).toContain(derived);
    expect(verdict.status).not.toBe('drifted');
  }
});

test('of dates whose day and month can be told neither way the draft asks', async () => {
  const notes = await notesOf('dates.csv', `x,v\n${'01/02/2024,5\n03/04/2024,6\n'.repeat(20)}`);

  expect(notes[0]).toMatch(/x: looks like dates, the day or the month first/);
});

const accepted200 = { status: 'accepted', rows: { read: 200, quarantined: 0 } };

function iso(date: Date): string {
  return date.toISOString();
}

test('a draft of a file without a header asks about it', async () => {
  // Its first row became the names of columns without a word.
  const { notes } = await inferFile(join(inputs, 'no-header.csv'));

  expect(notes[0]).toEqual({ sentence: 'all names of columns are numbers: has the file a header line?' });
});

test.each([
  ['0,62.5,a\n1,7.25,b\n2,3.5,a\n', true],
  ['red,left\nred,right\nblue,left\n', true],
  ['country,2019,2020\nDE,1,2\nFR,3,4\n', false],
  ['0,1\n5,7\n9,8\n', false],
  ['colour,side\nred,right\nblue,left\n', false],
])('names that look like a row are asked about: %j', async (text, isAsked) => {
  // Only names that were numbers all were; a row with a text in it passed for a header.
  const notes = await notesOf('table.csv', text);

  expect(notes.some((note) => note.endsWith('has the file a header line?'))).toBe(isAsked);
});

test('whole numbers with zeros before them are codes', async () => {
  // Postcodes were integers, and compared as amounts.
  const notes = await notesOf('codes.csv', `zip,x\n${'01234,5\n98765,6\n'.repeat(30)}`);

  expect(notes).toEqual([
    'zip: is categorical, though its cells are numbers: some begin with a zero, as codes do',
  ]);
});

test('bytes that are no UTF-8 are named as such', async () => {
  // They were "lists, objects or bytes", of which CSV has but one.
  const bytes = Buffer.from(`c,x\n${'é,5\n'.repeat(30)}`, 'latin1');

  expect((await notesOf('latin1.csv', bytes))[0]).toBe(
    'c: is left out: 30 of 30 cells are bytes that are no UTF-8: save the file as UTF-8',
  );
});

test('an ORC file is named as one', async () => {
  // It became a contract with the column "ORC".
  const refusal = inferFile(join(inputs, 'table.orc'));

  await expect(refusal).rejects.toThrow(
    /The file is ORC, not CSV, JSON Lines or Parquet: save it as Parquet/,
  );
});

test('what is worth knowing of a batch is printed', async () => {
  // The delimiter that was found and columns that nobody named stood in the JSON alone.
  const result = await resultOf('notes.csv', { contract: 'notes.contract.json' });

  expect(describeResult(result)).toContain('\n  note: cells are separated by semicolons, not commas\n');
  expect(describeResult(result)).toContain('\n  note: columns that the contract does not name: "surprise"\n');
});

test('a column that need not be there is told as absent', async () => {
  // A batch without it was accepted without a word. And no feature is told as left out where there is no reference.
  const { batch } = await resultOf('absent-column.csv', { contract: 'absent-column.contract.json' });

  expect(batch.notes).toEqual(['columns that the contract names and the file does not have: "d"']);
});

test('a column that need not be there is left out of the test of all columns together', async () => {
  // Its absence was told as "the columns changed together in a way that no single column and no correlation shows", critical.
  const { drift } = await resultOf('absent-column.csv', {
    contract: 'absent-column.contract.json',
    reference: 'absent-column-reference.csv',
  });

  expect(drift).toMatchObject({ status: 'stable', multivariate: { verdict: { status: 'stable' } } });
  expect(drift.multivariate?.columns).not.toContain('d');
});

test('nothing is told of derived features where there is no reference', async () => {
  // "There are more than 1024 derived features before it" stood beside every text that was held against a contract alone.
  const { batch } = await resultOf('all-rows-malformed.csv', {
    contract: 'all-rows-malformed.contract.json',
  });

  expect(batch.notes?.join()).not.toMatch(/derived/);
});

const dialects: readonly (readonly [string, string, object, string?])[] = [
  ['quotes behind backslashes', 'id,t,x\n#,"a \\"b\\", c",#.5\n', { escape: '\\' }],
  ['MySQL, delimiters behind backslashes', 'id,t,x\n#,a\\,b,#.5\n', { escape: '\\' }],
  ['a decimal comma', 'id;t;x\n#;a;#,5\n', { decimal: ',' }],
  ['a decimal comma, points between thousands', 'id;t;x\n#;a;1.2#,5\n', { decimal: ',', thousands: '.' }],
  ['commas between thousands', 'id,t,x\n#,a,"1,2#.5"\n', { thousands: ',' }],
  ['blanks between thousands', 'id;t;x\n#;a;1\u202f2#,5\n', { decimal: ',', thousands: ' ' }],
  ['blanks around cells', 'id, t, x\n#, "a, b",  #.5 \n', { trim: true }],
  ['the delimiter of Hive', 'id\u0001t\u0001x\n#\u0001a\u0001#.5\n', { delimiter: '\u0001' }],
  ['carets', 'id^t^x\n#^a^#.5\n', { delimiter: '^' }],
  ['comments', '# made, by hand\n# a\nid,t,x\n#,a,#.5\n', { comment: '#' }],
  ['a comment behind rows', 'id,t,x\n#,a,#.5\n', { comment: '#' }, '# 40 rows\n'],
  ['a title', 'Orders\n\nid,t,x\n#,a,#.5\n', {}],
  ['an index without a name', ',t,x\n#,a,#.5\n', {}],
  ['delimiters at the end of rows', 'id,t,x\n#,a,#.5,\n', {}],
];

test.each(dialects)(
  'a file with %s is drafted as it is written, and checked so',
  async (_, text, csv, end = '') => {
    const [row = ''] = text.match(/[^\n]*#[^\n]*5[^\n]*\n$/) ?? [];
    const rows = Array.from({ length: 40 }, (_, index) => row.replaceAll('#', String(10 + (index % 37))));
    const path = join(await mkdtemp(join(tmpdir(), 'plumbline-')), 'table.csv');
    await writeFile(path, text.slice(0, -row.length) + rows.join('') + end);

    const { contract } = await inferFile(path);
    const { validation, drift } = await checkFile({ batch: path, reference: path });

    const { columns, csv: written = {} } = parsedContract(contract);
    expect(written).toEqual(csv);
    expect(columns.find(({ name }) => name === 'x')?.kind).toBe('numeric');
    expect(validation).toMatchObject({ status: 'accepted', rows: { read: 40, quarantined: 0 } });
    expect(drift.features.filter(({ verdict }) => verdict.status === 'drifted')).toEqual([]);
  },
);

function parsedContract(text: string): Contract {
  const parsed = parseContract(text);
  if (!parsed.ok) throw new Error('the draft is no contract');
  return parsed.contract;
}
