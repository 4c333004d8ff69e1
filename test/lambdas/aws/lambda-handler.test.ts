import { describe, expect, test } from '@jest/globals';
import { lambdaHandler } from '../../../lambdas/aws/lambda-handler.ts';

describe('lambdaHandler', () => {
  test('builds its services with the first event, and not again', async () => {
    let built = 0;
    const handler = lambdaHandler(
      () => ({ made: ++built }),
      async (event, { made }) => `${event} ${made}`,
    );

    expect(built).toBe(0);
    expect([await handler('a'), await handler('b')]).toEqual(['a 1', 'b 1']);
  });

  test('tries again to build them after that failed', async () => {
    let tries = 0;
    const build = () => {
      if (++tries === 1) throw new Error('no environment');
      return { tries };
    };
    const handler = lambdaHandler(build, async (_, services) => services.tries);

    await expect(handler('a')).rejects.toThrow('no environment');
    expect(await handler('b')).toBe(2);
  });

  test('says how much time the invocation at hand has left', async () => {
    const handler = lambdaHandler(
      (): { readonly remainingMs?: () => number } => ({}),
      async (_, { remainingMs }) => remainingMs?.(),
    );
    const within = (left: number) => handler('a', { getRemainingTimeInMillis: () => left });

    expect([await within(900), await within(20), await handler('a')]).toEqual([900, 20, undefined]);
  });
});
