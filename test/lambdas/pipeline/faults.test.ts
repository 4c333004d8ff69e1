import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { noLosses, withBatches } from '../../../lambdas/core/over-time/loss-log.ts';
import { type ObjectVersion, resultsKeys, resultsPrefixes } from '../../../lambdas/keys.ts';
import { auditSubscriptions } from '../../../lambdas/pipeline/audit-subscriptions.ts';
import { closeWindows } from '../../../lambdas/pipeline/close-windows.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { joinLabels } from '../../../lambdas/pipeline/join-labels.ts';
import { encodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import type { Message, SendingServices, StoredBytes } from '../../../lambdas/pipeline/ports.ts';
import { readEnvironment } from '../../../lambdas/pipeline/read-environment.ts';
import { receiveBatch } from '../../../lambdas/pipeline/receive-batch.ts';
import { receiveReference } from '../../../lambdas/pipeline/receive-reference.ts';
import { runCanary } from '../../../lambdas/pipeline/run-canary.ts';
import { scoreHoldout } from '../../../lambdas/pipeline/score-holdout.ts';
import { sendAlerts } from '../../../lambdas/pipeline/send-alerts.ts';
import { validateBatch } from '../../../lambdas/pipeline/validate-batch.ts';
import { watchArrivals } from '../../../lambdas/pipeline/watch-arrivals.ts';
import { watchCadence } from '../../../lambdas/pipeline/watch-cadence.ts';
import { weeklyDigest } from '../../../lambdas/pipeline/weekly-digest.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { loanLabelsCsv, loansCsv } from '../../support/build-loans.ts';
import { loggedDays, quietRates } from '../../support/build-losses.ts';
import {
  type Call,
  type Counter,
  counted,
  counter,
  type Fault,
  type FaultKind,
  faultKinds,
  InjectedFault,
} from '../../support/faults.ts';
import { isInjectedConflict } from '../../support/faulty-s3.ts';
import { loansWorld, uploadLabels, uploadLoans } from '../../support/loans-world.ts';
import { buildWorld, copyWorld, runBatch, type World } from '../../support/world.ts';
import { allWell, announced, expected, wiring } from '../core/audit/build-audit.ts';

const hourMs = 3_600_000;

/** Of two columns: a use case runs some hundred times. */
const contract = { ...customersContract, columns: customersContract.columns.slice(0, 2) };

/** What a use case finds, and what it is asked to do. */
interface Scenario {
  readonly world: World;
  readonly run: (services: World['services'], by: Counter) => Promise<void>;
}

function customersWorld(settings: object = {}): World {
  const world = buildWorld();
  world.inbox.put('contracts/customers.json', JSON.stringify({ ...contract, ...settings }));
  world.inbox.put('references/customers/2025.csv', customersCsv({ rows: 150, seed: 1 }));
  return world;
}

function put({ inbox }: World, key: string, content: string): ObjectVersion {
  return { bucket: inbox.bucket, key, versionId: inbox.put(key, content).versionId };
}

function newest({ results }: World, prefix: string, suffix: string): ObjectVersion {
  const object = results.objects().findLast(({ key }) => key.startsWith(prefix) && key.endsWith(suffix));
  if (!object) throw new Error(`there is no ${prefix}…${suffix}`);
  return { bucket: results.bucket, key: object.key, versionId: object.versionId };
}

const bad = ['x,40,free,true', '902,400,free,true'];
const batchCsv = (older = 0) => customersCsv({ rows: 120, seed: 2, older, extraRows: bad });

/** An upload that a function behind the inbox is told of. */
function upload(
  receive: (object: ObjectVersion, services: SendingServices) => Promise<void>,
  world: World,
  key: string,
  content: string,
): Scenario {
  const object = put(world, key, content);
  return { world, run: (services) => receive(object, services) };
}

function closedFolder(): Scenario {
  const world = customersWorld();
  for (const part of [0, 1]) put(world, `batches/customers/day/part-${part}.csv`, batchCsv());
  return upload(validateBatch, world, 'batches/customers/day/_SUCCESS', '');
}

function latePart(): Scenario {
  const world = customersWorld();
  put(world, 'batches/customers/day/_SUCCESS', '');
  world.pass(hourMs);
  return upload(validateBatch, world, 'batches/customers/day/part-7.csv', batchCsv());
}

/** A batch that came before its reference, and then what that starts. */
async function waitingBatch(): Promise<World> {
  const world = buildWorld();
  await validateBatch(put(world, 'batches/customers/early.csv', batchCsv()), world.services);
  world.pass(hourMs);
  return world;
}

async function replayed(): Promise<Scenario> {
  const world = await waitingBatch();
  await receiveReference(put(world, 'references/customers/a.csv', batchCsv()), world.services);
  world.pass(hourMs);
  const request = newest(world, resultsPrefixes.replays, '.json');
  return { world, run: (services) => receiveBatch(request, services) };
}

async function askedFor(): Promise<Scenario> {
  const world = customersWorld();
  for (const batch of [1, 2]) {
    world.pass(hourMs);
    await runBatch(world, `batches/customers/${batch}.csv`, batchCsv());
  }
  return upload(receiveReference, world, 'replays/customers/why', '');
}

async function profiled(world: World, csv: string, model = 'customers'): Promise<Scenario> {
  await validateBatch(put(world, `batches/${model}/b.csv`, csv), world.services);
  const object = newest(world, resultsPrefixes.profiles, '.batch.json.gz');
  return { world, run: (services) => detectDrift(object, services) };
}

async function laterBatch(older: number): Promise<Scenario> {
  const world = customersWorld({ reference: { rolling: 2 } });
  for (const [index, years] of [0, 0, 9].entries()) {
    world.pass(24 * hourMs);
    await runBatch(
      world,
      `batches/customers/a${index}.csv`,
      customersCsv({ rows: 120, seed: 3 + index, older: years }),
    );
  }
  world.pass(24 * hourMs);
  return profiled(world, batchCsv(older));
}

/** Lock files that differ came before the reference and before the batch, of which nothing else is to be told. */
async function changedVersions(): Promise<Scenario> {
  const world = buildWorld();
  await readEnvironment(put(world, 'environments/customers/a.txt', 'pandas==2.0.3\n'), world.services);
  world.inbox.put('contracts/customers.json', JSON.stringify(contract));
  world.inbox.put('references/customers/2025.csv', customersCsv({ rows: 150, seed: 1 }));
  world.pass(hourMs);
  await readEnvironment(put(world, 'environments/customers/a.txt', 'pandas==2.1.0\n'), world.services);
  return profiled(world, customersCsv({ rows: 120, seed: 2 }));
}

async function secondLockFile(content: string): Promise<Scenario> {
  const world = buildWorld();
  await readEnvironment(put(world, 'environments/customers/a.txt', 'pandas==2.0.3\n'), world.services);
  world.pass(hourMs);
  return upload(readEnvironment, world, 'environments/customers/a.txt', content);
}

const perHour = { batch: { window: '1h', maxRejectedShare: 1 } };

function windowFile(): Scenario {
  return upload(validateBatch, customersWorld(perHour), 'batches/customers/2026/11/20/06/a.csv', batchCsv());
}

/** One of two files cannot be read, and a third came while the window was closed. */
async function windowToClose(): Promise<Scenario> {
  const world = customersWorld(perHour);
  const files = { 'a.csv': batchCsv(), 'b.csv': 'id,"x\n' };
  for (const [name, content] of Object.entries(files))
    await validateBatch(put(world, `batches/customers/2026/11/20/06/${name}`, content), world.services);
  world.pass(2 * hourMs);
  const time = world.services.now();
  return { world, run: (services) => closeWindows(time, services) };
}

async function fileAfterWindow(): Promise<Scenario> {
  const { world, run } = await windowToClose();
  await run(world.services, counter());
  return upload(validateBatch, world, 'batches/customers/2026/11/20/06/c.csv', batchCsv());
}

/** A fixed set, then the same with other predictions. */
async function secondHoldout(content: string): Promise<Scenario> {
  const world = buildWorld();
  const columns = [contract.columns[0], { name: 'predicted', kind: 'categorical', role: 'prediction' }];
  world.inbox.put('contracts/customers.json', JSON.stringify({ schemaVersion: 1, columns }));
  const first = put(world, 'holdouts/customers/a.csv', 'id,predicted\n1,yes\n2,no\n3,no\n');
  if (content === '') return { world, run: (services) => scoreHoldout(first, services) };
  await scoreHoldout(first, world.services);
  world.pass(hourMs);
  return upload(scoreHoldout, world, 'holdouts/customers/b.csv', content);
}

async function alertInOutbox(): Promise<Scenario> {
  const world = buildWorld();
  await validateBatch(put(world, 'batches/stray.csv', 'a\n1\n'), world.services);
  const object = newest(world, resultsPrefixes.alerts, '.json');
  return { world, run: (services) => sendAlerts(object, services) };
}

/** Two models: one is late, of the other the batch arrived after all. */
async function cadences(): Promise<Scenario> {
  const world = customersWorld({ cadence: { every: '4h' } });
  const other = JSON.stringify({ ...contract, cadence: { every: '3h' } });
  world.inbox.put('contracts/other.json', other);
  world.pass(3.5 * hourMs);
  await watchCadence(world.services.now(), world.services);
  await runBatch(world, 'batches/other/a.csv', batchCsv());
  world.pass(hourMs);
  const time = world.services.now();
  return { world, run: (services) => watchCadence(time, services) };
}

/** Yesterday some uploads named no model, and parts came that nothing has closed. */
async function unheardOf(): Promise<Scenario> {
  const world = buildWorld();
  for (const name of ['a', 'b', 'data/c'])
    await receiveBatch(put(world, `batches/${name}.csv`, 'a\n1\n'), world.services);
  world.inbox.put('elsewhere.csv', 'a\n1\n');
  world.pass(20 * hourMs);
  await receiveBatch(put(world, 'batches/customers/day/part-0.csv', batchCsv()), world.services);
  world.pass(4 * hourMs);
  const time = world.services.now();
  return { world, run: (services) => watchArrivals(time, services) };
}

async function week(): Promise<Scenario> {
  const world = customersWorld();
  for (const [index, older] of [0, 9].entries()) {
    world.pass(24 * hourMs);
    await runBatch(world, `batches/customers/a${index}.csv`, batchCsv(older));
  }
  const event = { time: '2026-11-23T07:00:00Z', day: 'mon', timeZone: 'Europe/Berlin' };
  return { world, run: (services) => weeklyDigest(event, services) };
}

function audit(): Scenario {
  const run: Scenario['run'] = (services, by) =>
    auditSubscriptions(
      { expected, wiring, time: '2026-11-20T05:35:00Z' },
      {
        ...services,
        publish: (_, message) => services.publish('alerts', message),
        listAnnouncements: by.count('GetBucketNotification', async () => announced.inbox),
        queueDepth: by.count('GetQueueAttributes', async () => 3),
        listSubscriptions: by.count('ListSubscriptionsByTopic', async (topic) =>
          topic === 'alerts' ? [] : allWell[topic],
        ),
      },
    );
  return { world: buildWorld(), run };
}

/** Labels that change the verdict of a batch, which has labels already. */
async function lateLabels(): Promise<Scenario> {
  const world = await loansWorld();
  const batch = { rows: 40, seed: 1 };
  await uploadLoans(world, batch);
  await uploadLabels(world, 'first.csv', loanLabelsCsv(batch));
  world.pass(24 * hourMs);
  return upload(joinLabels, world, 'labels/loans/worse.csv', loanLabelsCsv(batch, { isTwisted: true }));
}

async function earlyLabels(): Promise<Scenario> {
  const world = await loansWorld();
  const batch = { rows: 20, seed: 1 };
  await uploadLabels(world, 'early.csv', loanLabelsCsv(batch));
  return profiled(world, loansCsv(batch), 'loans');
}

/** A batch that brings labels which are wrong in every other row. */
async function badLabels(): Promise<Scenario> {
  const other = (line: string) => line.replace(/(yes|no)$/, (label) => (label === 'yes' ? 'no' : 'yes'));
  const lines = loansCsv({ rows: 40, seed: 1, isLabelled: true }).split('\n');
  return profiled(
    await loansWorld(),
    lines.map((line, row) => (row % 2 ? other(line) : line)).join('\n'),
    'loans',
  );
}

/** A batch without labels, after some whose labels showed that estimates are off. */
async function correctedEstimate(): Promise<Scenario> {
  const world = await loansWorld();
  const { results } = world;
  const pointer = (await results.read('references/loans/current.json'))!;
  const { version: reference } = JSON.parse(Buffer.from(pointer.bytes).toString()) as { version: string };
  const gap = { metric: 'accuracy', value: -0.2, standardError: 0.02, calibrationError: 0.01 } as const;
  const days = loggedDays(quietRates(8)).map((day) => ({ ...day, reference, gap }));
  const log = withBatches(noLosses('loans'), days);
  await results.create(resultsKeys.losses('loans'), encodeJson(log), { contentType: 'application/json' });
  return profiled(world, loansCsv({ rows: 40, seed: 2 }), 'loans');
}

async function strangeLabels(text: string): Promise<Scenario> {
  return upload(joinLabels, await loansWorld(), 'labels/loans/strange.csv', text);
}

function canary(world: World): Scenario {
  const time = world.services.now();
  return { world, run: (services) => runCanary(time, services) };
}

async function secondCanary(): Promise<Scenario> {
  const world = buildWorld();
  const { services } = world;
  await runCanary(services.now(), services);
  const { key, versionId } = world.inbox.objects().findLast((one) => one.key.startsWith('batches/'))!;
  await validateBatch({ bucket: 'inbox', key, versionId }, services);
  await detectDrift(newest(world, resultsPrefixes.profiles, '.batch.json.gz'), services);
  await sendAlerts(newest(world, resultsPrefixes.alerts, '.json'), services);
  world.pass(hourMs);
  return canary(world);
}

const contractText = JSON.stringify({ ...contract, drift: { minEffect: 0.2 } });

/** Another reference takes the place of one that batches were compared with. */
async function replacedReference(): Promise<Scenario> {
  const world = customersWorld();
  await runBatch(world, 'batches/customers/a.csv', batchCsv());
  world.pass(hourMs);
  const newer = customersCsv({ rows: 150, seed: 4, older: 30 });
  return upload(receiveReference, world, 'references/customers/2026.csv', newer);
}

function namedByManifest(): Scenario {
  const world = customersWorld({ batch: { close: 'manifest' } });
  for (const name of ['a', 'b']) put(world, `batches/customers/day/${name}.csv`, batchCsv());
  const manifest = JSON.stringify(['a.csv', 'b.csv']);
  return upload(validateBatch, world, 'batches/customers/day/_manifest.json', manifest);
}

/** A batch came the day before yesterday, and nobody has heard of it since. */
function neverJudged(): Scenario {
  const world = customersWorld();
  put(world, 'batches/customers/lost.csv', batchCsv());
  world.pass(40 * hourMs);
  const time = world.services.now();
  return { world, run: (services) => watchArrivals(time, services) };
}

const scenarios: readonly (readonly [string, () => Scenario | Promise<Scenario>])[] = [
  [
    'validate-batch: a file',
    () => upload(validateBatch, customersWorld(), 'batches/customers/b.csv', batchCsv()),
  ],
  ['validate-batch: a folder', closedFolder],
  ['validate-batch: a manifest', namedByManifest],
  ['build-reference: another in the place of one', replacedReference],
  ['watch-cadence: a batch that was never judged', neverJudged],
  ['validate-batch: a part that is late', latePart],
  ['validate-batch: no model', () => upload(validateBatch, buildWorld(), 'batches/b.csv', batchCsv())],
  [
    'validate-batch: no contract',
    () => upload(validateBatch, buildWorld(), 'batches/customers/b.csv', batchCsv()),
  ],
  [
    'build-reference: no contract',
    () => upload(receiveReference, buildWorld(), 'references/m/a.csv', batchCsv()),
  ],
  [
    'build-reference: a contract',
    () => upload(receiveReference, customersWorld(), 'contracts/customers.json', contractText),
  ],
  [
    'build-reference: a season',
    () => upload(receiveReference, customersWorld(), 'references/customers/may/a.csv', batchCsv()),
  ],
  [
    'build-reference: no season',
    () => upload(receiveReference, buildWorld(), 'references/m/month=mai/a.csv', batchCsv()),
  ],
  [
    'build-reference: unusable',
    () => upload(receiveReference, customersWorld(), 'references/customers/b.csv', 'id\n1\n'),
  ],
  [
    'build-reference: a batch waits',
    async () => upload(receiveReference, await waitingBatch(), 'references/customers/a.csv', batchCsv()),
  ],
  ['build-reference: a replay is asked for', askedFor],
  ['validate-batch: a replay', replayed],
  ['build-reference: a bad contract', () => upload(receiveReference, buildWorld(), 'contracts/m.json', '{}')],
  ['detect-drift: the first batch', () => profiled(customersWorld(), batchCsv(9))],
  ['detect-drift: an incident goes on', () => laterBatch(9)],
  ['detect-drift: an incident ends', () => laterBatch(0)],
  ['detect-drift: a rejected batch', () => profiled(customersWorld(), 'id\n1\n')],
  ['detect-drift: other versions', changedVersions],
  ['read-environment: another lock file', () => secondLockFile('pandas==2.1.0\n')],
  ['read-environment: no lock file', () => secondLockFile('<html></html>\n')],
  ['validate-batch: a file of a window', windowFile],
  ['validate-batch: a file after its window', fileAfterWindow],
  ['close-windows', windowToClose],
  ['score-holdout: the baseline', () => secondHoldout('')],
  ['score-holdout: other predictions', () => secondHoldout('id,predicted\n3,yes\n2,no\n1,yes\n')],
  ['score-holdout: no holdout set', () => secondHoldout('id\n1\n')],
  ['detect-drift: a batch whose labels came before it', earlyLabels],
  ['detect-drift: a batch whose labels show a loss', badLabels],
  ['detect-drift: an estimate that is corrected', correctedEstimate],
  ['join-labels: labels that change a verdict', lateLabels],
  ['join-labels: labels of none', () => strangeLabels('loan,repaid\nx,yes\n')],
  ['join-labels: no labels', () => strangeLabels('loan,repaid\n')],
  ['send-alerts', alertInOutbox],
  ['watch-cadence', cadences],
  ['watch-cadence: uploads that nothing is heard of', unheardOf],
  ['weekly-digest', week],
  ['audit-subscriptions', audit],
  ['run-canary: the first', () => canary(buildWorld())],
  ['run-canary: one flew before', secondCanary],
];

/** A message, and to whom. */
type Sent = World['published'][number];

/** What a run came to: every object as text, and every message. */
interface End {
  readonly objects: Readonly<Record<string, string>>;
  readonly messages: readonly string[];
  readonly calls: Counter['calls'];
  /** How often the message was handed to the function. */
  readonly tries: number;
}

/**
 * When a message comes back: a function that failed says after how long, one that died leaves it for the visibility timeout of its queue. By
 * then the clock is part of some objects.
 */
const retriesAfterMs = { failed: 15_000, died: 1.5 * hourMs } as const;
type Ending = keyof typeof retriesAfterMs;
const endings: readonly Ending[] = ['failed', 'died'];

/** So often a queue hands a message over; then it is a dead letter. */
const mostTries = 5;

/** Runs a use case in a copy of its world, with a fault if one is given, and again as the queue does when it failed. */
async function endOf({ world: begin, run }: Scenario, fault?: Fault, ending: Ending = 'died'): Promise<End> {
  const world = copyWorld(begin);
  const by = counter(fault);
  const services = counted(world, by);
  for (let tries = 1; ; tries++) {
    try {
      await run(services, by);
      const messages = world.published.map(textOfMessage);
      return { objects: objectsOf(world), messages, calls: by.calls, tries };
    } catch (error) {
      if (!isInjected(error) || tries === mostTries) throw error;
      by.calm();
      world.pass(retriesAfterMs[ending]);
    }
  }
}

function isInjected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isInjected);
  return error instanceof InjectedFault || isInjectedConflict(error);
}

