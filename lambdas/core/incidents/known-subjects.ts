import type { Severity } from '../../severities.ts';
import { type IncidentChange, type Known, mostNamedChanges } from './incident-schema.ts';

/** Something that a condition is about in one batch. */
export interface Subject {
  /** What it is remembered by. */
  readonly name: string;
  /** As it stands in a sentence. */
  readonly words: string;
  readonly severity: Severity;
  /**
   * Set for correlations and the multivariate test: they come and go with the columns, so they are news only where they are
   * critical.
   */
  readonly isMultivariate?: true;
}

/** Nothing is known. */
export const nothingKnown: Known = { subjects: [], subjectCount: 0, critical: [], criticalCount: 0 };

/** What is known after a report of some subjects. @param most  names that are remembered of each kind */
export function knownOf(subjects: readonly Subject[], most: number): Known {
  const named = namesOf(subjects.filter(({ isMultivariate }) => !isMultivariate));
  const critical = namesOf(subjects.filter(({ severity }) => severity === 'critical'));
  return {
    subjects: named.slice(0, most),
    subjectCount: named.length,
    critical: critical.slice(0, most),
    criticalCount: critical.length,
  };
}

/** What is known after both. */
export function knownOfBoth(a: Known, b: Known, most: number): Known {
  const subjects = union(a.subjects, b.subjects);
  const critical = union(a.critical, b.critical);
  return {
    subjects: subjects.slice(0, most),
    subjectCount: Math.max(a.subjectCount, b.subjectCount, subjects.length),
    critical: critical.slice(0, most),
    criticalCount: Math.max(a.criticalCount, b.criticalCount, critical.length),
  };
}

/**
 * Names of what is critical now and was not known to be. Where more is known than is remembered by name, names say nothing:
 * then it takes half as much again as was known.
 */
export function newlyCritical(known: Known, now: Known): readonly string[] {
  const fresh = now.critical.filter((name) => !known.critical.includes(name));
  const isCut = known.criticalCount > known.critical.length;
  return isCut && !isHalfAgain(now.criticalCount - known.criticalCount, known.criticalCount) ? [] : fresh;
}

/** Half as much again as people know of, and at least something new. */
export function isMuchMore(known: Known, now: Known): boolean {
  const isCut = [known, now].some(({ subjects, subjectCount }) => subjectCount > subjects.length);
  const fresh = isCut
    ? now.subjectCount - known.subjectCount
    : now.subjects.filter((name) => !known.subjects.includes(name)).length;
  return isHalfAgain(fresh, known.subjectCount);
}

/**
 * What is reported for the first time, by name: what is critical, or, where nothing critical is new, all that is new. A subject
 * that was known as a warning, or reported only as part of others, is `now-critical`.
 */
export function changesOf(known: Known, found: Known, subjects: readonly Subject[]): IncidentChange[] {
  const critical = new Set(newlyCritical(known, found));
  const isNew = ({ name, isMultivariate }: Subject) => !isMultivariate && !known.subjects.includes(name);
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

function isHalfAgain(fresh: number, known: number): boolean {
  return fresh > 0 && fresh >= known / 2;
}

function namesOf(subjects: readonly Subject[]): string[] {
  return [...new Set(subjects.map(({ name }) => name))];
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
