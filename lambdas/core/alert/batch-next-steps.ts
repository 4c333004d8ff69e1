import type { Result } from '../result/result-schema.ts';
import { plainText } from './clean-text.ts';

/** What to do about a batch, the likeliest first. */
export function batchNextSteps(result: Result, inboxBucket: string): string[] {
  const { model, batch, validation, drift } = result;
  const hasBadRows = validation.rows.quarantined > 0;
  const again = `drop the corrected file under the same key, ${plainText(batch.key, 200)}. It is checked again at once.`;
  const contract = `s3://${inboxBucket}/contracts/${model}.json`;
  if (validation.status === 'rejected') {
    return [
      `If the file is wrong, ${again}`,
      `If the file is right, the contract is not: change ${contract}, then upload the file again.`,
    ];
  }
  const openRows = 'Open the quarantined rows: each says which constraint it broke.';
  const fault = `If it is a fault, repair the source and ${again}`;
  if (drift.status === 'drifted') {
    return [
      'Open the result and ask the owner of the data what changed: the world, or the source.',
      fault,
      `If the change is wanted, copy the batch to s3://${inboxBucket}/references/${model}/ to make it the new reference.`,
      ...(hasBadRows ? [openRows] : []),
    ];
  }
  return [openRows, fault, `If the rows are right, loosen the contract: ${contract}.`];
}
