import * as z from 'zod';
import { parseContract } from '../../lambdas/core/contract/parse-contract.ts';
import { inboxKeys, resultsPrefixes } from '../../lambdas/keys.ts';
import { explainContract } from './explain-input.ts';
import { openWholeInbox } from './inbox.ts';
import type { DismissCommand, MuteCommand } from './parse-stack-command.ts';
import { openResults } from './results-place.ts';
import type { Answer } from './run-stack-command.ts';
import { InputError, UsageError } from './usage.ts';

type Document = Record<string, unknown>;

/** What a change says of itself, when it was made. */
type Edit = (document: Document) => string;

/** Says in the contract of a model that nothing is told before a moment, or that a column is left out of drift tests. */
export function mute(command: MuteCommand): Promise<Answer> {
  const { model, until, column, undo } = command;
  if (column !== undefined) return edit(command, (document) => ignoreColumn(document, column, undo));
  return edit(command, (document) => {
    setAlert(document, 'muteUntil', undo ? undefined : until);
    return undo ? `${model} is told again` : `nothing is told of ${model} before ${until}`;
  });
}

/** Says in the contract of a model that somebody knows of what is open at this moment. */
export function dismiss(command: DismissCommand, now: Date): Promise<Answer> {
  const { model, undo } = command;
  return edit(command, (document) => {
    setAlert(document, 'dismissedAt', undo ? undefined : now.toISOString());
    return undo
      ? `reminders of what is open on ${model} are sent again`
      : `no more reminders of what was told of ${model} so far: what becomes worse is told, and its end`;
  });
}

/**
 * Reads a contract of the inbox, or the one that was drafted in its place, changes it and writes it into the inbox, where nobody else
 * has in between. It holds from the next batch on.
 *
 * @throws InputError when there is none, or it can't be used, before or after
 */
async function edit({ model, inbox: place, results }: Edited, change: Edit): Promise<Answer> {
  const { inbox, bucket } = openWholeInbox(place);
  const key = inboxKeys.contract(model);
  const uri = `s3://${bucket}/${key}`;
  const stored = await inbox.read(key);
  const document = documentOf(stored?.text ?? (await drafted(model, results, uri)));
  const said = change(document);
  const text = `${JSON.stringify(document, undefined, 2)}\n`;
  const parsed = parseContract(text);
  if (!parsed.ok) throw new InputError(explainContract(parsed.problems));
  if ((await inbox.replace(key, stored?.etag, text)) === 'conflict')
    throw new InputError(`${uri} was changed by somebody else meanwhile: try again`);
  return {
    text: `${said}\nwrote ${uri}; it holds from the next batch on`,
    data: { contract: uri, alerts: document.alerts ?? {} },
  };
}

type Edited = Pick<DismissCommand, 'model' | 'inbox' | 'results'>;

/** The newest contract that was drafted for a model. */
async function drafted(model: string, place: string | undefined, uri: string): Promise<string> {
  if (place === undefined)
    throw new InputError(`${uri} is not there; a drafted contract can be found with --results s3://RESULTS`);
  const results = await openResults(place);
  const listed = await Array.fromAsync(results.list(`${resultsPrefixes.contracts}${model}/`));
  const [newest] = listed.toSorted((a, b) => b.lastModified.getTime() - a.lastModified.getTime());
  const stored = newest && (await results.read(newest.key));
  if (!stored)
    throw new InputError(
      `neither ${uri} nor a drafted contract in ${results.place} is there: plumbline upload --as contract`,
    );
  return Buffer.from(stored.bytes).toString('utf8');
}

function documentOf(text: string): Document {
  const parsed = parseContract(text);
  if (!parsed.ok) throw new InputError(explainContract(parsed.problems));
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

function setAlert(document: Document, setting: string, value: string | undefined): void {
  const { [setting]: _, ...others } = z.record(z.string(), z.unknown()).parse(document.alerts ?? {});
  const alerts = value === undefined ? others : { ...others, [setting]: value };
  if (Object.keys(alerts).length > 0) document.alerts = alerts;
  else delete document.alerts;
}

function ignoreColumn(document: Document, name: string, undo: boolean): string {
  const columns = z.array(z.looseObject({ name: z.string() })).parse(document.columns);
  const column = columns.find((one) => one.name === name);
  if (!column)
    throw new UsageError(`--column "${name}": the contract has ${columns.map((one) => one.name).join(', ')}`);
  const { ignore: _, ...others } = z.record(z.string(), z.unknown()).parse(column.drift ?? {});
  const drift = undo ? others : { ...others, ignore: true };
  if (Object.keys(drift).length > 0) column.drift = drift;
  else delete column.drift;
  document.columns = columns;
  return undo ? `${name} is compared with the reference again` : `${name} is left out of drift tests`;
}
