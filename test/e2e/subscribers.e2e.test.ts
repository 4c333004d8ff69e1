import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Alert, alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { close, listen } from '../../local/server.ts';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, startLocalCloud, type Template } from '../support/local-cloud.ts';

let local: LocalCloud;
let pager: Server;
let paged: { readonly type: string | undefined; readonly alert: Alert }[] = [];
/** What the pager answers. */
let status = 200;

beforeAll(async () => {
  pager = createServer(async (request, response) => {
    const alert = alertSchema.parse(JSON.parse(await text(request)));
    paged.push({ type: request.headers['content-type'], alert });
    response.writeHead(status).end();
  });
  const address = `http://127.0.0.1:${await listen(pager, 0)}/`;
  local = await startLocalCloud((template) => movePager(template, address));
  for (const model of ['weather-north', 'customers']) {
    await local.upload(`contracts/${model}.json`, JSON.stringify(customersContract));
    await local.upload(`references/${model}/2025.csv`, customersCsv({ rows: 2000, seed: 1 }));
  }
  await local.cloud.settled();
}, 120_000);

afterAll(async () => {
  await local.stop();
  await close(pager);
});

beforeEach(() => {
  paged = [];
  status = 200;
});

test('a machine is sent the bare alert of a kind and severity that it asked for, as JSON', async () => {
  await drop('batches/customers/a.csv', 'id\n1\n');

  expect(paged).toMatchObject([
    { type: 'application/json', alert: { kind: 'batch-rejected', severity: 'critical', model: 'customers' } },
  ]);
});

test('and the end of it, without having asked for all-clears', async () => {
  await drop('batches/customers/b.csv', customersCsv({ rows: 2000, seed: 2 }));

  expect(paged.map(({ alert }) => `${alert.kind} ${alert.severity}`)).toEqual(['recovered info']);
});

test('a queue gets the alerts of its models alone', async () => {
  await drop('batches/weather-north/a.csv', 'id\n1\n');

  const queued = local.cloud.outbox.filter(({ protocol }) => protocol === 'sqs');
  expect(queued.map(({ body }) => alertSchema.parse(JSON.parse(body)).model)).toEqual(['weather-north']);
  expect(local.cloud.outputs.WeatherDeskQueueUrl).toMatch(/\/Plumbline-local-/);
});

test('what a machine refuses is in the dead-letter queue of its subscription', async () => {
  status = 410;

  await drop('batches/weather-north/b.csv', customersCsv({ rows: 2000, seed: 3 }));

  const [letter, ...others] = local.cloud.deadLetters();
  expect(others).toEqual([]);
  expect(letter?.queue).toMatch(/Undeliveredpager/);
  expect(JSON.parse(letter?.body ?? '')).toMatchObject({ kind: 'recovered', model: 'weather-north' });
});

async function drop(key: string, content: string): Promise<void> {
  await local.upload(key, content);
  await local.cloud.settled();
}

/** Gives the pager of the template an address on this machine. */
function movePager(template: Template, address: string): void {
  const found = Object.values(template.Resources).filter(
    ({ Type, Properties }) => Type === 'AWS::SNS::Subscription' && Properties.Protocol === 'https',
  );
  if (found.length !== 1) throw new Error(`expected one subscription by https, found ${found.length}`);
  for (const { Properties } of found) Properties.Endpoint = address;
}
