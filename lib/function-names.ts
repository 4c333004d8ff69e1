/** The functions of the stack, in the order in which a batch meets them; each has `lambdas/handlers/<name>.ts`. */
export const functionNames = ['build-reference', 'validate-batch', 'detect-drift', 'send-alerts'] as const;

export type FunctionName = (typeof functionNames)[number];

/** `validate-batch` → `ValidateBatch`, for construct ids. */
export function pascalCase(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
