import { type Season, seasonInWords } from '../../core/contract/seasons.ts';
import { resultsKeys } from '../../keys.ts';
import type { Services } from '../ports.ts';
import type { ProfiledBatch } from '../profiled-batch.ts';
import { type ReferenceArtefact, readReference } from './reference-artefact.ts';

/** The reference on whose bins a batch was profiled, or why it can't be compared with one. */
export type ReferenceOfBatch =
  | { readonly status: 'found'; readonly artefact: ReferenceArtefact }
  | { readonly status: 'none'; readonly reason: string };

/** @throws Error when it is gone: a fault of ours, or a hand in the bucket */
export async function referenceOfBatch(
  { model, season, referenceVersion }: ProfiledBatch,
  { results }: Services,
): Promise<ReferenceOfBatch> {
  if (referenceVersion === undefined) return { status: 'none', reason: withoutReference(season) };
  const stored = await readReference(results, model, referenceVersion);
  switch (stored.status) {
    case 'read':
      return { status: 'found', artefact: stored.artefact };
    case 'other-schema':
      return {
        status: 'none',
        reason: 'its reference was made by another version of Plumbline: drop the batch again',
      };
    case 'none':
      throw new Error(
        `${resultsKeys.reference(model, referenceVersion)} is gone, but a batch was profiled on its bins`,
      );
    default:
      return stored satisfies never;
  }
}

/** Undefined where there is none. */
export function artefactOf(reference: ReferenceOfBatch): ReferenceArtefact | undefined {
  return reference.status === 'found' ? reference.artefact : undefined;
}

function withoutReference(season: Season | undefined): string {
  return season === undefined
    ? 'the model has no reference yet: the batch is judged again when one comes'
    : `the model has neither a reference of ${seasonInWords(season)} nor a default one yet: the batch is judged again when one comes`;
}