function objectsOf({ inbox, results }: World): End['objects'] {
  const below = (bucket: string, objects: readonly StoredBytes[]) =>
    objects.map((object) => [`${bucket}${object.key}`, textOf(object)]);
  return Object.fromEntries([...below('inbox/', inbox.objects()), ...below('', results.objects())]);
}

/** What a world began with is the same bytes in each of its copies. */
const texts = new WeakMap<Uint8Array, string>();

function textOf({ key, bytes }: StoredBytes): string {
  const text =
    texts.get(bytes) ?? timeless((key.endsWith('.gz') ? gunzipSync(bytes) : Buffer.from(bytes)).toString());
  texts.set(bytes, text);
  return text;
}

/** A retry comes later: the moments of now, and the names that SNS gives messages, differ. */
function timeless(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>').replace(/message-\d+/g, '<message>');
}

function textOfMessage({ audience, message }: Sent): string {
  return timeless(JSON.stringify([audience, message satisfies Message]));
}

const isWhole = process.env.PLUMBLINE_FAULTS === 'all';

/** In the suite every fifth call fails, another fifth in each scenario, in one way; `npm run faults` fails all of them in every way. */
const stride = isWhole ? 1 : 5;

/** The whole sweep is a command of its own, on whatever machine. */
const timeoutMs = isWhole ? 3_600_000 : 120_000;

