import { type IncidentChange, type Known, mostNamedChanges } from './incident-schema.ts';
import { newlyCritical, type Subject } from './known-subjects.ts';

/**
 * What is told for the first time, by name: what is critical, or, where nothing critical is new, all that is new. Known as a
 * warning, or told as part of others all along, a subject is `now-critical`.
 */
export function changesOf(known: Known, found: Known, subjects: readonly Subject[]): IncidentChange[] {
  const critical = new Set(newlyCritical(known, found));
  const isNew = ({ name, isTogether }: Subject) => !isTogether && !known.subjects.includes(name);
  const fresh = subjects.filter(({ name }) => critical.has(name));
  if (fresh.length === 0) {
    const isCut = known.subjectCount > known.subjects.length;
    return isCut ? [] : changeOf('new', subjects.filter(isNew));
  }
  return [
    ...changeOf('new-critical', fresh.filter(isNew)),
    ...changeOf(
      'now-critical',
      fresh.filter((subject) => !isNew(subject)),
    ),
  ];
}

function changeOf(change: IncidentChange['change'], subjects: readonly Subject[]): IncidentChange[] {
  const names = [...new Set(subjects.map(({ words }) => words))];
  return names.length === 0 ? [] : [{ change, names: names.slice(0, mostNamedChanges), count: names.length }];
}
