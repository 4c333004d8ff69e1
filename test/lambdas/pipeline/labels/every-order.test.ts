import { expect, test } from '@jest/globals';
import { type JoinedLabels, noLabels, withFile } from '../../../../lambdas/core/labels/joined-labels.ts';
import { decodeJoined, encodeJoined } from '../../../../lambdas/pipeline/labels/joined-artefact.ts';
import { seededRandom } from '../../../support/build-csv.ts';

const rows = 30;
const random = seededRandom(3);

/** Six label files that overlap and contradict each other; two arrived in one second. */
const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) => {
  const labels = Float64Array.from({ length: rows }, () =>
    random() < 0.5 ? Number.NaN : Math.floor(3 * random()),
  );
  const count = labels.filter((label) => !Number.isNaN(label)).length;
  const receivedAt = `2026-11-0${index < 2 ? 1 : index}T00:00:00.000Z`;
  return { receivedAt, id, found: { labels, rows: count } };
});

function* ordersOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries())
    for (const rest of ordersOf(items.toSpliced(index, 1))) yield [item, ...rest];
}

const facts = { model: 'm', batchId: 'b' };
const joinedIn = (order: typeof files) =>
  order.reduce<JoinedLabels>((joined, { found, ...file }) => withFile(joined, file, found), noLabels(rows));

test('all 720 orders of six label files give the same bytes', async () => {
  const orders = [...ordersOf(files)];
  const ends = await Promise.all(orders.map((order) => encodeJoined(facts, joinedIn([...order]))));

  expect(orders).toHaveLength(720);
  expect(new Set(ends.map((bytes) => Buffer.from(bytes).toString('base64'))).size).toBe(1);
});

test('joined labels are read as they were written', async () => {
  const joined = joinedIn(files);

  expect(await decodeJoined('key', await encodeJoined(facts, joined))).toEqual(joined);
});
