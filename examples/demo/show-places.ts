import { join, relative } from 'node:path';
import type { Cloud } from '../../local/cloud.ts';
import { say } from './console.ts';
import { exportBucket } from './export-bucket.ts';
import type { Monitor } from './monitor.ts';
import { terminalPaint as paint } from './paint.ts';

/** Copies both buckets into the folder, for they go with the cloud, and says where everything lies. */
export async function showPlaces(
  { outboxDirectory }: Cloud,
  { s3, inbox, results, model }: Monitor,
  directory: string,
): Promise<void> {
  const copies = { inbox: join(directory, 'inbox'), results: join(directory, 'results') };
  await exportBucket(s3, inbox, copies.inbox);
  await exportBucket(s3, results, copies.results);
  const places = [
    [join(copies.results, 'reports/index.html'), 'the reports: open it in a browser'],
    [join(copies.results, 'results', model), 'a result for each batch, as JSON'],
    [outboxDirectory, 'every message as it was delivered'],
    [copies.inbox, 'what was uploaded'],
  ] as const;
  for (const [path, what] of places) say(`${relative(process.cwd(), path).padEnd(44)}${paint('dim', what)}`);
}
