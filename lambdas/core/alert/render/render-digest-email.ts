import {
  type Digest,
  type DigestModel,
  type DigestViolation,
  isSilent,
  needsLook,
} from '../../digest/digest.ts';
import {
  batchesInWords,
  muteInWords,
  openInWords,
  rowsInWords,
  silenceInWords,
  violationInWords,
} from '../../digest/digest-words.ts';
import { namedInText, plainText } from '../../text/clean-text.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
import { batchName, consoleLink, printCommand, shownUri } from '../../text/places.ts';
import { capitalised, wrapText } from '../../text/sentences.ts';
import { violationWords } from '../../text/violation-words.ts';

/** Models that an email describes one by one. */
const shownModels = 10;
/** Violations in all of them; each model shows at least one. */
const shownViolations = 40;
const shownCodes = 8;
const shownFeatures = 5;
/** Quarantines per model whose address and command are given. */
const shownPlaces = 2;
/** Models that sent nothing, by name. */
const shownSilent = 30;

/** What an email says about a week, section by section: each model with something to report, then those that sent nothing. */
export function digestSections(digest: Digest, environment: string): readonly string[] {
  const reported = digest.models.filter((model) => !isSilent(model) || needsLook(model));
  const shown = reported.slice(0, shownModels);
  const each = Math.max(1, Math.floor(shownViolations / Math.max(1, shown.length)));
  const silent = digest.models.filter((model) => isSilent(model) && !needsLook(model));
  const more = reported.length - shown.length + digest.modelsLeftOut;
  return [
    ...shown.map((model) => modelSection(model, each, { bucket: digest.resultsBucket, environment })),
    ...(more > 0 ? [`AND ${formatCount(more)} MORE\nin the digest, not shown here.`] : []),
    ...(silent.length > 0 ? [silentSection(silent)] : []),
  ];
}

/** Where rows that were set aside lie. */
interface RowsPlace {
  readonly bucket: string;
  readonly environment: string;
}

function modelSection(model: DigestModel, violations: number, place: RowsPlace): string {
  const lines = isSilent(model) ? [silenceInWords(model)] : [batchesInWords(model), rowsInWords(model)];
  const open = openInWords(model).map((phrase) => `open: ${phrase}`);
  return [
    wrapText(namedInText(model.model), 'MODEL '),
    ...[...lines, ...open, ...muteInWords(model)].map((line) => wrapText(`${capitalised(line)}.`)),
    ...codeLines(model),
    ...driftLines(model),
    ...violationLines(model, violations),
    ...placeLines(model, place),
  ].join('\n');
}

function codeLines({ byCode }: DigestModel): readonly string[] {
  if (byCode.length === 0) return [];
  const shown = byCode.slice(0, shownCodes);
  return [
    'Constraints that rows broke, and how often (the week before):',
    ...shown.map(({ code, count, before }) =>
      wrapText(`${violationWords[code].many}: ${formatCount(count)} (${formatCount(before)})`, '- '),
    ),
    ...leftOut(byCode.length - shown.length),
  ];
}

function driftLines({ driftedFeatures, driftedFeaturesLeftOut }: DigestModel): readonly string[] {
  if (driftedFeatures.length === 0) return [];
  const shown = driftedFeatures.slice(0, shownFeatures);
  const more = driftedFeatures.length - shown.length + driftedFeaturesLeftOut;
  const names = shown.map(({ name, batches }) => `${namedInText(name)} in ${formatCount(batches)}`);
  const rest = more > 0 ? ` and ${formatCount(more)} more` : '';
  return [wrapText(`Features that drifted, and in how many batches: ${names.join(', ')}${rest}.`)];
}

function violationLines({ violations, violationsLeftOut }: DigestModel, maximum: number): readonly string[] {
  if (violations.length === 0) return [];
  const shown = violations.slice(0, maximum);
  return [
    'Most common violations:',
    ...shown.map((violation) => wrapText(violationText(violation), '- ')),
    ...leftOut(violations.length - shown.length + violationsLeftOut),
  ];
}

function violationText(violation: DigestViolation): string {
  const { count, example } = violation;
  const head = `${violationInWords(violation)}: ${formatCountOf(count, 'row')}`;
  if (!example) return `${head}.`;
  const { found, row, expected, batchKey } = example;
  const value = found === undefined ? '' : `"${plainText(found, 60)}"`;
  const where = row === undefined ? '' : `row ${row} of `;
  const limit = expected === undefined ? '' : `, expected ${plainText(expected, 100)}`;
  return `${head}, such as ${[value, `in ${where}${namedInText(batchName(batchKey))}`].filter(Boolean).join(' ')}${limit}.`;
}

/** Where the rows of the most common violations lie. */
function placeLines({ violations }: DigestModel, { bucket, environment }: RowsPlace): readonly string[] {
  const keys = [...new Set(violations.flatMap(({ example }) => example?.quarantineKey ?? []))];
  return keys.slice(0, shownPlaces).flatMap((key) => {
    const place = { bucket, key };
    const lines = [shownUri(place), consoleLink(place, environment), printCommand(place)];
    return ['Quarantined rows:', ...lines.flatMap((line) => (line === undefined ? [] : [`  ${line}`]))];
  });
}

function silentSection(silent: readonly DigestModel[]): string {
  const shown = silent.slice(0, shownSilent);
  return [
    'MODELS THAT SENT NOTHING',
    ...shown.map((model) => wrapText(`${namedInText(model.model)}: ${silenceInWords(model)}.`, '- ')),
    ...leftOut(silent.length - shown.length),
  ].join('\n');
}

function leftOut(count: number): readonly string[] {
  return count > 0 ? [`- and ${formatCount(count)} more, not shown here`] : [];
}
