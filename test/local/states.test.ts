import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import validate from 'asl-validator';
import { largeBatchesDefinition } from '../../lib/large-batches-definition.ts';
import { createBucket, storeVersion } from '../../local/s3/buckets.ts';
import { type RunningMachine, runMachine } from '../../local/states.ts';
import { TemplateError } from '../../local/template/intrinsics.ts';

const functionArn = (name: string) => `arn:aws:lambda:eu-central-1:000000000000:function:${name}`;
const definition = largeBatchesDefinition({
  countPart: functionArn('count'),
  profilePart: functionArn('profile'),
  mergeParts: functionArn('merge'),
  resultsBucket: 'results',
  maxConcurrency: 2,
});
const input = JSON.stringify({ model: 'm', batchId: 'b', stretchesKey: 's', partsKey: 'p', groupsKey: 'g' });

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'states-'));
});

afterAll(() => rm(directory, { recursive: true }));

/** A task that was run: the function, and what it was handed. */
type Called = readonly [
  string,
  {
    readonly model?: string;
    readonly batchId?: string;
    readonly task?: string;
    readonly item?: number;
  },
];

interface Setting {
  /** Whether a call fails. */
  readonly fails?: (call: Called, before: readonly Called[]) => boolean;
  readonly isAllowed?: (action: string) => boolean;
  readonly change?: (states: Record<string, Record<string, unknown>>) => void;
}

async function buildMachine({
  fails = () => false,
  isAllowed = () => true,
  change = () => {},
}: Setting = {}) {
  const called: Called[] = [];
  const atOnce = { now: 0, most: 0 };
  const bucket = createBucket('results', new Date(0));
  for (const [key, items] of Object.entries({ s: [1, 2, 3], p: [1, 2, 3, 4, 5], g: [1] })) {
    const [path, text] = [join(directory, key), JSON.stringify(items)];
    await writeFile(path, text);
    const segments = [{ path, size: text.length }];
    const facts = {
      deleteMarker: false,
      lastModified: new Date(0),
      etag: key,
      checksum: undefined,
      headers: {},
    };
    storeVersion(bucket, { key, size: text.length, segments, ...facts });
  }
  const functions = ['count', 'profile', 'merge'].map((name) => ({
    name,
    arn: functionArn(name),
    timeoutSeconds: 1,
    running: () => 0,
    stop: async () => {},
    async invoke(payload: string) {
      const call: Called = [name, JSON.parse(payload)];
      const isFailing = fails(call, called);
      called.push(call);
      atOnce.most = Math.max(atOnce.most, ++atOnce.now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      atOnce.now--;
      const error = JSON.stringify({ errorType: 'Broken', errorMessage: 'why' });
      return isFailing ? ({ ok: false, error } as const) : ({ ok: true, payload: '{}' } as const);
    },
  }));
  const principal = { id: 'role', kind: 'AWS', statements: [] } as const;
  const access = {
    principal: () => principal,
    functionRole: () => principal,
    role: () => principal,
    isAllowed: (_: unknown, { action }: { readonly action: string }) => isAllowed(action),
    demand: () => {},
  };
  const changed = structuredClone(definition);
  change(Object(changed.States));
  const properties = {
    DefinitionString: JSON.stringify(changed),
    RoleArn: 'role',
    StateMachineType: 'STANDARD' as const,
  };
  const declared = {
    logicalId: 'Machine',
    type: 'AWS::StepFunctions::StateMachine',
    name: 'machine',
    properties,
  };
  const buckets = new Map([['results', bucket]]);
  const announced: string[] = [];
  const machine = runMachine(declared, {
    ...{ access, functions, buckets, retryDelayMs: 1 },
    announce: async (machineArn, { name, status }) => void announced.push(`${machineArn} ${name} ${status}`),
    changed: () => {},
  });
  return { machine, called, atOnce, announced };
}

async function isOver(machine: RunningMachine) {
  while (machine.running() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  return machine.executions.get('b')!;
}

const shortened = (called: readonly Called[]) =>
  called.map(([name, { task = '', item = '' }]) => `${name} ${task}${item}`);

describe('the run of a batch that is larger than one function', () => {
  test('is Amazon States Language', () => {
    const { isValid, errorsText } = validate(structuredClone(definition));

    expect(isValid ? '' : errorsText()).toBe('');
  });

  test('counts, places, profiles, merges and finishes, so many at once as it says', async () => {
    const { machine, called, atOnce } = await buildMachine();

    machine.start('b', input);

    expect(await isOver(machine)).toMatchObject({ status: 'SUCCEEDED' });
    expect(shortened(called)).toEqual([
      ...[1, 2, 3].map((item) => `count ${item}`),
      'merge place',
      ...[1, 2, 3, 4, 5].map((item) => `profile ${item}`),
      'merge merge1',
      'merge finish',
    ]);
    expect(called.every(([, { model, batchId }]) => model === 'm' && batchId === 'b')).toBe(true);
    expect(atOnce.most).toBe(2);
  });

  test('is started once by a name', async () => {
    const { machine, called } = await buildMachine();

    expect(machine.start('b', input)).toBe(machine.start('b', input));
    await isOver(machine);

    expect(() => machine.start('b', input)).toThrow('Execution Already Exists');
    expect(shortened(called).filter((one) => one === 'merge finish')).toHaveLength(1);
  });

  test('goes on where a part fails twice and passes then', async () => {
    const tried = (call: Called, before: readonly Called[]) =>
      before.filter(([name, { item }]) => name === call[0] && item === call[1].item).length;
    const { machine, called } = await buildMachine({
      fails: (call, before) => call[0] === 'profile' && call[1].item === 2 && tried(call, before) < 2,
    });

    machine.start('b', input);

    expect(await isOver(machine)).toMatchObject({ status: 'SUCCEEDED' });
    expect(shortened(called).filter((one) => one === 'profile 2')).toHaveLength(3);
  });

  test('fails where a part always fails, and that is announced', async () => {
    const { machine, called, announced } = await buildMachine({
      fails: ([name, { item }]) => name === 'profile' && item === 2,
    });

    machine.start('b', input);

    expect(await isOver(machine)).toMatchObject({
      status: 'FAILED',
      cause: expect.stringContaining('tolerated failure threshold'),
    });
    expect(shortened(called).filter((one) => one === 'profile 2')).toHaveLength(5);
    expect(shortened(called)).not.toContain('merge finish');
    expect(announced).toEqual([`${machine.arn} b FAILED`]);
  });
});

describe('a machine is refused', () => {
  test.each([
    [
      'whose map has a setting that is not known',
      { change: (states) => Object.assign(states.CountRows!, { ToleratedFailurePercentage: 5 }) },
    ],
    [
      'that tolerates failures',
      { change: (states) => Object.assign(states.CountRows!, { ToleratedFailureCount: 1 }) },
    ],
    [
      'whose task is no function',
      { change: (states) => Object.assign(states.PlaceParts!, { Resource: 'arn:other' }) },
    ],
    ['that may not start children', { isAllowed: (action) => action !== 'states:StartExecution' }],
    ['that may not invoke', { isAllowed: (action) => action !== 'lambda:InvokeFunction' }],
  ] as readonly (readonly [string, Setting])[])('%s', async (_, setting) => {
    await expect(buildMachine(setting)).rejects.toThrow(TemplateError);
  });
});
