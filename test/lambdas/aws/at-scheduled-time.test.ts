import { describe, expect, it } from '@jest/globals';
import { atScheduledTime } from '../../../lambdas/aws/at-scheduled-time.ts';

describe('atScheduledTime', () => {
  it('runs for the time that the schedule names, with services that are built once', async () => {
    const times: string[] = [];
    let built = 0;
    const handler = atScheduledTime(
      () => ({ made: ++built }),
      async (time, { made }) => void times.push(`${time.toISOString()} ${made}`),
    );

    await handler({ time: '2026-11-23T07:00:00Z' });
    await handler({ time: '2026-11-30T07:00:00Z' }, { getRemainingTimeInMillis: () => 5 });

    expect(times).toEqual(['2026-11-23T07:00:00.000Z 1', '2026-11-30T07:00:00.000Z 1']);
  });

  it('says how much time is left', async () => {
    const left: (number | undefined)[] = [];
    const handler = atScheduledTime(
      (): { readonly remainingMs?: () => number } => ({}),
      async (_, { remainingMs }) => void left.push(remainingMs?.()),
    );

    await handler({ time: '2026-11-23T07:00:00Z' }, { getRemainingTimeInMillis: () => 5 });

    expect(left).toEqual([5]);
  });

  it.each([[{}], ['today'], [{ time: 'Monday' }]])('refuses %j', async (event) => {
    const handler = atScheduledTime(
      () => ({}),
      async () => {},
    );

    await expect(handler(event)).rejects.toThrow();
  });
});
