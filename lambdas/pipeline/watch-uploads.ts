import { composeOpenFoldersAlert } from '../core/alert/upload/compose-folder-alerts.ts';
import { composeStrayUploadsAlert } from '../core/alert/upload/compose-stray-alerts.ts';
import { formatInterval } from '../core/text/in-words.ts';
import { closesBatch, closingKeys, inboxPrefixes, isFolderMarker, noModel, resultsKeys } from '../keys.ts';
import { inTurns } from './in-turns.ts';
import { storeAlert } from './outbox.ts';
import type { ReadableStore, Services, StoredObject } from './ports.ts';
import { readOrWarn } from './read-or-warn.ts';
import { type BegunFolder, begunFolderSchema, hourOf } from './upload/begun-folder.ts';
import { dayOf, strayUploadSchema } from './upload/unrecognised-upload.ts';

const hourMs = 3_600_000;

/** A folder that nothing has closed for so long is told. */
export const closedWithinMs = 3 * hourMs;

/** Hours of folders that each run looks at, after they are due: one that did not run is made up for. */
const hoursLookedAt = 6;

/** Objects of a kind that are looked at, and folders outside of the known ones. */
const mostLookedAt = 1_000;
const mostFolders = 20;

/** Keys that an alert names. */
const mostNamed = 20;

const atOnce = 8;

/**
 * Tells of uploads that nothing is heard of: those of yesterday that could not be used, together; and folders of parts that nothing
 * has closed. Safe to repeat: alerts are named by day and by folder. What is looked at is bounded, whatever there is.
 *
 * @param time  that the run is for
 */
export async function watchUploads(time: Date, services: Services): Promise<void> {
  await tellStrays(new Date(time.getTime() - 24 * hourMs), services);
  await tellOpenFolders(time, services);
}

/** Those of a day that is over. One alone was told when it came. */
async function tellStrays(dayBefore: Date, services: Services): Promise<void> {
  const { environment, inbox, results, now } = services;
  const day = dayOf(dayBefore);
  const noted = await firstOf(results, resultsKeys.straysOf(day));
  const outside = await outsideKeys(day, inbox);
  const count = noted.length + outside.length;
  if (count === 0 || (noted.length === 1 && outside.length === 0)) return;
  const read = await inTurns(noted.slice(0, mostNamed), atOnce, ({ key }) =>
    readOrWarn(strayUploadSchema, key, services),
  );
  const keys = [...outside, ...read.flatMap((stray) => stray?.key ?? [])].slice(0, mostNamed);
  const alert = composeStrayUploadsAlert({
    id: `strays-${day}`,
    environment,
    model: noModel,
    createdAt: now().toISOString(),
    inboxBucket: inbox.bucket,
    ...{ day, keys, count },
  });
  await storeAlert(alert, services);
}

/** What was uploaded on a day where nobody looks. */
async function outsideKeys(day: string, inbox: ReadableStore): Promise<readonly string[]> {
  const { objects, folders } = await inbox.top();
  const known: readonly string[] = Object.values(inboxPrefixes);
  const unknown = folders.filter((folder) => !known.includes(folder)).slice(0, mostFolders);
  const within = await inTurns(unknown, atOnce, (folder) => firstOf(inbox, folder));
  return [...objects, ...within.flat()]
    .filter(({ key, lastModified }) => !isFolderMarker(key) && dayOf(lastModified) === day)
    .map(({ key }) => key);
}

/** Folders whose first part of the hour came so long ago that something should have closed them. */
async function tellOpenFolders(time: Date, services: Services): Promise<void> {
  const { environment, inbox, results, now } = services;
  const due = time.getTime() - closedWithinMs;
  const hours = Array.from({ length: hoursLookedAt }, (_, back) => hourOf(new Date(due - back * hourMs)));
  const listed = await inTurns(hours, atOnce, (hour) => firstOf(results, resultsKeys.begunFolders(hour)));
  const notes = listed.flat().filter(({ lastModified }) => lastModified.getTime() <= due);
  const begun = await inTurns(notes, atOnce, ({ key }) => readOrWarn(begunFolderSchema, key, services));
  const open = await inTurns(begun, atOnce, async (one) =>
    one && !(await isClosed(one, inbox)) ? [one] : [],
  );
  for (const [model, folders] of Map.groupBy(open.flat(), ({ model }) => model)) {
    const named = [...new Set(folders.map(({ part }) => folderOf(part)))].sort().slice(0, mostNamed);
    const alert = composeOpenFoldersAlert({
      id: `open-folders-${dayOf(time)}`,
      ...{ environment, model, createdAt: now().toISOString(), inboxBucket: inbox.bucket },
      folders: named,
      waited: formatInterval(closedWithinMs),
    });
    await storeAlert(alert, services);
  }
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1);
}

/** Whether something closes a folder by now, or its parts are gone. Lists are all that it needs to see. */
async function isClosed({ part }: BegunFolder, inbox: ReadableStore): Promise<boolean> {
  const beside = await firstOf(inbox, folderOf(part));
  if (beside.length === 0 || beside.some(({ key }) => closesBatch(key))) return true;
  for (const key of closingKeys(part)) {
    const [found] = await firstOf(inbox, key);
    if (found?.key === key) return true;
  }
  return false;
}

async function firstOf(store: ReadableStore, prefix: string): Promise<readonly StoredObject[]> {
  const found: StoredObject[] = [];
  for await (const object of store.list(prefix)) {
    if (found.push(object) >= mostLookedAt) break;
  }
  return found;
}
