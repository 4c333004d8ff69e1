import { describeProblem } from '../core/contract/parse-contract.ts';
import { type BatchArrival, seasonOfBatch } from '../core/contract/season-of-batch.ts';
import { type Season, seasonInWords } from '../core/contract/seasons.ts';
import type { Violation } from '../core/contract/violation.ts';
import { type KnownContract, type ModelContract, readModelContract, rowsVersion } from './model-contract.ts';
import type { Services } from './ports.ts';
import { buildNewestReference } from './reference/build-newest-reference.ts';
import type { ReferenceOf } from './reference/build-reference.ts';
import {
  type ReferenceArtefact,
  type ReferencePointer,
  readReference,
  readReferencePointer,
} from './reference/reference-artefact.ts';
import { isInInbox } from './reference/reference-pointer.ts';

/** What a batch of a model is held against. */
export type Monitor =
  | {
      readonly status: 'ready';
      readonly contract: KnownContract;
      readonly reference: ReferenceArtefact | undefined;
      /** Whose reference the contract asks for; absent where that is the default one. */
      readonly season: Season | undefined;
      /** What the owner of the batch should know of the choice. */
      readonly notes: readonly string[];
    }
  | { readonly status: 'no-contract' }
  | (ModelContract & { readonly status: 'invalid' });

/**
 * Finds a model's contract, and the reference for a batch: that of its season where the contract chooses so and there is one,
 * else the default one. A reference that is not built yet, or was built under a contract that reads rows or makes bins in
 * another way, is built here: it does not matter in which order a contract, a reference and a batch arrive. All else that
 * the contract says holds from this batch on.
 */
export async function loadMonitor(model: string, batch: BatchArrival, services: Services): Promise<Monitor> {
  const uploaded = await readModelContract(services.inbox, model);
  if (uploaded.status === 'invalid') return uploaded;
  const contract = uploaded.status === 'valid' ? uploaded.contract : undefined;
  const rules = contract?.document.reference;
  const season = rules && seasonOfBatch(rules, batch);
  const reference =
    (season && (await findReference({ model, season }, contract, services))) ??
    (await findReference({ model }, contract, services));
  const known = contract ?? reference?.contract;
  if (!known) return { status: 'no-contract' };
  return { status: 'ready', contract: known, reference, season, notes: notesOf(season, reference) };
}

/** Said where the contract asks for the reference of a season, and the default one has to do. */
function notesOf(season: Season | undefined, reference: ReferenceArtefact | undefined): readonly string[] {
  if (season === undefined || !reference || reference.season === season) return [];
  return [`no reference of ${seasonInWords(season)} can be used: compared with the default one`];
}

/** One that was deleted from the inbox gives way to the newest that is left; where none is, it stays in force. */
async function findReference(
  of: ReferenceOf,
  contract: KnownContract | undefined,
  services: Services,
): Promise<ReferenceArtefact | undefined> {
  const current = await readReferencePointer(services.results, of.model, of.season);
  const isThere = current && (await isInInbox(current.pointer, services));
  const read = () => currentReference(of, current?.pointer, contract, services);
  return (
    (isThere ? await read() : undefined) ??
    (await buildNewestReference(of, contract, services)) ??
    (isThere ? undefined : await read())
  );
}

async function currentReference(
  { model }: ReferenceOf,
  pointer: ReferencePointer | undefined,
  contract: KnownContract | undefined,
  { results, log }: Services,
): Promise<ReferenceArtefact | undefined> {
  if (!pointer) return undefined;
  const { version } = pointer;
  const stored = await readReference(results, model, version);
  if (stored.status === 'read') return suits(stored.artefact, contract) ? stored.artefact : undefined;
  log.warn('reference-not-readable', { model, version, status: stored.status });
  return undefined;
}

/** Without an uploaded contract the one that was inferred with the reference is in force. */
function suits({ contract: own }: ReferenceArtefact, contract: KnownContract | undefined): boolean {
  return contract ? rowsVersion(own) === rowsVersion(contract) : own.source === 'inferred';
}

/** Why an upload can't be held against anything. @param next  what becomes of it once that is mended */
export function withoutContract(
  monitor: Exclude<Monitor, { readonly status: 'ready' }>,
  next: string,
): Violation {
  if (monitor.status === 'no-contract') {
    return {
      code: 'no-contract',
      message: `the model has neither a contract nor a usable reference: drop one of them, ${next}`,
    };
  }
  const [first] = monitor.problems;
  const more = monitor.problems.length > 1 ? ` (and ${monitor.problems.length - 1} more)` : '';
  const problem = first ? describeProblem(first) : 'unknown';
  return {
    code: 'invalid-contract',
    message: `the contract ${monitor.key} can't be used: ${problem}${more}; mend it, ${next}`,
  };
}
