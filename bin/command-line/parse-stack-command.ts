import type { FailLevel } from './exit-status.ts';
import { failLevelNamed, modelNamed, type Values } from './parse-options.ts';
import { UsageError } from './usage.ts';

/** What is asked of a model that the stack watches, or of results that are there. Places are as given. */
export type StackCommand =
  | HistoryCommand
  | ReportCommand
  | DiffCommand
  | UploadCommand
  | MuteCommand
  | DismissCommand
  | DoctorCommand
  | { readonly name: 'completion'; readonly shell: string };

export interface HistoryCommand {
  readonly name: 'history';
  readonly model: string;
  readonly results: string;
  readonly last: number;
  readonly json: boolean;
}

export interface ReportCommand {
  readonly name: 'report';
  readonly model: string;
  /** Its name or its id; the newest where it is left out. */
  readonly batch: string | undefined;
  readonly results: string;
  readonly open: boolean;
  readonly json: boolean;
}

export interface DiffCommand {
  readonly name: 'diff';
  readonly before: string;
  readonly after: string;
  readonly json: boolean;
}

/** What a file can be to a model: the folder of the inbox that it goes to. */
export const uploadKinds = ['batch', 'reference', 'labels', 'holdout', 'environment', 'contract'] as const;
export type UploadKind = (typeof uploadKinds)[number];

export interface UploadCommand {
  readonly name: 'upload';
  readonly file: string;
  readonly model: string;
  readonly inbox: string;
  readonly as: UploadKind;
  /** Where to look for the verdict, where one waits for it. */
  readonly waitIn: string | undefined;
  readonly json: boolean;
  readonly failOn: FailLevel;
}

export interface MuteCommand {
  readonly name: 'mute';
  readonly model: string;
  readonly inbox: string;
  /** Where a drafted contract lies, where that is known. */
  readonly results: string | undefined;
  readonly until: string | undefined;
  readonly column: string | undefined;
  readonly undo: boolean;
  readonly json: boolean;
}

export interface DismissCommand {
  readonly name: 'dismiss';
  readonly model: string;
  readonly inbox: string;
  readonly results: string | undefined;
  readonly undo: boolean;
  readonly json: boolean;
}

export interface DoctorCommand {
  readonly name: 'doctor';
  readonly environment: string;
  readonly json: boolean;
}

/**
 * @param values  what the command needs is among them
 * @throws UsageError when a value can't be meant
 */
export function parseStackCommand(
  name: StackCommand['name'],
  values: Values,
  [first = '', second]: readonly string[],
): StackCommand {
  const { inbox = '', results = '', json = false, undo = false, column } = values;
  switch (name) {
    case 'history':
      return { name, model: modelNamed(first, 'MODEL'), results, last: countOf(values.last ?? '20'), json };
    case 'report':
      return {
        name,
        model: modelNamed(first, 'MODEL'),
        batch: second,
        results,
        open: values.open ?? false,
        json,
      };
    case 'diff':
      return { name, before: first, after: second ?? '', json };
    case 'upload':
      return uploadCommand(values, first);
    case 'mute': {
      const { until } = values;
      if (until === undefined && column === undefined && !undo)
        throw new UsageError('--until DATE is missing, or --column NAME');
      if (until !== undefined && Number.isNaN(Date.parse(until)))
        throw new UsageError(`--until "${until}": a date as 2026-12-01 or 2026-12-01T06:00Z`);
      return {
        name,
        model: modelNamed(first, 'MODEL'),
        inbox,
        results: values.results,
        until,
        column,
        undo,
        json,
      };
    }
    case 'dismiss':
      return { name, model: modelNamed(first, 'MODEL'), inbox, results: values.results, undo, json };
    case 'doctor':
      return { name, environment: values.env ?? '', json };
    case 'completion':
      return { name, shell: first };
    default:
      return name satisfies never;
  }
}

function uploadCommand(values: Values, file: string): UploadCommand {
  const { model = '', inbox = '', wait = false, results, json = false } = values;
  const as = uploadKinds.find((kind) => kind === (values.as ?? 'batch'));
  if (as === undefined) throw new UsageError(`--as "${values.as}": one of ${uploadKinds.join(', ')}`);
  if (wait && as !== 'batch') throw new UsageError(`--wait is for batches: nothing is said of a ${as} alone`);
  if (wait && results === undefined)
    throw new UsageError('--wait needs --results PLACE: that is where the verdict will lie');
  return {
    name: 'upload',
    file,
    model: modelNamed(model, '--model'),
    inbox,
    as,
    waitIn: wait ? results : undefined,
    json,
    failOn: failLevelNamed(values['fail-on'] ?? 'info'),
  };
}

function countOf(word: string): number {
  if (!/^[1-9]\d{0,2}$/.test(word)) throw new UsageError(`--last "${word}": a number from 1 to 999`);
  return Number(word);
}
