import { type Severity, severityRank, worstOf } from '../../severities.ts';
import type { ComparedColumn } from '../profile/yardstick.ts';
import type { FeatureDrift, RateDrift, RepresentationDrift, Verdict } from '../result/result-schema.ts';
import type { ColumnState, Judging } from './column-state.ts';
import { both, type Measurement, mapped } from './measurement.ts';
import { type JudgedRates, measureRates } from './rates/measure.ts';
import { measureBeyond } from './rates/measure-beyond.ts';
import { measureSpike } from './rates/measure-spike.ts';
import { type JudgedValues, measureValues } from './values/measure.ts';

/** Said of texts and vectors of which no number is derived. */
export const nothingToCompare = 'nothing that can be compared is derived of its values';

/** What is known of a column besides its values and rates. */
export interface FeatureBesides {
  /** How it is written; absent where nothing is known of that. */
  readonly representation?: Measurement<readonly RepresentationDrift[]>;
  /** Why its values can never be compared, where they have none of their own. */
  readonly notCompared?: string;
}

/** Measures one column as a feature: its values, its rates, and how it is written. */
export function measureFeature(
  column: ComparedColumn,
  reference: ColumnState,
  current: ColumnState,
  judging: Judging,
  { representation, notCompared }: FeatureBesides = {},
): Measurement<FeatureDrift> {
  const values = measureValues(column, reference, current, judging);
  const rates = measureRates(column, reference, current, judging);
  const spike = measureSpike(column, reference, current, judging);
  const beyond = measureBeyond(column, reference, current, judging);
  const measured = both(both(values, rates), both(spike, beyond));
  const feature = mapped(measured, ([[judgedValues, judgedRates], [risen, outside]]) =>
    featureOf(
      column,
      notCompared ? { ...judgedValues, ...apart(notCompared) } : judgedValues,
      withNews(judgedRates, risen, outside, judgedValues),
    ),
  );
  if (!representation) return feature;
  return mapped(both(feature, representation), ([judged, traits]) =>
    traits.length === 0 ? judged : { ...judged, representation: [...traits] },
  );
}

/**
 * A value that rose is a change of the values: where they tell of one, that is the same, or more; and so it is where no fewer are beyond
 * all of the reference's. Those in turn are told beside a change of the values only where they are what is critical.
 */
function withNews(
  judged: JudgedRates,
  spike: RateDrift | undefined,
  beyond: RateDrift | undefined,
  { verdict }: JudgedValues,
): JudgedRates {
  const ofValues = severityIn(verdict);
  const outside =
    ofValues && severityRank(severityIn(beyond?.verdict)) <= severityRank(ofValues) ? undefined : beyond;
  const risen = ofValues || (spike && outside && outside.effect >= spike.effect) ? undefined : spike;
  return { ...judged, rates: [...judged.rates, ...(risen ? [risen] : []), ...(outside ? [outside] : [])] };
}

function severityIn(verdict: Verdict | undefined): Severity | undefined {
  return verdict?.status === 'drifted' ? verdict.severity : undefined;
}

function apart(notCompared: string): Pick<JudgedValues, 'verdict' | 'notCompared'> {
  return { verdict: { status: 'inconclusive', reason: notCompared }, notCompared };
}

function featureOf(
  { id, kind, derived }: ComparedColumn,
  values: JudgedValues,
  rates: JudgedRates,
): FeatureDrift {
  const verdict = overall(values.verdict, rates.rates);
  const isEquivalent = verdict.status === 'stable' && values.isEquivalent && rates.isEquivalent;
  return {
    name: id,
    kind,
    ...(derived ? { derivedFrom: derived.source } : {}),
    verdict,
    ...(values.resolution ? { resolution: values.resolution } : {}),
    ...(isEquivalent ? { equivalent: true } : {}),
    ...(values.notCompared === undefined ? {} : { notCompared: values.notCompared }),
    measures: values.measures,
    rates: [...rates.rates],
  };
}

/** Any drift makes a feature drifted; else anything that could not be told makes it inconclusive; else what moved as usual is told. */
function overall(values: Verdict | undefined, rates: JudgedRates['rates']): Verdict {
  const verdicts = [...(values ? [values] : []), ...rates.map(({ verdict }) => verdict)];
  const drifted = verdicts.filter((verdict) => verdict.status === 'drifted');
  if (drifted.length > 0) {
    const told = newsFirst(drifted);
    return {
      status: 'drifted',
      severity: worstOf(drifted.map((verdict) => verdict.severity)),
      reason: told.map(({ reason }) => reason).join('; '),
      changes: told.flatMap(({ changes }) => changes),
    };
  }
  const unclear = verdicts.find(({ status }) => status === 'inconclusive');
  return (
    unclear ?? asUsual(verdicts) ?? verdicts[0] ?? { status: 'stable', reason: 'no missing or invalid value' }
  );
}

/** All that moved no more than is usual, where something did. */
function asUsual(verdicts: readonly Verdict[]): Verdict | undefined {
  const moved = verdicts.filter((verdict) => verdict.status === 'stable' && verdict.asUsual);
  if (moved.length === 0) return undefined;
  return {
    status: 'stable',
    reason: moved.map(({ reason }) => reason).join('; '),
    asUsual: moved.flatMap((verdict) => ('asUsual' in verdict ? (verdict.asUsual ?? []) : [])),
  };
}

type Drifted = Extract<Verdict, { readonly status: 'drifted' }>;

/**
 * Values that came up before the shares of those that were known, which follow from it; and not the share of one that is named among
 * the new ones already.
 */
function newsFirst(drifted: readonly Drifted[]): readonly Drifted[] {
  const isNews = ({ changes }: Drifted) =>
    changes.some((change) => change.kind === 'rate' && change.rate === 'unseen');
  const { news = [], others = [] } = Object.groupBy(drifted, (one) => (isNews(one) ? 'news' : 'others'));
  const named = news.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.kind === 'rate' ? (change.values ?? []) : [])),
  );
  const isToldAlready = ({ changes }: Drifted) =>
    changes.every(
      (change) =>
        (change.kind === 'share' || change.kind === 'constant') &&
        named.some((value) => value === change.value),
    );
  // Values beyond the reference's may be what the change of all values is told by, and a rate of their own.
  const toldBefore = (one: Drifted, at: number) =>
    one.changes.some(({ kind }) => kind === 'beyond') &&
    others.slice(0, at).some(({ changes }) => changes.some(({ kind }) => kind === 'beyond'));
  return [...news, ...others.filter((one, at) => !isToldAlready(one) && !toldBefore(one, at))];
}
