import type { SettingName } from '../../lambdas/settings.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import type { Buckets } from './buckets.ts';
import type { Topics } from './topics.ts';

/** What every step is made with, whatever starts it. */
export interface StepParts {
  readonly environment: MonitorEnvironment;
  readonly buckets: Buckets;
  readonly topics: Topics;
  /** What its function is told. */
  readonly variables: Readonly<Partial<Record<SettingName, string>>>;
}
