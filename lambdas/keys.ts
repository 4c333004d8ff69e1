import { createHash } from 'node:crypto';

/** Where people write, in the inbox bucket. */
export const inboxPrefixes = {
  contracts: 'contracts/',
  references: 'references/',
  batches: 'batches/',
  labels: 'labels/',
  /** What asks for batches to be judged again. */
  replays: 'replays/',
  environments: 'environments/',
  holdouts: 'holdouts/',
} as const;

/** Where Plumbline writes, in the results bucket. */
export const resultsPrefixes = {
  contracts: 'contracts/',
  references: 'references/',
  profiles: 'profiles/',
  quarantine: 'quarantine/',
  scores: 'scores/',
  labels: 'labels/',
  joined: 'joined/',
  performance: 'performance/',
  results: 'results/',
  history: 'history/',
  reports: 'reports/',
  alerts: 'alerts/',
  deliveries: 'deliveries/',
  incidents: 'incidents/',
  cadence: 'cadence/',
  recent: 'recent/',
  audits: 'audits/',
  /** How batches that are larger than one function are cut, and what their parts came to. */
  plans: 'plans/',
  parts: 'parts/',
  /** Files of windows, each checked by itself, until their window is closed. */
  windows: 'windows/',
  /** Batches that came before what they are held against. */
  waiting: 'waiting/',
  /** Batches that are to be judged again, one an object. */
  replays: 'replays/',
  environments: 'environments/',
  holdouts: 'holdouts/',
  /** Uploads that nothing was done with, by day. */
  strays: 'strays/',
  /** Folders of parts that were begun, by the hour. */
  folders: 'folders/',
} as const;

/** A profiled batch ends so; the notification that starts detect-drift filters on it. */
export const profiledBatchSuffix = '.batch.json.gz';

/** A finished alert in the outbox ends so; the notification that starts send-alerts filters on it. */
export const alertSuffix = '.json';

/** Alerts that belong to no model (an upload whose key names none) are kept under this name. */
export const noModel = '_unrouted';

/** Alerts about all models at once, such as the weekly digest, are kept under this name. */
export const allModels = '_all';

/**
 * The model that Plumbline uploads itself, to see whether its verdict comes out. People can give no model this name, and no page, digest,
 * chart or subscriber hears of it.
 */
export const canaryModel = '_canary';

/** One version of one S3 object. An unversioned bucket has the version id `null`, as S3 writes it. */
export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** What the key of an inbox object says: which model, and the rest of the path. */
export interface InboxKey {
  readonly model: string;
  /** Path below the model, never empty. */
  readonly path: string;
}

const MODEL = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What a model may be called, in words, for messages. */
export const modelNameRule =
  'letters, digits, dot, underscore and hyphen, beginning with a letter or digit, at most 64 characters';

/** Whether a name can be the name of a model: see {@link modelNameRule}. */
export function isModelName(name: string): boolean {
  return MODEL.test(name);
}

/**
 * Reads `<prefix><model>/<path>`.
 *
 * @returns undefined when the key does not name a model and something below it
 */
export function parseInboxKey(prefix: string, key: string): InboxKey | undefined {
  if (!key.startsWith(prefix)) return undefined;
  const rest = key.slice(prefix.length);
  const slash = rest.indexOf('/');
  if (slash <= 0 || slash === rest.length - 1) return undefined;
  const model = rest.slice(0, slash);
  const isModel = isModelName(model) || model === canaryModel;
  return isModel ? { model, path: rest.slice(slash + 1) } : undefined;
}

/** What stands below the model in a key of the inbox: the folders of an upload, and its name. */
export function inboxPath(key: string): string {
  return key.split('/').slice(2).join('/');
}

/** The model of `contracts/<model>.json`, or undefined; the canary's is not one of people's. */
export function parseContractKey(key: string): string | undefined {
  return modelOfJson(inboxPrefixes.contracts, key);
}

/** The model of `windows/open/<model>.json` in the results bucket, or undefined. */
export function parseOpenWindowsKey(key: string): string | undefined {
  return modelOfJson(openWindowsPrefix, key);
}

/** The model of `incidents/<model>.json` in the results bucket, or undefined. */
export function parseIncidentsKey(key: string): string | undefined {
  return modelOfJson(resultsPrefixes.incidents, key);
}

