import { inboxPrefixes, parseInboxKey } from '../../lambdas/keys.ts';
import { openInbox } from './inbox.ts';
import { InputError, UsageError } from './usage.ts';

/**
 * Asks for batches of a model to be judged again: an object in the inbox, as anybody may write it.
 *
 * @param url  `s3://INBOX/batches/MODEL/`
 * @param since  of batches that arrived from then on; of the last 30 days where it is left out
 * @param now  names the request
 * @throws UsageError when it is no date; InputError when the address names no model
 */
export async function replay(url: string, since: string | undefined, now: Date): Promise<readonly string[]> {
  if (since !== undefined && !/^\d{4}-\d\d-\d\d$/.test(since))
    throw new UsageError(`--since ${since}: 2026-11-20 is the form`);
  const { inbox, bucket, key } = openInbox(url);
  const parsed = parseInboxKey(inboxPrefixes.batches, `${key.replace(/\/$/, '')}/_`);
  if (!parsed) throw new InputError(`${url}: s3://INBOX/batches/MODEL/ is the form`);
  const request = `${inboxPrefixes.replays}${parsed.model}/${now.toISOString()}.json`;
  await inbox.write(request, JSON.stringify(since === undefined ? {} : { since }));
  return [`asked for it with s3://${bucket}/${request}`];
}
