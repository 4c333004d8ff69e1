import { clopperPearson } from '../../lambdas/core/stats/functions/clopper-pearson.ts';
import { cusum, ewma, pageHinkley } from './rivals.ts';
import { type Year, year } from './simulate-year.ts';

/** What came of many years under the rule of others. */
export interface RivalOutcome {
  readonly name: string;
  readonly years: number;
  readonly falseYears: number;
  readonly batchesToAlarm: readonly (number | undefined)[];
}

/** Batches from which a rule takes the mean and the standard deviation of error rates. */
const learning = 30;

/** Index of the first alarm of a year, from the batch on with which a rule has learned. */
type Rule = (year: Year) => number | undefined;

const rules: Readonly<Record<string, Rule>> = {
  '5 % loss beyond a 95 % interval, batch by batch': firstClearLoss,
  'three sigma, batch by batch': (one) => charted(one, (z) => ewma(z, { ...standard, lambda: 1, L: 3 })),
  'EWMA, lambda 0.2, 3 sigma': (one) => charted(one, (z) => ewma(z, { ...standard, lambda: 0.2, L: 3 })),
  'CUSUM, k 0.5, h 5': (one) => charted(one, (z) => cusum(z, { ...standard, k: 0.5, h: 5 })),
  'Page-Hinkley, delta 0.05, lambda 5': (one) =>
    charted(one, (z) => pageHinkley(z, { delta: 0.05, lambda: 5 })),
};

const standard = { mu: 0, sigma: 1 } as const;

/** Holds the same years to each rule. @param begins  whether anything happens in them */
export function judgeRivals(years: readonly Year[], begins: boolean): readonly RivalOutcome[] {
  const begin = begins ? year.change : year.days;
  return Object.entries(rules).map(([name, rule]) => {
    const alarms = years.map(rule);
    return {
      name,
      years: years.length,
      falseYears: alarms.filter((alarm) => alarm !== undefined && alarm < begin).length,
      batchesToAlarm: alarms.flatMap((alarm) => {
        if (alarm === undefined) return [undefined];
        return alarm < begin ? [] : [alarm - begin + 1];
      }),
    };
  });
}

function firstClearLoss({ batches }: Year): number | undefined {
  const index = batches.findIndex(
    ({ labelled, wrong, usual, limit }) =>
      wrong / labelled > limit && clopperPearson(wrong, labelled).low > usual.wrong / usual.labelled,
  );
  return index < 0 ? undefined : index;
}

function charted(
  { batches }: Year,
  chart: (z: readonly number[]) => { readonly firstAlarm: number | undefined },
): number | undefined {
  const rates = batches.map(({ labelled, wrong }) => wrong / labelled);
  const quiet = rates.slice(0, learning);
  const mean = quiet.reduce((sum, rate) => sum + rate, 0) / learning;
  const deviation = Math.sqrt(quiet.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (learning - 1));
  const { firstAlarm } = chart(rates.slice(learning).map((rate) => (rate - mean) / deviation));
  return firstAlarm === undefined ? undefined : learning + firstAlarm;
}
