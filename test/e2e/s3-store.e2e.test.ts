import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll } from '@jest/globals';
import { s3Store } from '../../lambdas/aws/s3-store.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';
import { describeObjectStore } from '../support/object-store-suite.ts';

let local: LocalCloud;

/** Writes that will yet meet another one, by key. */
const meetings = new Map<string, number>();

function isWriteInProgress(_bucket: string, key: string): boolean {
  const left = meetings.get(key) ?? 0;
  meetings.set(key, left - 1);
  return left > 0;
}

beforeAll(async () => {
  local = await startLocalCloud(undefined, { isWriteInProgress });
}, 120_000);

afterAll(() => local.stop());

describeObjectStore('S3', () => s3Store(local.s3, local.results, (pause) => setTimeout(pause / 25)), {
  meetOthers: (key, times) => meetings.set(key, times),
});
