import { buildServices } from '../aws/build-services.ts';
import type { Services } from '../pipeline/ports.ts';
import { weeklyDigest } from '../pipeline/weekly-digest.ts';

/** Once, on cold start. */
let services: Services | undefined;

/** Called by AWS: once a week, by a schedule that says of which week. */
export async function handler(event: unknown): Promise<void> {
  services ??= buildServices(process.env);
  await weeklyDigest(event, services);
}
