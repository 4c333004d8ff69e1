/** What Lambda tells of an invocation. */
interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** What Lambda calls. Without a context, as tests call it, nothing stops it. */
export type LambdaHandler<Answer> = (event: unknown, context?: InvocationContext) => Promise<Answer>;

/**
 * What every handler begins with: services are built once, on cold start, and say how much time the invocation at hand has left.
 *
 * @param build  makes the services
 * @param run  is run for every event; throwing fails the invocation
 */
export function lambdaHandler<Given, Answer>(
  build: () => Given,
  run: (event: unknown, services: Given) => Promise<Answer>,
): LambdaHandler<Answer> {
  let built: Given | undefined;
  return async (event, context) => {
    built ??= build();
    return run(event, context ? { ...built, remainingMs: () => context.getRemainingTimeInMillis() } : built);
  };
}
