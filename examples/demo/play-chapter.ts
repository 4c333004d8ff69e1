import type { Cloud } from '../../local/cloud.ts';
import { type Chapter, fileOf } from '../weather/story.ts';
import type { Table } from '../weather/table.ts';
import type { Monitor } from './monitor.ts';
import type { Outcome } from './outcome.ts';

/** Uploads a batch, and waits until nothing is left to do. */
export async function playChapter(
  chapter: Chapter,
  weather: Table,
  cloud: Cloud,
  monitor: Monitor,
): Promise<Outcome> {
  const before = cloud.outbox.length;
  const object = await monitor.uploadBatch(chapter.file, fileOf(chapter, weather));
  for (let extra = 1; extra < (chapter.announcements ?? 1); extra++) await monitor.announceAgain(object);
  await cloud.settled();
  const result = await monitor.readResult(object);
  return { chapter, result, deliveries: cloud.outbox.slice(before) };
}