function modelOfJson(prefix: string, key: string): string | undefined {
  if (!key.startsWith(prefix) || !key.endsWith('.json')) return undefined;
  const model = key.slice(prefix.length, -'.json'.length);
  return isModelName(model) ? model : undefined;
}

/** A folder marker as the S3 console makes them. */
export function isFolderMarker(key: string): boolean {
  return key.endsWith('/');
}

/**
 * What writers put beside the data for themselves: files that begin with `_` or a dot (`_SUCCESS`, `.part.crc`), whatever lies in
 * a folder below the model that does (`_delta_log/`, `_spark_metadata/`, `_temporary/`), and `x_$folder$` of older Hadoop. No batch.
 */
export function isBookkeepingFile(key: string): boolean {
  const names = key.split('/');
  const isHidden = names.some(
    (name, index) => /^(_|\.(?!\.?$))/.test(name) && (index > 1 || index === names.length - 1),
  );
  return isHidden || key.endsWith('_$folder$');
}

/** What closes a folder of parts, as Spark and Hadoop write it last of all. */
const closingFile = '_SUCCESS';

/** The folder that an object closes, with its slash: `batches/m/day=1/`; undefined for every other object. */
export function closedFolder(key: string): string | undefined {
  if (!key.endsWith(`/${closingFile}`)) return undefined;
  const folder = key.slice(0, -closingFile.length);
  return isBookkeepingFile(folder) ? undefined : folder;
}

const manifest = /\/(?:[^/]*[^A-Za-z/])?manifest(?:\.json|\.csv)?$/i;

/**
 * Whether an object is a manifest, which names the files of one batch: `_manifest.json`, `0000manifest` and `manifest` as Amazon
 * Redshift writes them, `…-manifest.csv` of Athena.
 */
export function isManifest(key: string): boolean {
  return manifest.test(key) && !isBookkeepingFile(key.slice(0, key.lastIndexOf('/') + 1));
}

/** Whether an object makes one batch of others. */
export function closesBatch(key: string): boolean {
  return closedFolder(key) !== undefined || isManifest(key);
}

/** What consoles and writers leave behind, which is no upload; what closes a batch is one. */
export function isLeftBehind(key: string): boolean {
  return isFolderMarker(key) || (isBookkeepingFile(key) && !closesBatch(key));
}

/**
 * Whether an object is a part of a folder, named as programs that write many at once name them: `part-00000-1a2b.csv`,
 * `part-m-00000`. No batch of its own: the folder is one when it is closed. `part-time.csv` is a batch like any other.
 */
export function isPartFile(key: string): boolean {
  return /\/part-(?:[mr]-)?\d[^/]*$/.test(key);
}

/** What closes the folder of a part. */
export function closingKey(partKey: string): string {
  return `${partKey.slice(0, partKey.lastIndexOf('/') + 1)}${closingFile}`;
}

/** Whether a folder, without its slash, is a partition as Hive and its like write them: `dt=2026-11-30` names a column and a value. */
export function isPartition(folder: string): boolean {
  return /^[^=]+=/.test(folder);
}

/**
 * All that may close the folder that a part lies in, the nearest first: what stands in its own folder, and above that for as long as the
 * folders between are partitions. In the model's own folder it would take in every batch there ever was, so it closes that one alone.
 */
export function closingKeys(partKey: string): readonly string[] {
  const folders = partKey.split('/').slice(0, -1);
  const keys = [closingKey(partKey)];
  while (folders.length > 3 && isPartition(folders.pop() ?? ''))
    keys.push(`${folders.join('/')}/${closingFile}`);
  return keys;
}

/**
 * Names an object version for ever: a readable part of the file's name and 48 bits of the SHA-256 of
 * bucket, key and version. The same event twice gives the same id.
 */
export function objectId({ bucket, key, versionId }: ObjectVersion): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([bucket, key, versionId]))
    .digest('hex');
  return `${slug(key)}-${digest.slice(0, 12)}`;
}

/**
 * Names a further judgement of a batch: after the judgement before it and what the batch is held against now. So whoever asks
 * twice gets one.
 *
 * @param before  id of the judgement that it takes the place of
 * @param against  versions of contract and reference
 */
