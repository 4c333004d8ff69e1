import { join, relative } from 'node:path';
import type { Cloud } from '../../local/cloud.ts';
import { say } from './console.ts';
import { exportBucket } from './export-bucket.ts';
import type { Monitor } from './monitor.ts';
import { terminalPaint as paint } from './paint.ts';

/** Copies both buckets into the folder, for they go with the cloud, and says where everything lies. */
export async function showPlaces(
  { outboxDirectory, logDirectory }: Cloud,
  { s3, inbox, results, model }: Monitor,
  directory: string,
): Promise<void> {
  const copies = { inbox: join(directory, 'inbox'), results: join(directory, 'results') };
  await exportBucket(s3, inbox, copies.inbox);
  await exportBucket(s3, results, copies.results);
  const places = [
    [copies.inbox, 'what was uploaded: contract, reference, batches'],
    [join(copies.results, 'results', model), 'a result for each batch, as JSON'],
    [join(copies.results, 'quarantine', model), 'the rows that were set aside, with their reasons'],
    [join(copies.results, 'alerts', model), 'the alerts, stored before they were sent'],
    [join(copies.results, 'profiles', model), 'what batches and reference are compared by'],
    [outboxDirectory, 'every message as it was delivered'],
    [logDirectory, 'what the functions logged'],
  ] as const;
  say(`\n${paint('bold', 'Where everything lies')}`);
  for (const [path, what] of places)
    say(`  ${relative(process.cwd(), path).padEnd(44)}${paint('dim', what)}`);
}
