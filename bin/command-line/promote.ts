import { closedFolder, inboxPrefixes, isLeftBehind, isPartFile, parseInboxKey } from '../../lambdas/keys.ts';
import { referenceName } from '../../lambdas/pipeline/reference/reference-name.ts';
import { type InboxPlace, openInbox, type SeenVersion } from './inbox.ts';
import { InputError } from './usage.ts';

/** What was done, a line each. */
type Done = readonly string[];

/**
 * Makes a batch of the inbox the reference of its model: a file, or a folder with its parts, what closes it last.
 *
 * @param url  `s3://INBOX/batches/MODEL/FILE`, or a folder of parts with a slash at its end
 * @param season  the folder of a month or a day of the week: `month=december`
 * @throws InputError when there is no such batch, or no such month or day
 */
export async function promote(url: string, season: string | undefined): Promise<Done> {
  const { inbox, bucket, key } = openInbox(url);
  const parsed = parseInboxKey(inboxPrefixes.batches, key.replace(/\/$/, '/_SUCCESS'));
  if (!parsed) throw new InputError(`${url}: s3://INBOX/batches/MODEL/FILE is the form`);
  const folder = season === undefined ? '' : `${seasonFolderNamed(season)}/`;
  const to = `${inboxPrefixes.references}${parsed.model}/${folder}`;
  const keys = await batchKeys({ inbox, bucket, key });
  const base = key.endsWith('/') ? key.slice(0, -1).lastIndexOf('/') + 1 : key.lastIndexOf('/') + 1;
  for (const one of keys) await inbox.copy(one, `${to}${one.slice(base)}`);
  return keys.map((one) => `copied to s3://${bucket}/${to}${one.slice(base)}`);
}

function seasonFolderNamed(season: string): string {
  if (referenceName(`${season}/`).status !== 'season')
    throw new InputError(`--season ${season}: month=december or weekday=monday is the form`);
  return season;
}

/** The objects of a batch; what closes a folder comes last. */
async function batchKeys({ inbox, bucket, key }: InboxPlace): Promise<readonly string[]> {
  const listed = await inbox.keys(key);
  const keys = key.endsWith('/')
    ? listed.filter((one) => isPartFile(one) || closedFolder(one) !== undefined)
    : listed.filter((one) => one === key);
  const closings = keys.filter((one) => closedFolder(one) !== undefined);
  const parts = keys.filter((one) => closedFolder(one) === undefined);
  if (parts.length === 0 || (key.endsWith('/') && closings.length === 0))
    throw new InputError(`s3://${bucket}/${key}: there is no such batch`);
  return [...parts, ...closings];
}

/**
 * Takes the newest reference of a model back: the one before it is in force again from the next batch on.
 *
 * @param url  `s3://INBOX/references/MODEL/`, or a folder of a season below it
 * @throws InputError when there is none before it
 */
export async function undoPromotion(url: string): Promise<Done> {
  const { inbox, bucket, key } = openInbox(url);
  const parsed = parseInboxKey(inboxPrefixes.references, `${key.replace(/\/$/, '')}/_`);
  if (!parsed) throw new InputError(`${url}: s3://INBOX/references/MODEL/ is the form`);
  const folder = key.endsWith('/') ? key : `${key}/`;
  const uploads = (await inbox.versions(folder)).filter((one) => isUpload(one, folder));
  const [newest, before] = uploads;
  if (!newest || !before) throw new InputError(`${url}: there is no reference before the newest one`);
  if (before.key === newest.key) {
    await inbox.copy(before.key, before.key, before.versionId);
    return [`brought back the version before of s3://${bucket}/${newest.key}`];
  }
  await inbox.remove(newest.key);
  return [
    `deleted s3://${bucket}/${newest.key}`,
    `s3://${bucket}/${before.key} is in force again from the next batch on`,
  ];
}

/** A file, or what closes a folder: of the default reference, or of the season whose folder was named. */
function isUpload({ key }: SeenVersion, folder: string): boolean {
  if (isPartFile(key) || isLeftBehind(key)) return false;
  return referenceName(key.slice(folder.length)).status === 'default';
}
