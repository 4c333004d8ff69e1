import { createHash } from 'node:crypto';
import type { Contract } from '../core/contract/contract.ts';
import { rowsInText } from '../core/contract/contract-versions.ts';
import type { DraftNote } from '../core/contract/draft-notes.ts';
import { type ContractProblem, parseContract } from '../core/contract/parse-contract.ts';
import { inboxKeys } from '../keys.ts';
import type { ReadableStore } from './ports.ts';

/** A contract with where it came from and a name for its content. */
export interface KnownContract {
  readonly source: 'uploaded' | 'inferred';
  /** Of all of it; see {@link rowsVersion} for the part that a reference depends on. */
  readonly version: string;
  readonly document: Contract;
  /** Of an inferred one: what was dropped, demoted or doubted. */
  readonly notes?: readonly DraftNote[] | undefined;
}

export type ModelContract =
  | { readonly status: 'none' }
  | { readonly status: 'valid'; readonly contract: KnownContract }
  | {
      readonly status: 'invalid';
      readonly key: string;
      readonly version: string;
      readonly problems: readonly ContractProblem[];
    };

/** Two thousand columns with all their settings are a tenth of it. */
const maximumBytes = 4 * 1024 * 1024;

/** What is larger is no contract, and is not read: many are looked at in one run of a small function. */
function tooLarge(key: string, etag: string, sizeBytes: number): ModelContract {
  const inMb = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;
  const problem = { path: '', expected: `a file of at most ${inMb(maximumBytes)}`, found: inMb(sizeBytes) };
  return { status: 'invalid', key, version: contentVersion(etag), problems: [problem] };
}

/** The contract that people uploaded for a model. */
export async function readModelContract(inbox: ReadableStore, model: string): Promise<ModelContract> {
  const key = inboxKeys.contract(model);
  const stored = await inbox.open(key);
  if (!stored) return { status: 'none' };
  const { sizeBytes, etag, source } = stored;
  if (sizeBytes > maximumBytes) return tooLarge(key, etag, sizeBytes);
  const bytes = await source.slice(0, sizeBytes);
  const version = contentVersion(bytes);
  const parsed = parseContract(new TextDecoder().decode(bytes));
  if (!parsed.ok) return { status: 'invalid', key, version, problems: parsed.problems };
  return { status: 'valid', contract: { source: 'uploaded', version, document: parsed.contract } };
}

/** Names what a contract says that rows and bins depend on: references are made anew where it differs, and only there. */
export function rowsVersion({ document }: Pick<KnownContract, 'document'>): string {
  return contentVersion(rowsInText(document));
}

/** Names a content: the first 48 bits of its SHA-256. */
export function contentVersion(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
