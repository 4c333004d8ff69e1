import type { Alert } from '../core/alert/alert-schema.ts';
import { resultsKeys } from '../keys.ts';
import { encodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';

/** Stores an alert before it is sent. The same alert a second time is no second alert. */
export async function storeAlert(alert: Alert, { results, log }: Services): Promise<void> {
  const key = resultsKeys.alert(alert.model, alert.id);
  const outcome = await results.create(key, encodeJson(alert), { contentType: 'application/json' });
  log.info('alert-stored', { key, kind: alert.kind, severity: alert.severity, outcome });
}