const told = { calls: 0, faults: 0, again: 0, doubled: 0, other: 0 };
const faultsOf = new Map<FaultKind, number>();
let scenarioNumber = 0;

afterAll(() => {
  const kinds = Array.from(faultsOf, ([kind, count]) => `${kind} ${count}`).join(', ');
  process.stdout.write(
    `${scenarios.length} scenarios of ${told.calls} calls: ${told.faults} faults (${kinds}); ${told.again} were tried again, ` +
      `${told.other} came to another end, ${told.doubled} sent a message twice\n`,
  );
});

test.each(scenarios)(
  '%s comes to the same end whichever call fails',
  async (_, build) => {
    const scenario = await build();
    const whole = await endOf(scenario);
    // What does nothing comes to the same end always.
    expect([whole.objects, whole.messages]).not.toEqual([objectsOf(scenario.world), []]);
    told.calls += whole.calls.length;
    const first = scenarioNumber++ % stride;
    for (const [index, call] of whole.calls.entries()) {
      if (index % stride !== first) continue;
      for (const kind of waysToFail(call, index)) await expectSameEnds(scenario, whole, index, kind);
    }
  },
  timeoutMs,
);

/** All ways; in the suite one of them, in turns. */
function waysToFail(call: Readonly<Call>, index: number): readonly FaultKind[] {
  const kinds = faultKinds(call);
  return isWhole ? kinds : kinds.slice(Math.floor(index / stride) % kinds.length).slice(0, 1);
}

