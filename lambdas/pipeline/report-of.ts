import { reportSteps } from '../core/alert/batch/batch-next-steps.ts';
import { sensitiveColumns } from '../core/profile/yardstick.ts';
import type { DrawnProfiles } from '../core/report/batch/batch-report-facts.ts';
import { renderBatchReport } from '../core/report/batch/render-batch-report.ts';
import type { Result } from '../core/result/result-schema.ts';
import { commandLineEnvironment, type Place } from '../core/text/places.ts';
import { resultsKeys } from '../keys.ts';
import type { Services } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import type { ReferenceArtefact } from './reference/reference-artefact.ts';

/** The report of a batch as the bytes of a file. */
export function reportOf(
  result: Result,
  profiled: ProfiledBatch,
  reference: ReferenceArtefact | undefined,
  services: Services,
): Uint8Array {
  const profiles = drawnProfiles(profiled, reference);
  const page = renderBatchReport({
    result,
    ...(profiles ? { profiles } : {}),
    nextSteps: reportSteps(result, services.inbox.bucket),
    places: placesOf(result, services),
  });
  return new TextEncoder().encode(page);
}

function drawnProfiles(
  { contract: { document }, profile }: ProfiledBatch,
  reference: ReferenceArtefact | undefined,
): DrawnProfiles | undefined {
  if (!document || !profile || !reference) return undefined;
  return {
    yardstick: reference.yardstick,
    sensitive: sensitiveColumns(reference.yardstick, document),
    reference: reference.profile,
    current: profile,
  };
}

/** Files on somebody's machine lie where they were found. */
function placesOf(
  { model, batch, validation, environment }: Result,
  { inbox, results }: Services,
): readonly Place[] {
  if (environment === commandLineEnvironment) return [];
  const { quarantineKey } = validation;
  return [
    { label: 'result', bucket: results.bucket, key: resultsKeys.result(model, batch.id) },
    ...(quarantineKey === undefined
      ? []
      : [{ label: 'quarantined rows', bucket: results.bucket, key: quarantineKey }]),
    { label: 'batch', bucket: inbox.bucket, key: batch.key },
  ];
}
