import { afterAll, beforeAll } from '@jest/globals';
import { s3Store } from '../../lambdas/aws/s3-store.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';
import { describeObjectStore } from '../support/object-store-suite.ts';

let local: LocalCloud;

beforeAll(async () => {
  local = await startLocalCloud();
}, 120_000);

afterAll(() => local.stop());

describeObjectStore('S3', () => s3Store(local.s3, local.results));
