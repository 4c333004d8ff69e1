import type { Role } from './contract.ts';

/** What a column is to the model, and why. */
export interface DraftedRole {
  /** Undefined where it is only doubted whether it is one. */
  readonly role?: Role;
  /** With the role `confidence`: the class that its name gives. */
  readonly class?: string;
  /** Whether batches may lack it, whatever it turns out to be. */
  readonly mayLack?: true;
  /** For the reader of the draft; quotes the file. */
  readonly sentence: string;
}
