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
import type { Services, StoredBytes } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import type { ReferenceArtefact } from './reference/reference-artefact.ts';
import { decideAndSwap, type Known } from './swap.ts';

/** What a batch is judged by besides contract and reference: what is known of the batches before it. */
export interface BatchSource {
  /** Undefined where nothing is asked of the batches before. */
  readonly level: Level | undefined;
  /** With what is usual, where that was learned of batches, or is being learned. */
  readonly yardstick: Yardstick;
  /** In the order of arrival. */
  readonly before: readonly ArrivedBatch[];
  /** Where that was read, to be added to; undefined where nothing was read. */
  readonly known: { readonly arrivals?: Known; readonly learning?: Known };
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
  const arrivals = { stored: await services.results.read(resultsKeys.arrivals(batch.model)) };
  const before = arrivedBefore(decodeArrivals(arrivals.stored), arrival).filter(
    ({ id }) => id !== batch.batch.revises,
  );
  const level = levelOf(
    contract,
    before.map(({ receivedAt }) => Date.parse(receivedAt)),
  );
  const of = learnsFrom(comparable);
  if (of === 0) return { level, before, yardstick: reference.yardstick, known: { arrivals } };
  const learning = {
    stored: await services.results.read(resultsKeys.learning(batch.model, reference.version)),
  };
  const usual = usualLearned(reference, await decodeLearning(learning.stored, reference), of, arrival);
  return { level, before, yardstick: { ...reference.yardstick, usual }, known: { arrivals, learning } };
}

/**
 * Remembers an accepted batch for those after it, and learns from it: not where it is grossly wrong. Safe to repeat, and in any order.
 *
 * @param known  what its source was read from
 */
export async function rememberBatch(
  comparable: ComparableBatch,
  { isDrifted, isGross }: { readonly isDrifted: boolean; readonly isGross: boolean },
  known: BatchSource['known'],
  services: Services,
): Promise<void> {
  const { batch, reference, profile } = comparable;
  const arrival = arrivalOf(batch);
  const rows = profile.rows.accepted;
  const arrived = { ...arrival, rows, referenceVersion: reference.version, isDrifted };
  if (!isGross) await learn(comparable, known.learning, services);
  const key = resultsKeys.arrivals(batch.model);
  const target = { key, known: known.arrivals, contentType: 'application/json' };
  await decideAndSwap(target, services, async (stored) => {
    const arrivals = decodeArrivals(stored);
    const after = addArrival(arrivals, arrived, batch.batch.revises);
    return { answer: undefined, bytes: after === arrivals ? undefined : encodeJson(after) };
  });
}

async function learn(
  comparable: ComparableBatch,
  known: Known | undefined,
  services: Services,
): Promise<void> {
  const { batch, reference, profile } = comparable;
  const of = learnsFrom(comparable);
  if (of === 0) return;
  const key = resultsKeys.learning(batch.model, reference.version);
  const options = { key, known, contentType: 'application/json', contentEncoding: 'gzip' };
  await decideAndSwap(options, services, async (stored) => {
    const learning = await decodeLearning(stored, reference);
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

function decodeArrivals(stored: StoredBytes | undefined): Arrivals {
  return stored ? decodeJson(arrivalsSchema, stored.key, stored.bytes) : noArrivals;
}

async function decodeLearning(
  stored: StoredBytes | undefined,
  { version }: ReferenceArtefact,
): Promise<Learning> {
  if (!stored) return { schemaVersion: 1, referenceVersion: version, batches: [] };
  return decodeCompressedJson(learningSchema, stored.key, stored.bytes);
}