export function revisionId(before: string, against: readonly (string | undefined)[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([before, ...against.map((version) => version ?? null)]))
    .digest('hex');
  return `${firstJudgement(before)}${revisionMark}${digest.slice(0, 8)}`;
}

const revisionMark = '-again-';

/** The id that a batch had when it was first judged, of that of any judgement. */
export function firstJudgement(batchId: string): string {
  return batchId.replace(new RegExp(`${revisionMark}[0-9a-f]{8}$`), '');
}

/** An upload by when it arrived, and its id. */
export interface Arrived {
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly id: string;
}

/** `20261130T172714000Z`: an instant as keys have it, in the order of time. */
function arrivalStamp(receivedAt: string): string {
  return new Date(receivedAt).toISOString().replace(/[-:.]/g, '');
}

/** The upload that a key of scores or labels is of, or undefined. */
export function parseArrivedKey(key: string): Arrived | undefined {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(.+)\.gz$/.exec(name);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, milliseconds, id = ''] = found;
  return { receivedAt: `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`, id };
}

/**
 * What the names of all that arrived in a span of time begin with, month by month.
 *
 * @param prefix  `scores/` or `labels/` of the results bucket
 */
export function arrivedPrefixes(prefix: string, model: string, from: Date, until: Date): readonly string[] {
  const prefixes: string[] = [];
  const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth()));
  for (; month <= until; month.setUTCMonth(month.getUTCMonth() + 1))
    prefixes.push(`${prefix}${model}/${arrivalStamp(month.toISOString()).slice(0, 6)}`);
  return prefixes;
}

function slug(name: string): string {
  // What closes a folder is named after it: there is a _SUCCESS in every one, or a manifest.
  const key = closedFolder(name)?.slice(0, -1) ?? name.replace(/\/_?manifest(?:\.json|\.csv)?$/, '');
  const file = key.slice(key.lastIndexOf('/') + 1);
  const stem = file.replace(/(\.[A-Za-z0-9]{1,8}){1,2}$/, '');
  const safe = stem.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return safe.slice(0, 40) || 'object';
}

export const inboxKeys = {
  batch: (model: string, path: string) => `${inboxPrefixes.batches}${model}/${path}`,
  contract: (model: string) => `${inboxPrefixes.contracts}${model}.json`,
  references: (model: string) => `${inboxPrefixes.references}${model}/`,
  environments: (model: string) => `${inboxPrefixes.environments}${model}/`,
  holdouts: (model: string) => `${inboxPrefixes.holdouts}${model}/`,
} as const;

/** Stands in the place of a version for a batch that is the files of a window: no object is that. */
export const windowVersion = 'window';

/** Where the open windows of all models are listed, and where files wait for the others of their window. */
export const openWindowsPrefix = `${resultsPrefixes.windows}open/`;
export const windowFilesPrefix = `${resultsPrefixes.windows}files/`;

/** Names a version of a file among those of a window: by its key, then by when it arrived, so that the newest of a key comes last. */
export function windowFileName(object: ObjectVersion, receivedAt: Date): string {
  const key = createHash('sha256').update(object.key).digest('hex').slice(0, 12);
  return `${key}.${receivedAt.toISOString().replace(/\D/g, '')}.${objectId(object)}.json.gz`;
}

/** Stretches in which rows are counted, parts, groups of parts, and ranges of hashes that are searched for duplicates. */
export type PlannedItems = 'stretches' | 'parts' | 'groups' | 'ranges';

