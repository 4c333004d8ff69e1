import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { type AlertSubscriber, severitiesFrom } from '../subscriber-schema.ts';

/**
 * The filter policy of a subscriber, on the attributes that every alert is published with. `kinds` holds all that an alert
 * has news of, so that a message about several problems, or the end of one, reaches whoever asked for one of them.
 */
export function alertFilter({
  minimumSeverity,
  kinds,
  models,
}: AlertSubscriber): Record<string, SubscriptionFilter> {
  return {
    severity: SubscriptionFilter.stringFilter({ allowlist: severitiesFrom(minimumSeverity) }),
    ...(kinds && { kinds: SubscriptionFilter.stringFilter({ allowlist: kinds }) }),
    ...(models && { model: modelFilter(models) }),
  };
}

function modelFilter(models: readonly string[]): SubscriptionFilter {
  const prefixes = models.filter((model) => model.endsWith('*')).map((model) => model.slice(0, -1));
  const names = models.filter((model) => !model.endsWith('*'));
  return SubscriptionFilter.stringFilter({
    ...(names.length > 0 && { allowlist: names }),
    ...(prefixes.length > 0 && { matchPrefixes: prefixes }),
  });
}
