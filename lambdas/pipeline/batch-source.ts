import type { Contract } from '../core/contract/contract.ts';
import { type Level, levelOf } from '../core/contract/level.ts';
import { defaultLearnFrom } from '../core/contract/reference-rules.ts';
import type { Yardstick } from '../core/profile/yardstick.ts';
import {
  type Arrivals,
  type ArrivedBatch,
  addArrival,
  arrivalsSchema,
  arrivedBefore,
} from '../core/signals/usual/arrivals.ts';
import {
  effectsOfBatch,
  type Learning,
  learnBatch,
  learningSchema,
  usualLearned,
} from '../core/signals/usual/learning.ts';
import { resultsKeys } from '../keys.ts';
import { decodeCompressedJson, decodeJson, encodeCompressedJson, encodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import type { ReferenceArtefact } from './reference/reference-artefact.ts';
import { decideAndSwap } from './swap.ts';

/** What a batch is judged by besides contract and reference: what is known of the batches before it. */
export interface BatchSource {
  /** Undefined where nothing is asked of the batches before. */
  readonly level: Level | undefined;
  /** With what is usual, where that was learned of batches, or is being learned. */
  readonly yardstick: Yardstick;
  /** In the order of arrival. */
  readonly before: readonly ArrivedBatch[];
}

/** A batch that can be compared, and all that it is compared with. */
export interface ComparableBatch {
  readonly batch: ProfiledBatch;
  readonly contract: Contract;
  readonly reference: ReferenceArtefact;
  readonly profile: NonNullable<ProfiledBatch['profile']>;
}

const noArrivals: Arrivals = { schemaVersion: 1, batches: [] };

/** What is known of the source of a batch, from what arrived before it. */
export async function readSource(comparable: ComparableBatch, services: Services): Promise<BatchSource> {
  const { batch, contract, reference } = comparable;
  const arrival = arrivalOf(batch);
  const before = arrivedBefore(await readArrivals(batch.model, services), arrival).filter(
    ({ id }) => id !== batch.batch.revises,
  );
  const level = levelOf(
    contract,
    before.map(({ receivedAt }) => Date.parse(receivedAt)),
  );
  const of = learnsFrom(comparable);
  if (of === 0) return { level, before, yardstick: reference.yardstick };
  const usual = usualLearned(reference, await readLearning(comparable, services), of, arrival);
  return { level, before, yardstick: { ...reference.yardstick, usual } };
}

/**
 * Remembers an accepted batch for those after it, and learns from it: not where it is grossly wrong. Safe to repeat, and in any order.
 */
export async function rememberBatch(
  comparable: ComparableBatch,
  { isDrifted, isGross }: { readonly isDrifted: boolean; readonly isGross: boolean },
  services: Services,
): Promise<void> {
  const { batch, reference, profile } = comparable;
  const arrival = arrivalOf(batch);
  const rows = profile.rows.accepted;
  const arrived = { ...arrival, rows, referenceVersion: reference.version, isDrifted };
  if (!isGross) await learn(comparable, services);
  const key = resultsKeys.arrivals(batch.model);
  await decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const arrivals = stored ? decodeJson(arrivalsSchema, key, stored.bytes) : noArrivals;
    const after = addArrival(arrivals, arrived, batch.batch.revises);
    return { answer: undefined, bytes: after === arrivals ? undefined : encodeJson(after) };
  });
}

async function learn(comparable: ComparableBatch, services: Services): Promise<void> {
  const { batch, reference, profile } = comparable;
  const of = learnsFrom(comparable);
  if (of === 0) return;
  const key = resultsKeys.learning(batch.model, reference.version);
  const options = { key, contentType: 'application/json', contentEncoding: 'gzip' };
  await decideAndSwap(options, services, async (stored) => {
    const learning = stored
      ? await decodeCompressedJson(learningSchema, key, stored.bytes)
      : nothingLearned(reference);
    const effects = effectsOfBatch(reference, arrivalOf(batch), profile);
    const after = learnBatch(learning, effects, of, batch.batch.revises);
    return { answer: undefined, bytes: after === learning ? undefined : await encodeCompressedJson(after) };
  });
}

/** From how many batches it is learned what is usual: none where the reference tells, or the contract does not want it. */
function learnsFrom({ contract, reference }: ComparableBatch): number {
  const { blocks, learnFrom = defaultLearnFrom } = contract.reference ?? {};
  return reference.yardstick.usual?.status === 'known' || blocks === 'none' ? 0 : learnFrom;
}

function arrivalOf({ batch: { id, receivedAt } }: ProfiledBatch) {
  return { id, receivedAt };
}

function nothingLearned({ version }: ReferenceArtefact): Learning {
  return { schemaVersion: 1, referenceVersion: version, batches: [] };
}

async function readArrivals(model: string, { results }: Services): Promise<Arrivals> {
  const key = resultsKeys.arrivals(model);
  const stored = await results.read(key);
  return stored ? decodeJson(arrivalsSchema, key, stored.bytes) : noArrivals;
}

async function readLearning({ batch, reference }: ComparableBatch, { results }: Services): Promise<Learning> {
  const key = resultsKeys.learning(batch.model, reference.version);
  const stored = await results.read(key);
  return stored ? decodeCompressedJson(learningSchema, key, stored.bytes) : nothingLearned(reference);
}
