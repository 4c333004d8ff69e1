import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { parseContract } from '../../lambdas/core/contract/parse-contract.ts';
import { resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { packedCommand } from '../support/packed-command.ts';

let folder: string;
let command: string;

beforeAll(async () => {
  command = await packedCommand();
  folder = await mkdtemp(join(tmpdir(), 'plumbline-cli-'));
  await Promise.all([
    write('reference.csv', customersCsv({ rows: 4000, seed: 1 })),
    write('clean.csv', customersCsv({ rows: 4000, seed: 2 })),
    write('older.csv', customersCsv({ rows: 4000, seed: 3, older: 2 })),
    write('bad.csv', 'id,age,plan,active\n1,40,free,true\n2,x,free,true\n'),
    write(
      'some-bad.csv',
      customersCsv({ rows: 1000, seed: 4, extraRows: ['x,40,free,true', '9,40,\u001b[31mred,true'] }),
    ),
    write('contract.json', JSON.stringify(customersContract)),
    write('broken.json', '{"schemaVersion": 1, "columns": [{"name": "a", "kind": "float"}]}'),
    write('look-ahead.json', contractOf({ name: 'age', kind: 'text', pattern: '(?=4).+' })),
    write('hostile.json', contractOf({ name: 'email', kind: 'text', pattern: '(a+)+' })),
    write('hostile.csv', `email\n${'aa\n'.repeat(99)}${'a'.repeat(40)}!\n`),
    write('empty.csv', ''),
    write('rounded.csv', temperaturesCsv(String)),
    write(
      'singles.csv',
      temperaturesCsv((value) => String(Math.fround(value))),
    ),
    writeParts(),
  ]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A batch of two parts, a reference of two parts, and a directory without any. */
async function writeParts() {
  await mkdir(join(folder, 'day=1'));
  await mkdir(join(folder, 'nothing'));
  await mkdir(join(folder, 'december'));
  for (const seed of [1, 6]) await write(`december/part-0000${seed}.csv`, customersCsv({ rows: 2000, seed }));
  await write('day=1/part-00000.csv', customersCsv({ rows: 600, seed: 5 }));
  await write('day=1/part-00001.csv', 'id,plan,active,age\n700,free,true,40\n701,free,true,x\n');
}

function contractOf(...columns: object[]): string {
  return JSON.stringify({ schemaVersion: 1, columns });
}

async function write(name: string, text: string) {
  await writeFile(join(folder, name), text);
}

/** 2,000 temperatures of one decimal, as they are written. */
function temperaturesCsv(writeAs: (value: number) => string): string {
  const values = Array.from({ length: 2000 }, (_, row) => ((row * 37) % 301) / 10 + 0.1);
  return `temp\n${values.map((value) => `${writeAs(Number(value.toFixed(1)))}\n`).join('')}`;
}

interface Run {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

interface Running extends Promise<Run> {
  readonly stdin: Writable;
  readonly stdout: Readable;
}

function plumbline(...args: readonly string[]): Running {
  return plumblineIn(folder, ...args);
}

function plumblineIn(cwd: string, ...args: readonly string[]): Running {
  const { promise, resolve } = Promise.withResolvers<Run>();
  const child = execFile(process.execPath, [command, ...args], { cwd }, (error, output, errors) =>
    resolve({ status: typeof error?.code === 'number' ? error.code : 0, output, errors }),
  );
  return Object.assign(promise, { stdin: child.stdin!, stdout: child.stdout! });
}

describe('check', () => {
  // In fewer rows than these a change that matters would be seen, but hardly: that is said in another sentence.
  test('of a clean batch has nothing to report: status 0', async () => {
    await write('many.csv', customersCsv({ rows: 20_000, seed: 2 }));
    await write('of-many.csv', customersCsv({ rows: 20_000, seed: 1 }));
    const contract = ['--contract', 'contract.json'];

    const { status, output } = await plumbline(
      'check',
      'many.csv',
      '--reference',
      'of-many.csv',
      ...contract,
    );

    expect(status).toBe(0);
    expect(output).toBe(
      'many.csv: accepted (20,000 rows, 0 quarantined)\n\n' +
        'drift: stable, none of 3 features drifted: no change is large enough to matter, against 20,000 rows of reference\n',
    );
  });

  test('of a drifted batch says what moved: status 1', async () => {
    const { status, output } = await plumbline('check', 'older.csv', '--reference', 'reference.csv');

    expect(status).toBe(1);
    expect(output).toMatch(
      /drifted warning {2}age: median rose from 39\.9 to 42\.2 \(1\d(\.\d)? % of the rows moved, q < 0\.0001\)/,
    );
  });

  test('of a batch that is written differently says how: status 1', async () => {
    const { status, output } = await plumbline('check', 'singles.csv', '--reference', 'rounded.csv');

    expect(status).toBe(1);
    expect(output).toMatch(
      /drift: drifted \(warning\), none of 1 feature drifted; representation of 1 feature changed/,
    );
    expect(output).toMatch(/drifted warning {2}temp, representation: .* now all are: rounded to 32 bits\?/);
    expect(output).toMatch(
      /temp, representation: nearly all values had at most 1 decimal, now 80(\.\d)? % have more than 2/,
    );
  });

  test('with --json prints a result that its own schema accepts, and nothing else', async () => {
    const { output, errors } = await plumbline(
      'check',
      'older.csv',
      '--reference',
      'reference.csv',
      '--json',
    );

    expect(resultSchema.parse(JSON.parse(output))).toMatchObject({
      model: 'local',
      drift: { status: 'drifted' },
    });
    expect(errors).toBe('');
  });

  test('with --report leaves one page and nothing else', async () => {
    const { status } = await plumbline(
      'check',
      'older.csv',
      '--reference',
      'reference.csv',
      '--report',
      'reports/older.html',
    );

    expect(status).toBe(1);
    expect(await readdir(join(folder, 'reports'))).toEqual(['older.html']);
    expect(await readFile(join(folder, 'reports/older.html'), 'utf8')).toContain('<title>age drifted');
  });

  test('with --out leaves what the functions would write', async () => {
    await plumbline(
      'check',
      'some-bad.csv',
      '--reference',
      'reference.csv',
      '--out',
      'artefacts',
      '--model',
      'customers',
    );

    const files = await readdir(join(folder, 'artefacts'), { recursive: true });
    expect(files.filter((file) => /\.(json|gz|html)$/.test(file)).map((file) => file.split('/')[0])).toEqual(
      expect.arrayContaining([
        'alerts',
        'contracts',
        'history',
        'profiles',
        'quarantine',
        'reports',
        'results',
      ]),
    );
  });

  test.each([
    [
      ['check', 'nowhere.csv', '--reference', 'reference.csv'],
      3,
      /can't open nowhere\.csv: there is no such file or folder\n/,
    ],
    [
      ['check', 'clean.csv', '--reference', 'nowhere.csv'],
      3,
      /can't open nowhere\.csv: there is no such file or folder\n/,
    ],
    [['check', 'clean.csv', '--reference', 'empty.csv'], 3, /the reference empty\.csv can't be used/],
    [
      ['check', 'clean.csv', '--reference', 'reference.csv', '--contract', 'broken.json'],
      3,
      /columns\[0\]\.kind: expected one of/,
    ],
    [
      ['validate', 'clean.csv', '--contract', 'look-ahead.json'],
      3,
      /columns\[0\]\.pattern: expected a regular expression in the syntax of RE2, which has no look-around/,
    ],
    [
      ['check', 'nothing', '--reference', 'reference.csv'],
      3,
      /nothing is a folder without part-… files: name the files in it/,
    ],
    [['check', 'clean.csv'], 2, /--reference REFERENCE is missing/],
    [
      ['check', 'clean.csv', '--refrence', 'reference.csv'],
      2,
      /did you mean --reference\?\nSee plumbline check --help\.\n$/,
    ],
    [['explode'], 2, /no command "explode": .*\nSee plumbline --help\.\n$/],
    [[], 2, /^plumbline checks a batch/],
  ])('%j ends with status %i', async (args, expected, message) => {
    const { status, output, errors } = await plumbline(...args);

    expect(status).toBe(expected);
    expect(output).toBe('');
    expect(errors).toMatch(message);
    expect(errors).not.toMatch(/\n\s+at /);
  });
});

test('a reference may be a directory of parts, whatever it is called', async () => {
  const against = ['--reference', 'december', '--contract', 'contract.json'];

  const { status, output, errors } = await plumbline('check', 'clean.csv', ...against);
  const inferred = await plumbline('infer', 'december/part-00001.csv');

  expect(errors).toBe('');
  expect(status).toBe(0);
  expect(output).toMatch(/against 4,000 rows of reference\n$/);
  expect(parseContract(inferred.output)).toMatchObject({ ok: true });
});

test('a contract that asks for the batches before is told that there are none here', async () => {
  await write('rolling.json', JSON.stringify({ ...customersContract, reference: { rolling: 7 } }));

  const { status, output } = await plumbline(
    ...['check', 'clean.csv', '--reference', 'reference.csv', '--contract', 'rolling.json'],
  );

  expect(status).toBe(0);
  expect(output).toMatch(/\nagainst the batches before it: inconclusive, no accepted batch before it/);
});

describe('validate', () => {
  test.each([
    ['day=1', /^day=1\/: accepted \(602 rows, 1 quarantined\)\n.*row 602: "x"/s],
    ['day=1/part-00000.csv', /^part-00000\.csv\/: accepted \(600 rows, 0 quarantined\)/],
  ])('of %s takes parts as one batch', async (batch, said) => {
    const { output, errors } = await plumbline('validate', batch, '--contract', 'contract.json');

    expect(errors).toBe('');
    expect(output).toMatch(said);
  });

  test('holds a batch against its contract alone', async () => {
    const { status, output } = await plumbline('validate', 'clean.csv', '--contract', 'contract.json');

    expect(status).toBe(0);
    expect(output).toMatch(/drift: not tested, no reference was given/);
  });

  // It never ended: an engine that backtracks tries every way to cut the letters into groups.
  test('sets aside a row whose cell is hostile to the pattern', async () => {
    const { status, output } = await plumbline('validate', 'hostile.csv', '--contract', 'hostile.json');

    expect(status).toBe(0);
    expect(output).toMatch(/pattern-mismatch in email: 1 row/);
  });

  test('of a file that is no table says once what stands where the columns are', async () => {
    await write('gateway.csv', '502 Bad Gateway\n');
    const { output } = await plumbline('validate', 'gateway.csv', '--contract', 'contract.json');

    expect(output.match(/the file's columns: 502 Bad Gateway/g)).toHaveLength(1);
  });

  test('of a batch with too many bad rows: status 1', async () => {
    const { status, output } = await plumbline('validate', 'bad.csv', '--contract', 'contract.json');

    expect(status).toBe(1);
    expect(output).toMatch(/^bad\.csv: rejected \(2 rows, 1 quarantined\)\n {2}rejected-share:/);
  });

  test('shows bad values without their control characters', async () => {
    const { status, output } = await plumbline('validate', 'some-bad.csv', '--contract', 'contract.json');

    expect(status).toBe(0);
    expect(output).toMatch(/unknown-category in plan: 1 row .*as in row 1002: "\[31mred"/);
    expect(output).not.toContain('\u001b');
  });
});

describe('infer', () => {
  test('drafts a contract that parses, and that the reference keeps', async () => {
    const { status, output, errors } = await plumbline('infer', 'reference.csv', '-o', 'drafted.json');

    const parsed = parseContract(await readFile(join(folder, 'drafted.json'), 'utf8'));
    expect({ status, output, parsed: parsed.ok }).toEqual({
      status: 0,
      output: 'wrote drafted.json\n',
      parsed: true,
    });
    expect(errors).toMatch(/^note: /);
    expect((await plumbline('validate', 'reference.csv', '--contract', 'drafted.json')).status).toBe(0);
  });

  test('prints it where no file is named', async () => {
    const { output } = await plumbline('infer', 'reference.csv');

    expect(JSON.parse(output)).toMatchObject({ schemaVersion: 1, inferred: true });
  });

  test('of a file that can not be read: status 3', async () => {
    expect(await plumbline('infer', 'empty.csv')).toMatchObject({ status: 3, output: '' });
  });

  // -o wrote over a contract that somebody had edited since it was drafted.
  test('does not write over a file unasked: status 2', async () => {
    await write('edited.json', 'mine');

    const { status, errors } = await plumbline('infer', 'reference.csv', '-o', 'edited.json');

    expect({ status, text: await readFile(join(folder, 'edited.json'), 'utf8') }).toEqual({
      status: 2,
      text: 'mine',
    });
    expect(errors).toMatch(/edited\.json is there already: --force writes over it/);
    expect((await plumbline('infer', 'reference.csv', '-o', 'edited.json', '--force')).status).toBe(0);
  });
});

describe('several batches', () => {
  const against = ['--reference', 'reference.csv', '--contract', 'contract.json'];

  test('are told one by one, and the worst decides the status', async () => {
    const { status, output } = await plumbline('check', 'clean.csv', 'older.csv', ...against);

    expect(status).toBe(1);
    expect(output).toMatch(/^clean\.csv: accepted .*\nolder\.csv: accepted .*drifted warning {2}age/s);
  });

  test('are a list as JSON', async () => {
    const { output } = await plumbline(
      'validate',
      'clean.csv',
      'bad.csv',
      '--contract',
      'contract.json',
      '--json',
    );

    const statuses = z
      .array(resultSchema)
      .parse(JSON.parse(output))
      .map(({ validation }) => validation.status);
    expect(statuses).toEqual(['accepted', 'rejected']);
  });
});

test('a batch may come by standard input', async () => {
  const running = plumbline('validate', '-', '--contract', 'contract.json');
  running.stdin.end(customersCsv({ rows: 30, seed: 1 }));

  const { status, output } = await running;

  expect(status).toBe(0);
  expect(output).toMatch(/^stdin: accepted \(30 rows, 0 quarantined\)/);
});

test('what is not given comes from plumbline.json in the folder where one stands', async () => {
  await mkdir(join(folder, 'set-up'));
  await write('set-up/plumbline.json', JSON.stringify({ contract: '../contract.json', failOn: 'never' }));

  const running = plumblineIn(join(folder, 'set-up'), 'validate', '../bad.csv');

  expect(await running).toMatchObject({ status: 0, errors: '' });
});

test('a reader that has seen enough is no fault', async () => {
  const running = plumbline('infer', 'reference.csv');
  running.stdout.destroy();

  const { status, errors } = await running;

  expect(status).toBe(0);
  expect(errors).not.toMatch(/EPIPE|fault/);
});

test.each([
  [
    ['--help'],
    /^plumbline checks a batch.*\n {2}plumbline check batch\.csv --reference reference\.csv\n.*check BATCH…/s,
  ],
  [['check', '--help'], /^plumbline check BATCH….*--report FILE\.html {5}write the report/s],
])('%j prints what there is to know: status 0', async (args, message) => {
  const { status, output, errors } = await plumbline(...args);

  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toMatch(message);
});

test('versions that changed are told, with lock files of both', async () => {
  const [reference, batch] = ['lock-old.txt', 'lock-new.txt'];
  await Promise.all([
    write('lock-old.txt', 'pandas==2.0.3\n'),
    write('lock-new.txt', 'pandas==2.1.0\n'),
    write('page.txt', '<html>\n'),
  ]);
  const args = ['check', 'some-bad.csv', '--reference', 'some-bad.csv', '--contract', 'contract.json'];
  const both = (one: string) =>
    plumbline(...args, '--environment', one, '--reference-environment', reference);
  const [told, alone, page] = await Promise.all([
    both(batch),
    plumbline(...args, '--environment', batch),
    both('page.txt'),
  ]);

  expect(told.output).toMatch(
    /\nenvironment\n {2}not the versions that wrote the reference: pandas 2\.0\.3 → 2\.1\.0\n/,
  );
  expect([told.status, alone.status, page.status]).toEqual([0, 2, 3]);
  expect(alone.errors).toContain('--reference-environment FILE is missing');
  expect(page.errors).toMatch(/page\.txt is no lock file\. Most of its lines name no package/);
});

test('a fixed set that is scored again is compared with its baseline', async () => {
  const columns = [
    { name: 'id', kind: 'integer', role: 'id' },
    { name: 'predicted', kind: 'categorical', role: 'prediction' },
  ];
  await Promise.all([
    write('roles.json', contractOf(...columns)),
    write('first.csv', 'id,predicted\n1,yes\n2,no\n3,no\n'),
    write('again.csv', 'id,predicted\n3,no\n2,yes\n1,yes\n'),
  ]);
  const [run, one, other] = await Promise.all([
    plumbline('holdout', 'first.csv', 'again.csv', '--contract', 'roles.json'),
    plumbline('holdout', 'first.csv', '--contract', 'roles.json'),
    plumbline('holdout', 'first.csv', 'clean.csv', '--contract', 'roles.json'),
  ]);

  expect(run.output).toMatch(/^holdout: 1 of 3 predictions moved\n {2}warning {3}1 of 3 predictions moved/);
  expect([run.status, one.status, other.status]).toEqual([1, 2, 3]);
  expect(one.errors).toContain('2 files are due, found 1');
  expect(other.errors).toContain('has no column "predicted"');
});
