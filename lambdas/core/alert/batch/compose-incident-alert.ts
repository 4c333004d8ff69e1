import { bySeverity } from '../../../severities.ts';
import type { IncidentNews } from '../../incidents/incident-schema.ts';
import { incidentExtent, incidentSuffix } from '../../incidents/incident-words.ts';
import { byStanding } from '../../signals/feature-standing.ts';
import { namedInText, plainText } from '../../text/clean-text.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
import { type Alert, kindOfCondition } from '../alert-schema.ts';
import type { BatchAlertFacts } from './batch-alert-facts.ts';
import { batchFact } from './batch-fact.ts';
import { batchAlert } from './compose-batch-alert.ts';

/**
 * The one message that comes with a batch, about every incident of its model that has news. A new or lasting problem goes
 * before an all-clear, an all-clear before what is only for information.
 *
 * @returns undefined where there is no news
 */
export function composeIncidentAlert(
  facts: BatchAlertFacts,
  news: readonly IncidentNews[],
): Alert | undefined {
  const main = mainNews(news);
  if (!main) return undefined;
  const others = news.filter((one) => one !== main);
  const alert = main.status === 'recovered' ? recoveredAlert(facts, main, others) : problemAlert(facts, main);
  return { ...alert, incident: main, ...(others.length > 0 ? { otherIncidents: others } : {}) };
}

function mainNews(news: readonly IncidentNews[]): IncidentNews | undefined {
  const byWeight = news.toSorted(bySeverity);
  const problems = byWeight.filter(({ status }) => status !== 'recovered');
  return (
    problems.find(({ severity }) => severity !== 'info') ??
    byWeight.find(({ status }) => status === 'recovered') ??
    problems[0]
  );
}

function problemAlert(facts: BatchAlertFacts, news: IncidentNews): Alert {
  const alert = batchAlert(kindOfCondition[news.condition], facts);
  return { ...alert, severity: news.severity, fact: `${alert.fact}${incidentSuffix(news, alert.fact)}` };
}

function recoveredAlert(facts: BatchAlertFacts, main: IncidentNews, others: readonly IncidentNews[]): Alert {
  const { result } = facts;
  const hasQuarantined = result.validation.rows.quarantined > 0;
  const alert = batchAlert('rows-quarantined', facts);
  const over = [main, ...others].filter(({ status }) => status === 'recovered');
  const besides = hasQuarantined ? `; ${batchFact('rows-quarantined', result)}` : '';
  const [open] = alert.nextSteps;
  return {
    ...alert,
    kind: 'recovered',
    severity: 'info',
    fact: `${isNormal(facts, over) ? 'back to normal after' : 'over:'} ${over.map(incidentExtent).join(' and ')}${besides}`,
    summary: recoveredSummary(facts, over),
    nextSteps: [
      'Nothing needs to be done now. If predictions were made from the batches in between, decide what to do with them.',
      ...(hasQuarantined && open !== undefined ? [open] : []),
    ],
  };
}

/** Whether nothing is left for the batch to show: a lasting drift need not be reported again. */
function isNormal({ result: { drift } }: BatchAlertFacts, over: readonly IncidentNews[]): boolean {
  switch (drift.status) {
    case 'stable':
    case 'skipped':
      return true;
    case 'inconclusive':
      return over.some(({ condition }) => condition === 'drift');
    case 'drifted':
      return false;
    default:
      return drift.status satisfies never;
  }
}

function recoveredSummary(facts: BatchAlertFacts, over: readonly IncidentNews[]): string {
  const { model, batch, validation, drift } = facts.result;
  const extents = over.map(incidentExtent).join(' and ');
  const name = namedInText(model);
  const head = isNormal(facts, over)
    ? `${name} is back to normal`
    : `One problem with ${name} is over, though not all is well`;
  const { quarantined, read } = validation.rows;
  const rows =
    quarantined === 0
      ? ''
      : `, but ${formatCount(quarantined)} of its ${formatCountOf(read, 'row')} broke the contract and ${quarantined === 1 ? 'was' : 'were'} set aside`;
  return `${head}: after ${extents}, the batch ${plainText(batch.key, 200)} was accepted${likeReference(drift)}${rows}.`;
}

function likeReference({ status, features }: BatchAlertFacts['result']['drift']): string {
  switch (status) {
    case 'stable':
      return byStanding(features).usual.length > 0
        ? ' and differs from the reference by no more than is usual'
        : ' and is like the reference';
    case 'inconclusive':
      return ' and shows no drift, though a small one could have been missed';
    case 'drifted':
    case 'skipped':
      return '';
    default:
      return status satisfies never;
  }
}
