import { expect, test } from '@jest/globals';
import { type Charted, cusum, ewma, pageHinkley } from '../../../bench/years/rivals.ts';
import {
  type GoldenNumber,
  goldenCases,
  goldenNumber,
  goldenTally,
  type Tolerance,
} from '../../support/golden.ts';

type First = { readonly first_alarm_index: number | null };

type DetectorCase = {
  readonly id: string;
  readonly inputs: {
    readonly x: readonly GoldenNumber[];
    readonly cusum: { readonly mu: number; readonly sigma: number; readonly k: number; readonly h: number };
    readonly page_hinkley: { readonly delta: number; readonly lambda: number };
    readonly ewma: {
      readonly mu: number;
      readonly sigma: number;
      readonly lambda: number;
      readonly L: number;
    };
  };
  readonly expected: {
    readonly cusum: First & { readonly s_plus: readonly number[]; readonly s_minus: readonly number[] };
    readonly page_hinkley_up: First & { readonly ph: readonly number[] };
    readonly page_hinkley_down: First & { readonly ph: readonly number[] };
    readonly ewma: First & { readonly z: readonly number[] };
  };
  readonly tolerance: { readonly default: Tolerance };
};

test('CUSUM, Page-Hinkley and EWMA, which the detector is held against, are as published', () => {
  const tally = goldenTally();
  const cases = goldenCases<DetectorCase>('change_detectors');
  const firsts: unknown[] = [];

  for (const { id, inputs, expected, tolerance } of cases) {
    const x = inputs.x.map(goldenNumber);
    const compareAll = (name: string, got: readonly number[] = [], want: readonly number[]) => {
      for (const [t, value] of want.entries())
        tally.compare(`${id} ${name} ${t}`, got[t] ?? Number.NaN, value, tolerance.default);
    };
    const compareFirst = (name: string, { firstAlarm }: Charted, want: First) => {
      if ((firstAlarm ?? null) !== want.first_alarm_index) firsts.push([id, name, firstAlarm]);
    };
    const page = cusum(x, inputs.cusum);
    compareAll('S+', page.statistics.up, expected.cusum.s_plus);
    compareAll('S-', page.statistics.down, expected.cusum.s_minus);
    compareFirst('cusum', page, expected.cusum);
    const up = pageHinkley(x, inputs.page_hinkley);
    compareAll('PH up', up.statistics.ph, expected.page_hinkley_up.ph);
    compareFirst('PH up', up, expected.page_hinkley_up);
    const down = pageHinkley(
      x.map((value) => -value),
      inputs.page_hinkley,
    );
    compareAll('PH down', down.statistics.ph, expected.page_hinkley_down.ph);
    compareFirst('PH down', down, expected.page_hinkley_down);
    const average = ewma(x, inputs.ewma);
    compareAll('z', average.statistics.z, expected.ewma.z);
    compareFirst('ewma', average, expected.ewma);
  }

  const values = cases.reduce((sum, { inputs }) => sum + inputs.x.length, 0);
  expect({ misses: tally.misses(), firsts, asserted: tally.asserted() }).toEqual({
    misses: [],
    firsts: [],
    asserted: 5 * values,
  });
});
