import type { ChangeOf } from '../../result/change-schema.ts';
import { percent } from '../../text/in-words.ts';

/** `rows that come more than once rose from 0 % to 5 % of the different ones`. */
export function repeatedRowsInWords({ from, to }: ChangeOf<'repeated-rows'>): string {
  return `rows that come more than once rose from ${percent(from)} to ${percent(to)} of the different ones`;
}