export const resultsKeys = {
  inferredContract: (model: string, version: string) =>
    `${resultsPrefixes.contracts}${model}/${version}.json`,
  /** Which reference is in force: the default one, or that of a season. Versions are of hexadecimal digits. */
  referencePointer: (model: string, season?: string) =>
    `${resultsPrefixes.references}${model}/current${season === undefined ? '' : `-${season}`}.json`,
  reference: (model: string, version: string) => `${resultsPrefixes.references}${model}/${version}.json.gz`,
  /** Why an upload can't be a reference. */
  refusedReference: (model: string, refusal: string) =>
    `${resultsPrefixes.references}${model}/refused-${refusal}.json`,
  profiledBatch: (model: string, batchId: string) =>
    `${resultsPrefixes.profiles}${model}/${batchId}${profiledBatchSuffix}`,
  /** Where all judgements of a batch lie, and of others whose ids begin alike. */
  profiledBatchesOf: (model: string, batchId: string) => `${resultsPrefixes.profiles}${model}/${batchId}`,
  quarantinedRows: (model: string, batchId: string) =>
    `${resultsPrefixes.quarantine}${model}/${batchId}/rows.jsonl.gz`,
  /** The quarantined rows of a CSV file as one, to be mended and dropped again. */
  fixableRows: (model: string, batchId: string) =>
    `${resultsPrefixes.quarantine}${model}/${batchId}/rows.csv.gz`,
  /** What labels are joined to, of one batch; the name begins with when it arrived. */
  scores: (model: string, { receivedAt, id }: Arrived) =>
    `${resultsPrefixes.scores}${model}/${arrivalStamp(receivedAt)}-${id}.gz`,
  /** What a label file says, by id; the name begins with when it arrived. */
  labels: (model: string, { receivedAt, id }: Arrived) =>
    `${resultsPrefixes.labels}${model}/${arrivalStamp(receivedAt)}-${id}.gz`,
  /** The label of each row of a batch, and which file it is from. */
  joined: (model: string, batchId: string) => `${resultsPrefixes.joined}${model}/${batchId}.gz`,
  /** How good the model was on a batch, as it is known now. */
  performance: (model: string, batchId: string) => `${resultsPrefixes.performance}${model}/${batchId}.json`,
  /** Which verdicts of performance people have been told of since the batches' own messages. */
  corrections: (model: string) => `${resultsPrefixes.performance}${model}/corrections.json`,
  result: (model: string, batchId: string) => `${resultsPrefixes.results}${model}/${batchId}.json`,
  history: (model: string, batchId: string) => `${resultsPrefixes.history}${model}/${batchId}.json`,
  /** Where the records of a model's batches lie. */
  historyOf: (model: string) => `${resultsPrefixes.history}${model}/`,
  /** The newest of them in one. */
  recentRecords: (model: string) => `${resultsPrefixes.recent}${model}/records.json.gz`,
  report: (model: string, batchId: string) => `${resultsPrefixes.reports}${model}/${batchId}.html`,
  modelPage: (model: string) => `${resultsPrefixes.reports}${model}/index.html`,
  /** A model's line on the page of all models; no model's name begins with an underscore. */
  modelSummary: (model: string) => `${resultsPrefixes.reports}_models/${model}.json`,
  modelSummaries: `${resultsPrefixes.reports}_models/`,
  modelIndex: `${resultsPrefixes.reports}index.html`,
  /** Which batch brings the page of all models up to date. */
  indexTurn: `${resultsPrefixes.recent}_all/index.txt`,
  /** The page of a week, `2026-W47`, of all models. */
  digest: (week: string) => `${resultsPrefixes.reports}week-${week}.html`,
  alert: (model: string, alertId: string) => `${resultsPrefixes.alerts}${model}/${alertId}${alertSuffix}`,
  incidents: (model: string) => `${resultsPrefixes.incidents}${model}.json`,
  /** What labels said of the newest batches, and which loss people have been told of. */
  losses: (model: string) => `${resultsPrefixes.incidents}${model}/losses.json`,
  /** The accepted batches of a model that arrived last. */
  arrivals: (model: string) => `${resultsPrefixes.recent}${model}.json`,
  /** What is usual for a model's batches against one reference, as far as it is learned from them. */
  learning: (model: string, version: string) => `${resultsPrefixes.recent}${model}/usual-${version}.json.gz`,
  /** That a function of the clock has run; when, is the object's own date. */
  lastRun: (name: string) => `${resultsPrefixes.audits}runs/${name}.json`,
  /** What became of the canary, and which one is on its way. */
  canary: `${resultsPrefixes.audits}canary.json`,
  /** The last day whose uploads were looked at: was each of them judged? */
  comparedInbox: `${resultsPrefixes.audits}inbox.json`,
  /** What operators were last told of who listens and who does not. */
  subscriptionAudit: `${resultsPrefixes.audits}subscriptions.json`,
  /** The packages of an uploaded lock file. */
  lockFile: (model: string, id: string) => `${resultsPrefixes.environments}${model}/${id}.packages.json.gz`,
  /** Which lock files there are, and since when. */
  lockFiles: (model: string) => `${resultsPrefixes.environments}${model}/lock-files.json`,
  /** Which changes of versions people have been told of. */
  toldEnvironment: (model: string) => `${resultsPrefixes.environments}${model}/told.json`,
  /** Which windows of a model are not closed yet. */
  openWindows: (model: string) => `${openWindowsPrefix}${model}.json`,
  /** Where the checked files of a window lie. */
  windowFiles: (model: string, batchId: string) => `${windowFilesPrefix}${model}/${batchId}/`,
  /** What labels are joined to, of one file of a window. */
  windowScores: (model: string, batchId: string, fileId: string) =>
    `${resultsPrefixes.windows}scores/${model}/${batchId}/${fileId}.gz`,
  /** Which files were in a window when it was closed. */
  closedWindow: (model: string, batchId: string) =>
    `${resultsPrefixes.windows}closed/${model}/${batchId}.json`,
  /** Which upload a model's holdout runs are held against. */
  holdoutBaseline: (model: string) => `${resultsPrefixes.holdouts}${model}/baseline.json`,
  /** What is kept of its rows. */
  holdoutRows: (model: string, id: string) => `${resultsPrefixes.holdouts}${model}/${id}.rows.json.gz`,
  holdoutRun: (model: string, id: string) => `${resultsPrefixes.holdouts}${model}/${id}.json`,
  /** The newest runs of a model, in short. */
  holdoutRuns: (model: string) => `${resultsPrefixes.holdouts}${model}/runs.json`,
  holdoutReport: (model: string, id: string) => `${resultsPrefixes.reports}${model}/holdout-${id}.html`,
  /** What a batch in parts is, and what it is held against. */
  plan: (model: string, batchId: string) => `${resultsPrefixes.plans}${model}/${batchId}/plan.json.gz`,
  /** What a run goes over, one item after the other. */
  planned: (model: string, batchId: string, items: PlannedItems) =>
    `${resultsPrefixes.plans}${model}/${batchId}/${items}.json`,
  /** The rows that were counted in a stretch. */
  countedRows: (model: string, batchId: string, index: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/counted-${index}.json`,
  part: (model: string, batchId: string, index: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/part-${index}.json.gz`,
  /** What some parts, one behind the other, came to together. */
  mergedParts: (model: string, batchId: string, group: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/merged-${group}.json.gz`,
  /** How many hashes of unique values of a part lie in each range, and the hashes of a range. */
  identities: (model: string, batchId: string, index: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/identities-${index}.json`,
  identityRecords: (model: string, batchId: string, index: number, chunk: number, range: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/identities-${index}-${chunk}-${range}`,
  /** Which parts have rows whose value, of a range of hashes, an earlier row has; and those rows. */
  repeats: (model: string, batchId: string, range: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/repeats-${range}.json`,
  repeatedRows: (model: string, batchId: string, range: number, index: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/repeats-${range}-${index}`,
  partRows: (model: string, batchId: string, index: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/rows-${index}.jsonl.gz`,
  partScores: (model: string, batchId: string, index: number) =>
    `${resultsPrefixes.parts}${model}/${batchId}/scores-${index}.gz`,
  watchedCadence: (model: string) => `${resultsPrefixes.cadence}${model}.json`,
  /** Batches of a model that came before what they are held against. */
  waiting: (model: string) => `${resultsPrefixes.waiting}${model}.json`,
  /** An upload that nothing was done with. @param day  2026-11-20, on which it was noticed */
  stray: (day: string, id: string) => `${resultsPrefixes.strays}${day}/${id}.json`,
  straysOf: (day: string) => `${resultsPrefixes.strays}${day}/`,
  /** A folder of parts that was begun and not closed then. @param hour  2026-11-20T06 */
  begunFolder: (hour: string, id: string) => `${resultsPrefixes.folders}${hour}/${id}.json`,
  begunFolders: (hour: string) => `${resultsPrefixes.folders}${hour}/`,
  /** That a batch is to be judged again. @param cause  names what asks for it */
  replay: (model: string, batchId: string, cause: string) =>
    `${resultsPrefixes.replays}${model}/${batchId}/${cause}.json`,
  delivery: (model: string, alertId: string) => `${resultsPrefixes.deliveries}${model}/${alertId}.json`,
} as const;
