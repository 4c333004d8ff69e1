import type { Contract } from './contract.ts';

/**
 * What a setting decides. `rows`: which rows are accepted, how they are read, and the bins and plans that are made of them;
 * another value makes another reference. `limits`: whether a file as a whole is taken, a batch or an upload that would be a
 * reference; one that was taken stays. `rest`: what is made of the numbers, who is told, and which reference is chosen.
 */
export type ContractPart = 'rows' | 'limits' | 'rest';

type PartsOf<T> = { readonly [Name in keyof T]-?: PartOf<NonNullable<T[Name]>> };

type PartOf<T> = T extends readonly (infer Item)[]
  ? Item extends object
    ? PartsOf<Item>
    : ContractPart
  : T extends object
    ? string extends keyof T
      ? ContractPart
      : PartsOf<T>
    : ContractPart;

/** The part of every setting: what is missing here does not compile. */
const contractParts: PartsOf<Contract> = {
  schemaVersion: 'rows',
  inferred: 'rest',
  columns: {
    name: 'rows',
    kind: 'rows',
    role: 'rows',
    class: 'rows',
    required: 'limits',
    nullable: 'rows',
    maxMissingShare: 'limits',
    min: 'rows',
    max: 'rows',
    above: 'rows',
    below: 'rows',
    values: 'rows',
    pattern: 'rows',
    maxLength: 'rows',
    dimension: 'rows',
    unit: 'rows',
    format: 'rows',
    unique: 'rows',
    sensitive: 'rows',
    critical: 'rest',
    // What is left out of drift has no place in the plans of pairs, segments and derived features.
    drift: {
      ignore: 'rows',
      derived: 'rows',
      method: 'rest',
      alpha: 'rest',
      minEffect: 'rest',
      criticalEffect: 'rest',
    },
  },
  rules: { left: 'rows', operator: 'rows', right: 'rows' },
  missingTokens: 'rows',
  booleans: { true: 'rows', false: 'rows' },
  csv: {
    delimiter: 'rows',
    escape: 'rows',
    decimal: 'rows',
    thousands: 'rows',
    comment: 'rows',
    trim: 'rows',
  },
  batch: {
    minRows: 'limits',
    maxRows: 'limits',
    maxRejectedShare: 'limits',
    extraColumns: 'limits',
    close: 'rest',
    window: 'rest',
    windowOf: 'rest',
  },
  drift: {
    alpha: 'rest',
    falseAlarmsPerYear: 'rest',
    minEffect: 'rest',
    criticalShare: 'rest',
    segmentBy: 'rows',
    segmentMinRows: 'rows',
    pairs: { ignore: 'rest', minEffect: 'rest', criticalEffect: 'rest' },
    multivariate: { ignore: 'rest', minEffect: 'rest', criticalEffect: 'rest' },
    representation: { ignore: 'rest' },
    without: 'rest',
  },
  // What is counted of rows goes by what is predicted; what is made of the counts is the rest.
  model: {
    task: 'rows',
    positiveClass: 'rows',
    primaryMetric: 'rest',
    maxLoss: 'rest',
    maxChurn: 'rest',
    costs: 'rest',
    limits: { confidence: 'rest', predictionMix: 'rest', latency: 'rest', errorRate: 'rest' },
    labels: { windowDays: 'rest' },
  },
  // They choose among references and batches, each of which is what it is; but for the blocks that a reference is cut into.
  reference: {
    season: 'rest',
    seasonOf: 'rest',
    timeZone: 'rest',
    rolling: 'rest',
    blocks: 'rows',
    learnFrom: 'rest',
  },
  alerts: {
    reminderDays: 'rest',
    quarantineShare: 'rest',
    environmentChanges: 'rest',
    consecutiveBatches: { info: 'rest', warning: 'rest', critical: 'rest' },
    recoveryBatches: 'rest',
    coolDownHours: 'rest',
    quietHours: { from: 'rest', to: 'rest', timeZone: 'rest', except: 'rest' },
    muteUntil: 'rest',
    dismissedAt: 'rest',
  },
  cadence: {
    every: 'rest',
    daily: 'rest',
    timeZone: 'rest',
    weekdays: 'rest',
    grace: 'rest',
    severity: 'rest',
  },
};

interface PartTree {
  readonly [name: string]: ContractPart | PartTree;
}

/**
 * What a contract says that rows and bins depend on, as text to be hashed: equal for two contracts under which a reference is
 * the same. It is of the contract as read, so that a default makes no difference whether written or not, nor the order of settings.
 */
export function rowsInText(contract: Contract): string {
  return JSON.stringify(pick(contract, contractParts, ['rows']));
}

/** The same with the limits of whole files: equal for two contracts under which the same uploads can be a reference. */
export function rowsAndLimitsInText(contract: Contract): string {
  return JSON.stringify(pick(contract, contractParts, ['rows', 'limits']));
}

/** The settings of a part by their paths, `columns[].drift.ignore`, in the order of the schema. */
export function settingsOf(part: ContractPart): readonly string[] {
  return pathsOf(contractParts, '').flatMap(([path, one]) => (one === part ? [path] : []));
}

/** Objects of which nothing is picked are left out: a threshold alone says nothing of rows. */
function pick(value: unknown, parts: ContractPart | PartTree, wanted: readonly ContractPart[]): unknown {
  if (typeof parts === 'string') return wanted.includes(parts) ? value : undefined;
  if (Array.isArray(value)) return value.map((item) => pick(item, parts, wanted) ?? {});
  if (typeof value !== 'object' || value === null) return undefined;
  const picked = Object.entries(parts)
    .map(([name, part]): [string, unknown] => [name, pick(Reflect.get(value, name), part, wanted)])
    .filter(([, one]) => one !== undefined);
  return picked.length === 0 ? undefined : Object.fromEntries(picked);
}

/** Settings of lists of objects. */
const listed: ReadonlySet<string> = new Set<keyof Contract>(['columns', 'rules']);

function pathsOf(parts: PartTree, prefix: string): readonly (readonly [string, ContractPart])[] {
  return Object.entries(parts).flatMap(([name, part]) =>
    typeof part === 'string'
      ? [[`${prefix}${name}`, part] as const]
      : pathsOf(part, `${prefix}${name}${prefix === '' && listed.has(name) ? '[]' : ''}.`),
  );
}
