import { type AlertKind, alertKinds } from '../../../lambdas/alert-kinds.ts';
import { type Severity, severities } from '../../../lambdas/severities.ts';
import { type Finding, orWell, wrong } from './finding.ts';
import type { Looked, Seen, SeenSubscription } from './look.ts';

/**
 * What nobody listens to: topics without a confirmed subscriber, and alerts that no filter lets through. A subscriber that asks for some
 * models counts for none of the others. Nothing is said of a topic that could not be looked at.
 */
export function listenerFindings(subscriptions: Seen['subscriptions']): readonly Finding[] {
  const [alerts, chat, ops] = (['alerts', 'chat', 'ops'] as const).map((name) =>
    confirmed(subscriptions[name]),
  );
  const found: Finding[] = [];
  if (ops?.length === 0)
    found.push(
      wrong(
        'listeners',
        'nobody hears alarms: the topic ops has no confirmed subscriber',
        'Confirm an operator: docs/runbook.md#subscriptions',
      ),
    );
  if (!alerts || !chat) return found;
  const listeners = [...alerts, ...chat];
  if (listeners.length === 0)
    found.push(
      wrong(
        'listeners',
        'nobody hears alerts: neither alerts nor chat has a confirmed subscriber',
        'Confirm a subscriber: docs/runbook.md#subscriptions',
      ),
    );
  else found.push(...unheardKinds(listeners));
  return orWell(found, 'listeners', 'every kind and severity of alert reaches somebody, and so do alarms');
}

function confirmed(found: Looked<readonly SeenSubscription[]>): readonly SeenSubscription[] | undefined {
  return 'seen' in found ? found.seen.filter(({ isPending }) => !isPending) : undefined;
}

/** One line for each set of severities, with the kinds that are unheard at those. */
function unheardKinds(listeners: readonly SeenSubscription[]): readonly Finding[] {
  const unheard = alertKinds.flatMap((kind) => {
    const at = severities.filter((severity) => !listeners.some((one) => hears(one, kind, severity)));
    return at.length > 0 ? [{ kind, at: at.join(', ') }] : [];
  });
  return [...Map.groupBy(unheard, ({ at }) => at)].map(([at, kinds]) =>
    wrong(
      'listeners',
      `no filter lets through, of every model, severity ${at}: ${kinds.map(({ kind }) => kind).join(', ')}`,
      'Give somebody a lower minimumSeverity, more kinds or all models in the settings, if it should be heard.',
    ),
  );
}

function hears({ filter }: SeenSubscription, kind: AlertKind, severity: Severity): boolean {
  const passes = (attribute: string, value: string) => filter?.[attribute]?.includes(value) ?? true;
  return passes('severity', severity) && passes('kinds', kind) && filter?.model === undefined;
}
