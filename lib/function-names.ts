/** Functions that objects start, in the order in which a batch meets them. */
export const stepNames = ['build-reference', 'validate-batch', 'detect-drift', 'send-alerts'] as const;

/** Functions that the clock starts. */
export const scheduledNames = ['watch-cadence', 'weekly-digest', 'audit-subscriptions'] as const;

/** The functions of the stack; each has `lambdas/handlers/<name>.ts`. */
export const functionNames = [...stepNames, ...scheduledNames] as const;

export type StepName = (typeof stepNames)[number];
export type ScheduledName = (typeof scheduledNames)[number];
export type FunctionName = (typeof functionNames)[number];

/** `validate-batch` → `ValidateBatch`, for construct ids. */
export function pascalCase(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