/** A call fails in a way, and what was given up is tried again soon, and late; in the suite one of them, in turns. */
async function expectSameEnds(scenario: Scenario, whole: End, index: number, kind: FaultKind): Promise<void> {
  const turn = endings.slice(index % endings.length).slice(0, 1);
  for (const ending of isWhole ? endings : turn) {
    told.faults++;
    told.other++;
    faultsOf.set(kind, (faultsOf.get(kind) ?? 0) + 1);
    const end = await endOf(scenario, { call: index + 1, kind }, ending);
    expectSameEnd(end, whole, index, `${kind} ${whole.calls[index]?.name} ${index + 1}, ${ending}`);
    told.other--;
    // What nobody had to try again ends no other way.
    if (end.tries === 1) return;
    told.again++;
  }
}

function expectSameEnd(end: End, whole: End, index: number, where: string) {
  expect([where, end.objects]).toEqual([where, whole.objects]);
  expect([where, new Set(end.messages)]).toEqual([where, new Set(whole.messages)]);
  // Rather twice than never: what SNS was handed and whose answer was lost, or could not be written down, is sent again.
  const twice = end.messages.length - whole.messages.length;
  if (twice > 0) told.doubled++;
  expect([where, twice]).toEqual([where, isAfterMessage(whole.calls, index) ? expect.any(Number) : 0]);
  expect(twice).toBeLessThanOrEqual(1);
  expect([where, end.calls.filter(({ isOver }) => !isOver)]).toEqual([where, []]);
}

/** Whether a call hands over a message, or comes before it was written down that one was handed over. */
function isAfterMessage(calls: End['calls'], index: number): boolean {
  const names = calls.slice(0, index + 1).map(({ name }) => name);
  const isWrite = names.at(-1) === 'PutObject';
  const before = isWrite ? names.slice(0, -1) : names;
  return before.lastIndexOf('Publish') > before.lastIndexOf('PutObject');
}
