import type { Cloud } from '../../local/cloud.ts';
import type { Chapter } from '../weather/story.ts';
import { type Table, tableText } from '../weather/table.ts';
import type { Monitor } from './monitor.ts';
import type { Outcome } from './outcome.ts';

/** Uploads a batch and watches until nothing is left to do. */
export async function playChapter(
  chapter: Chapter,
  weather: Table,
  cloud: Cloud,
  monitor: Monitor,
): Promise<Outcome> {
  const text = tableText(chapter.make(weather));
  const before = cloud.outbox.length;
  const uploadedAt = new Date();
  const object = await monitor.uploadBatch(chapter.file, text);
  for (let extra = 1; extra < chapter.announcements; extra++) await monitor.announceAgain(object);
  await cloud.settled();
  const settledMs = Date.now() - uploadedAt.getTime();
  const deliveries = cloud.outbox.slice(before);
  const first = deliveries[0];
  return {
    chapter,
    result: await monitor.readResult(object),
    alerts: new Set(deliveries.filter(({ card }) => card === undefined).map(({ messageId }) => messageId))
      .size,
    severity: first?.attributes.kind === 'recovered' ? 'all clear' : first?.attributes.severity,
    alertMs: first && first.at.getTime() - uploadedAt.getTime(),
    settledMs,
  };
}
