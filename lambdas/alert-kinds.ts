/** What an alert is about. People filter subscriptions by these, so the stack knows them too. */
export const alertKinds = [
  'batch-rejected',
  'performance-loss',
  'drift',
  'rows-quarantined',
  'environment-changed',
  'holdout-changed',
  'no-batch',
  'recovered',
  'contract-inferred',
  'contract-invalid',
  'reference-unusable',
  'reference-replaced',
  'labels-unusable',
  'labels-doubtful',
  'performance-corrected',
  'unrecognised-upload',
  'digest',
] as const;

export type AlertKind = (typeof alertKinds)[number];
