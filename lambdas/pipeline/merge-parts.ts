import * as z from 'zod';
import { findRepeats } from './parts/find-repeats.ts';
import { finishBatch } from './parts/finish-batch.ts';
import { groupItemSchema, rangeItemSchema } from './parts/items.ts';
import { mergeGroup } from './parts/merge-groups.ts';
import { placeParts } from './parts/place-parts.ts';
import type { PlannedBatch } from './parts/plan-artefact.ts';
import type { Services } from './ports.ts';

/** What a run asks for between and behind the parts of a batch. */
const mergeTaskSchema = z.discriminatedUnion('task', [
  z.object({ task: z.literal('place') }),
  z.object({ task: z.literal('repeats'), item: rangeItemSchema }),
  z.object({ task: z.literal('merge'), item: groupItemSchema }),
  z.object({ task: z.literal('finish') }),
]);

/** Does what is done for a batch as a whole: decides where its parts begin, finds values that occur again, merges parts, and judges it. */
export async function mergeParts(planned: PlannedBatch, event: unknown, services: Services): Promise<void> {
  const task = mergeTaskSchema.parse(event);
  switch (task.task) {
    case 'place':
      return placeParts(planned, services);
    case 'repeats':
      return findRepeats(planned, task.item, services);
    case 'merge':
      return mergeGroup(planned, task.item, services);
    case 'finish':
      return finishBatch(planned, services);
    default:
      return task satisfies never;
  }
}
