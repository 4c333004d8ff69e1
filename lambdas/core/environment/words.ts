import type { EnvironmentChange, VersionChange } from '../result/environment-schema.ts';
import { namedInText, plainText } from '../text/clean-text.ts';
import { listWords } from '../text/sentences.ts';
import { modelVersion } from './known-versions.ts';

/** One changed version: `pandas 2.0.3 → 2.1.0`, `scipy 1.11.4 added`. */
export function versionInWords({ name, change, from = '', to = '' }: VersionChange): string {
  const shown = name === modelVersion ? 'model version' : namedInText(name);
  switch (change) {
    case 'added':
    case 'removed':
      return [shown, plainText(change === 'added' ? to : from, 64), change]
        .filter((word) => word !== '')
        .join(' ');
    case 'upgraded':
    case 'changed':
      return `${shown} ${arrow(from, to)}`;
    case 'downgraded':
      return `${shown} ${arrow(from, to)} (a downgrade)`;
    default:
      return change satisfies never;
  }
}

function arrow(from: string, to: string): string {
  return `${plainText(from, 64) || '?'} → ${plainText(to, 64) || '?'}`;
}

/** The changed versions, those that weigh most by name: `pandas 2.0.3 → 2.1.0, pyarrow 14.0.1 → 15.0.2 and 54 more`. */
export function versionsInWords(changes: readonly EnvironmentChange[]): string | undefined {
  const versions = versionChanges(changes);
  return versions.length === 0 ? undefined : listWords(versions.map(versionInWords));
}

/** Those of versions alone. */
export function versionChanges(changes: readonly EnvironmentChange[]): readonly VersionChange[] {
  return changes.filter((change) => change.kind === 'version');
}
