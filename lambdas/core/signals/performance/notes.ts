import { formatCountOf, percent } from '../../text/in-words.ts';
import type { PerformancePlan } from './plan.ts';
import type { PerformanceState } from './state.ts';

/** What could not be told of how right a model is, and why; what looks odd in what it put out. */
export function notesOf(
  { plan, current }: { readonly plan: PerformancePlan; readonly current: PerformanceState },
  hasNoBaseline: boolean,
): readonly string[] {
  const { calibration, notes } = plan;
  const labelled = current.cells.labelled.reduce((a, b) => a + b, 0);
  return [
    ...notes,
    ...(calibration.status === 'none' ? [`nothing is estimated: ${calibration.reason}`] : []),
    ...(hasNoBaseline && labelled > 0
      ? [
          'the reference has too few labels to say how right the model was: give it labels to have a loss told',
        ]
      : []),
    ...oddities(plan, current),
    ...(labelled > 0 ? ofLabels(plan, current) : []),
  ];
}

function oddities({ scoreUnit }: PerformancePlan, { cells, odd }: PerformanceState): readonly string[] {
  const rows = cells.all.reduce((a, b) => a + b, 0);
  const { unpredicted, outside, unsummed, unseenPredictions, unseenLabels } = odd;
  const inBatch = (count: number, what: string) =>
    `${formatCountOf(count, 'row')} (${percent(Math.min(1, count / Math.max(1, rows)))}) ${what}`;
  return [
    ...(unpredicted > 0
      ? [`${formatCountOf(unpredicted, 'row')} without a prediction or set aside count for nothing here`]
      : []),
    ...(outside > 0
      ? [
          inBatch(
            outside,
            scoreUnit === 'percent'
              ? 'have a probability that is no percentage from 0 to 100, as those of the reference are: they count as without one'
              : 'have a probability outside [0, 1]: they count as without one; are they in percent, or no probabilities?',
          ),
        ]
      : []),
    ...(unsummed > 0 ? [inBatch(unsummed, 'have probabilities of all classes that do not sum to one')] : []),
    ...(unseenPredictions > 0
      ? [inBatch(unseenPredictions, 'are predicted as a class that the reference does not have')]
      : []),
    ...(unseenLabels > 0
      ? [`${formatCountOf(unseenLabels, 'label')} of a class that the reference does not have count as wrong`]
      : []),
  ];
}

function ofLabels(plan: PerformancePlan, { confusion, errors, cells }: PerformanceState): readonly string[] {
  if (plan.task === 'regression')
    return errors && errors.capped > 0
      ? [
          `${formatCountOf(errors.capped, 'error')} beyond 256 times the usual one count as if they were no larger`,
        ]
      : [];
  const codes = plan.classes.length + 1;
  const seen = new Set(confusion.flatMap((count, cell) => (count > 0 ? [cell % codes] : [])));
  const predicted = new Set(cells.all.flatMap((count, cell) => (count > 0 ? [cell % codes] : [])));
  return [
    ...(seen.size === 1
      ? ['all labels are of one class: measures that compare classes are not computable']
      : []),
    ...(predicted.size === 1 ? ['the model predicts one class for all rows'] : []),
  ];
}
