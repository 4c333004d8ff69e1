import {
  type Digest,
  type DigestModel,
  isSilent,
  maximumDigestModels,
  needsLook,
} from '../../alert/digest/digest-schema.ts';
import type { DigestWeek } from '../../alert/digest/digest-week.ts';

/** A week of all models. Those that need someone come first, those that sent nothing last. */
export function digestOfWeek(
  { name, firstDay, lastDay, timeZone }: Pick<DigestWeek, 'name' | 'firstDay' | 'lastDay' | 'timeZone'>,
  all: readonly DigestModel[],
  resultsBucket: string,
): Digest {
  const models = all
    .toSorted((a, b) => weight(b) - weight(a) || (a.model < b.model ? -1 : 1))
    .slice(0, maximumDigestModels);
  return {
    week: name,
    firstDay,
    lastDay,
    timeZone,
    resultsBucket,
    models,
    modelsLeftOut: all.length - models.length,
    totals: totalsOf(all),
  };
}

function totalsOf(models: readonly DigestModel[]): Digest['totals'] {
  const sum = (of: (model: DigestModel) => number) => models.reduce((total, model) => total + of(model), 0);
  return {
    models: models.length,
    needingLook: models.filter(needsLook).length,
    silent: models.filter(isSilent).length,
    batches: sum(({ batches }) => batches.accepted + batches.rejected),
    rejected: sum(({ batches }) => batches.rejected),
    rows: { read: sum(({ rows }) => rows.read), quarantined: sum(({ rows }) => rows.quarantined) },
    rowsBefore: {
      read: sum(({ before }) => before.rows.read),
      quarantined: sum(({ before }) => before.rows.quarantined),
    },
  };
}

/** What matters most has the most bits. */
function weight(model: DigestModel): number {
  const { batches, incidents, rows } = model;
  const flags = [
    incidents.some(({ severity }) => severity === 'critical'),
    needsLook(model),
    batches.rejected > 0,
    batches.drifted > 0,
    rows.quarantined > 0,
    !isSilent(model),
  ];
  return flags.reduce((bits, flag) => 2 * bits + Number(flag), 0);
}
