import { versionChanges, versionInWords } from '../../environment/words.ts';
import { environmentFindings } from '../../findings/environment-findings.ts';
import type { Drift, Result } from '../../result/result-schema.ts';
import { plainText } from '../../text/clean-text.ts';
import { formatCountOf } from '../../text/in-words.ts';
import { referencesUri } from '../../text/places.ts';
import type { Alert } from '../alert-schema.ts';
import { composeAlert } from '../compose-alert.ts';
import { type BatchAlertFacts, batchPlaces } from './batch-alert-facts.ts';

/**
 * Tells that a batch was written with other versions than the reference, where nothing else is told of it: for information.
 *
 * @returns undefined where versions are those of the reference
 */
export function composeEnvironmentAlert(facts: BatchAlertFacts): Alert | undefined {
  const { result, createdAt } = facts;
  const { id, key, receivedAt } = result.batch;
  const { environment, model } = result;
  const [first, ...others] = versionChanges(result.environmentChanges);
  if (!first) return undefined;
  const more = others.length === 0 ? '' : ` and ${formatCountOf(others.length, 'more change')} of versions`;
  return composeAlert(
    { id, environment, model, createdAt },
    {
      kind: 'environment-changed',
      severity: 'info',
      fact: `${versionInWords(first)}${more} since the reference`,
      summary: summaryOf(result),
      findings: environmentFindings(result.environmentChanges),
      places: [...batchPlaces(facts)],
      nextSteps: [
        'Nothing has to be done where the change was meant. If predictions look odd from this batch on, look here first.',
        `To have batches compared with the new versions, copy one that you trust to ${referencesUri(facts.inboxBucket, model)}.`,
      ],
      batch: { id, key, receivedAt },
    },
  );
}

function summaryOf({ batch, drift }: Result): string {
  return `The batch ${plainText(batch.key, 200)} was written with other versions than the reference. ${effectOf(drift)} This is told once.`;
}

function effectOf({ status }: Drift): string {
  switch (status) {
    case 'stable':
      return 'It shows no drift, and its values are written as before.';
    case 'drifted':
      return 'It has drifted, which people have been told of.';
    case 'inconclusive':
      return 'Whether its values drifted could not be told for all of them.';
    case 'skipped':
      return 'Drift was not tested.';
    default:
      return status satisfies never;
  }
}
