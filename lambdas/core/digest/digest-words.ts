import { incidentExtent } from '../incidents/incident-words.ts';
import { rightInWords } from '../over-time/loss-words.ts';
import { namedInText } from '../text/clean-text.ts';
import { formatCount, formatCountOf, formatInstant, percent } from '../text/in-words.ts';
import { violationWords } from '../text/violation-words.ts';
import { type DigestModel, type DigestViolation, isSilent } from './digest.ts';

/** A model's week in one sentence. */
export function modelInWords(model: DigestModel): string {
  const open = openInWords(model);
  return [
    isSilent(model) ? silenceInWords(model) : `${batchesInWords(model)}; ${rowsInWords(model)}`,
    ...(open.length > 0 ? [`open: ${open.join(', ')}`] : []),
    ...muteInWords(model),
  ].join('; ');
}

/** `no batch; the newest one arrived on 2026-11-02 06:02 UTC`. */
export function silenceInWords({ newestAt }: DigestModel): string {
  return newestAt === undefined
    ? 'no batch, this week or ever'
    : `no batch; the newest one arrived on ${formatInstant(newestAt)}`;
}

/** `7 batches, 1 rejected, 3 drifted (the week before 6, 0, 0)`. */
export function batchesInWords({ batches, before }: DigestModel): string {
  const { accepted, rejected, drifted } = batches;
  const past = before.batches;
  const then = [past.accepted + past.rejected, past.rejected, past.drifted].map(formatCount).join(', ');
  return `${formatCountOf(accepted + rejected, 'batch', 'batches')}, ${formatCount(rejected)} rejected, ${formatCount(drifted)} drifted (the week before ${then})`;
}

/** `2 of 4 models need a look`, `4 models, none needs a look`. */
export function looksInWords(needingLook: number, models: number): string {
  const all = formatCountOf(models, 'model');
  if (needingLook === 0) return `${all}, none needs a look`;
  return `${formatCount(needingLook)} of ${all} ${needingLook === 1 ? 'needs' : 'need'} a look`;
}

/** `28,000 rows read, 120 quarantined: 0.43 % (the week before 0.2 %)`. */
export function rowsInWords({ rows, before }: Pick<DigestModel, 'rows' | 'before'>): string {
  return `${formatCountOf(rows.read, 'row')} read, ${formatCount(rows.quarantined)} quarantined: ${quarantinedShare(rows)} (the week before ${quarantinedShare(before.rows)})`;
}

/** `0.43 %`, of the rows that were read. */
export function quarantinedShare({ read, quarantined }: DigestModel['rows']): string {
  return read === 0 ? 'no rows' : percent(quarantined / read);
}

/** What is open: one phrase each. */
export function openInWords({
  incidents,
  loss,
  lateSince,
}: Pick<DigestModel, 'incidents' | 'loss' | 'lateSince'>): readonly string[] {
  return [
    ...(lateSince === undefined ? [] : [`a late batch, due by ${formatInstant(lateSince)}`]),
    ...(loss
      ? [`the model is ${rightInWords(loss)} since ${formatInstant(loss.since)} (${loss.severity})`]
      : []),
    ...incidents.map(
      (incident) =>
        `${incidentExtent({ ...incident, status: 'opened' })} since ${formatInstant(incident.since)} (${incident.severity})`,
    ),
  ];
}

/** `muted until 2026-12-01`; empty where nothing is. */
export function muteInWords({ mutedUntil }: Pick<DigestModel, 'mutedUntil'>): readonly string[] {
  return mutedUntil === undefined ? [] : [`muted until ${mutedUntil}`];
}

/** `value out of range in temp_max`. */
export function violationInWords({ code, column }: Pick<DigestViolation, 'code' | 'column'>): string {
  const { one } = violationWords[code];
  return column === undefined ? one : `${one} in ${namedInText(column)}`;
}
