import { seasonInWords } from '../../contract/seasons.ts';
import { combinedFact } from '../../findings/environment-findings.ts';
import type { Result } from '../../result/result-schema.ts';
import { plainText } from '../../text/clean-text.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
import { commandLineEnvironment, contractUri, referencesUri } from '../../text/places.ts';

/** What to do about a batch, the likeliest first. */
export function batchNextSteps(
  result: Result,
  inboxBucket: string,
  readIn: 'mail' | 'report' = 'mail',
): string[] {
  if (result.environment === commandLineEnvironment) return localSteps(result);
  const { batch, validation, drift } = result;
  const key = plainText(batch.key, 200);
  if (validation.status === 'rejected') return rejectedSteps(result, key, inboxBucket);
  const openRows = 'Open the quarantined rows: each says which constraint it broke.';
  const fault = `If it is a fault, fix the source and upload the corrected file under the same key, ${key}. It is checked again at once.`;
  if (drift.status === 'drifted') {
    return [
      ...(combinedFact(result) === undefined
        ? [
            `${readIn === 'mail' ? 'Open the report and ask' : 'Ask'} the owner of the data what changed: the world, or the source.`,
          ]
        : [
            'Compare how the old and the new versions write these columns. Until that is settled, go back to the old ones, or have the job write what the model was built on.',
          ]),
      fault,
      changeIsIntended(result, inboxBucket),
      ...(validation.rows.quarantined > 0 ? [openRows] : []),
    ];
  }
  return [
    openRows,
    fault,
    `If the rows are right, loosen the contract${whichContract(result, inboxBucket)}.`,
  ];
}

/** The same of files on somebody's machine: nothing is uploaded there. */
function localSteps({ validation, drift, reference, contract }: Result): string[] {
  const again = 'check it again';
  const loosen =
    contract.source === 'inferred'
      ? 'edit a draft (plumbline infer REFERENCE -o contract.json) and name it with --contract'
      : 'loosen the contract';
  if (validation.status === 'rejected')
    return [`If the file is wrong, mend it and ${again}.`, `If the file is right, ${loosen}.`];
  const rows =
    'Look at the rows that were set aside: --out DIR writes them, each with the constraint that it broke.';
  if (drift.status !== 'drifted')
    return [rows, `If they are a fault, mend the source and ${again}. If the rows are right, ${loosen}.`];
  const isSmall = validation.rows.accepted < enoughOfReference * (reference?.rows ?? 0);
  return [
    'Ask the owner of the data what changed: the world, or the source.',
    `If it is a fault, mend the source, then make the file anew and ${again}.`,
    `If the change is intended and here to stay, and the model is right about such data, name ${isSmall ? 'several such files together, as a folder of part-… files,' : 'this file'} as --reference from now on.`,
    ...(validation.rows.quarantined > 0 ? [rows] : []),
  ];
}

/** The same for a report, which is there for every batch: nothing where a batch by itself is nothing to act on. */
export function reportSteps(result: Result, inboxBucket: string): readonly string[] {
  const isNews = result.validation.status === 'rejected' || result.drift.status === 'drifted';
  return isNews ? batchNextSteps(result, inboxBucket, 'report') : [];
}

/** A batch with fewer rows than this share of the reference's makes a poorer one. */
const enoughOfReference = 0.5;

/**
 * Where the batch's season has its own reference, or should have one, the batch becomes that one, not the default one. A small batch
 * is no good reference: later ones would show less against it.
 */
function changeIsIntended({ model, reference, validation }: Result, inboxBucket: string): string {
  const season = reference?.season ?? reference?.standsInFor;
  const whose = season === undefined ? '' : ` for ${seasonInWords(season)}`;
  const folder = referencesUri(inboxBucket, model, season);
  const [rows, referenceRows] = [validation.rows.accepted, reference?.rows ?? 0];
  if (rows < enoughOfReference * referenceRows) {
    return `If the change is intended and here to stay, make a new reference${whose} of several batches like this one, as part-… files of one folder below ${folder}, closed by _SUCCESS. This batch alone has ${formatCountOf(rows, 'row')}, the reference ${formatCount(referenceRows)}: later batches could show less against it.`;
  }
  return `If the change is intended and here to stay, and the model is right about such data, copy the batch to ${folder} to make it the new reference${whose}.`;
}

function rejectedSteps(result: Result, key: string, inboxBucket: string): string[] {
  const { model, validation } = result;
  const contract = contractUri(inboxBucket, model);
  const again =
    'The batch is then judged again by itself, like the newest 50 of the last 30 days that were rejected for this.';
  const codes = new Set(validation.reasons.map(({ code }) => code));
  if (codes.has('no-contract')) {
    return [
      `Give the model a reference, in ${referencesUri(inboxBucket, model)}: a contract is drafted from it. Or write one: ${contract}.`,
      again,
    ];
  }
  if (codes.has('invalid-contract')) return [`Correct the contract: ${contract}.`, again];
  return [
    `If the file is wrong, upload the corrected file under the same key, ${key}. It is checked again at once.`,
    `If the file is right, correct the contract${whichContract(result, inboxBucket)}. Then upload the file again.`,
  ];
}

/** Which contract a batch was held to. A draft is not where people put theirs: they save a copy there, and that is in force. */
function whichContract({ model, contract: { source, version } }: Result, inboxBucket: string): string {
  const own = contractUri(inboxBucket, model);
  if (source !== 'inferred') return `: ${own}`;
  return `. It was drafted from the reference: edit a copy of the draft, ${version}.json, and save it as ${own}`;
}
