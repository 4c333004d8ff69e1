import { SFNClient } from '@aws-sdk/client-sfn';
import type { Services } from '../pipeline/ports.ts';
import { readLargeBatches } from '../settings.ts';
import { buildServices, timeouts } from './build-services.ts';
import { sfnRuns } from './sfn-runs.ts';

/** The services of the function that batches come to. @throws SettingsError when the stack left something out */
export function buildBatchServices(variables: Readonly<Record<string, string | undefined>>): Services {
  const services = buildServices(variables);
  const large = readLargeBatches(variables);
  if (!large) return services;
  const { stateMachineArn, partBytes } = large;
  const start = sfnRuns(new SFNClient({ requestHandler: timeouts }), stateMachineArn);
  return { ...services, largeBatches: { partBytes, start } };
}
