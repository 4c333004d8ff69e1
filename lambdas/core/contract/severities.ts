/** How bad a finding is, from least to most. */
export const severities = ['info', 'warning', 'critical'] as const;
