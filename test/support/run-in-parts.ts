import { type PlannedItems, resultsKeys } from '../../lambdas/keys.ts';
import { countPart } from '../../lambdas/pipeline/count-part.ts';
import { findRepeats } from '../../lambdas/pipeline/parts/find-repeats.ts';
import { finishBatch } from '../../lambdas/pipeline/parts/finish-batch.ts';
import {
  groupItemSchema,
  partItemSchema,
  rangeItemSchema,
  readItems,
  stretchSchema,
} from '../../lambdas/pipeline/parts/items.ts';
import { mergeGroup } from '../../lambdas/pipeline/parts/merge-groups.ts';
import { placeParts } from '../../lambdas/pipeline/parts/place-parts.ts';
import type { PlannedBatch } from '../../lambdas/pipeline/parts/plan-artefact.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';
import { profilePart } from '../../lambdas/pipeline/profile-part.ts';

/** What a run does with the items of a list: by default each once, in its order. */
export type Visit = <Item>(
  items: readonly Item[],
  task: (item: Item) => Promise<void>,
  stage: 'count' | 'identify' | 'repeats' | 'profile' | 'merge',
) => Promise<void>;

/** Services whose large batches are noted down instead of run. */
export function notingRuns(services: Services, partBytes: number) {
  const started: PlannedBatch[] = [];
  const start = async (name: string, { model = '' }: Readonly<Record<string, string>>) => {
    const isKnown = started.some(({ batchId }) => batchId === name);
    if (!isKnown) started.push({ model, batchId: name });
    return isKnown ? ('exists' as const) : ('started' as const);
  };
  return { started, services: { ...services, largeBatches: { partBytes, start } } };
}

/** What the state machine does, one task after the other. */
export async function runInParts(
  planned: PlannedBatch,
  services: Services,
  visit: Visit = inOrder,
): Promise<void> {
  const keyOf = (items: PlannedItems) => resultsKeys.planned(planned.model, planned.batchId, items);
  const stretches = await readItems(stretchSchema, keyOf('stretches'), services);
  await visit(stretches, (stretch) => countPart(planned, { item: stretch }, services), 'count');
  await placeParts(planned, services);
  const parts = await readItems(partItemSchema, keyOf('parts'), services);
  const ranges = await readItems(rangeItemSchema, keyOf('ranges'), services);
  if (ranges.length > 0)
    await visit(
      parts,
      (part) => profilePart(planned, { task: 'identify', item: part }, services),
      'identify',
    );
  await visit(ranges, (range) => findRepeats(planned, range, services), 'repeats');
  await visit(parts, (part) => profilePart(planned, { item: part }, services), 'profile');
  const groups = await readItems(groupItemSchema, keyOf('groups'), services);
  await visit(groups, (group) => mergeGroup(planned, group, services), 'merge');
  await finishBatch(planned, services);
}

const inOrder: Visit = async (items, task) => {
  for (const item of items) await task(item);
};

/** In an order by chance, each so many times. */
export function shuffled(random: () => number, times: number): Visit {
  return async (items, task) => {
    const all = Array.from({ length: times }, () => items).flat();
    const inOrderOf = all.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at);
    for (const { item } of inOrderOf) await task(item);
  };
}
