import { timeFormatParser } from '../block/time-format.ts';
import type { ColumnEvidence, NamedEvidence } from './evidence/column-evidence.ts';
import { epochUnit, isPeriod, isTimeName, type TimesInDisguise } from './evidence/written-times.ts';
import type { Kind } from './terms.ts';

/** Times that look like numbers or texts, and whether they are hardly anything else. */
export interface FoundTimes {
  readonly times: TimesInDisguise;
  readonly isSure: boolean;
}

/** How the times of a column are written, where it has any that are not ISO 8601. */
export function timesOf(kind: Kind, { name, evidence }: NamedEvidence): FoundTimes | undefined {
  switch (kind) {
    case 'integer':
    case 'numeric':
      return timesOfNumbers(evidence, isTimeName(name));
    case 'categorical':
    case 'text':
      return timesOfTexts(evidence, isTimeName(name));
    default:
      return undefined;
  }
}

function timesOfNumbers({ numbers }: ColumnEvidence, isNamed: boolean): FoundTimes | undefined {
  const { min, max, whole, formats } = numbers;
  if (min === undefined || max === undefined) return undefined;
  const [format] = formats;
  if (format !== undefined && (isNamed || format === '%Y%m%d')) return { times: { format }, isSure: true };
  const unit = epochUnit(min, max);
  if (unit === undefined || !(whole || (unit === 's' && isNamed))) return undefined;
  return { times: { unit }, isSure: isNamed };
}

function timesOfTexts(evidence: ColumnEvidence, isNamed: boolean): FoundTimes | undefined {
  const { formats, cells, present } = evidence;
  if (isOfPeriods(evidence)) return { times: 'periods', isSure: true };
  const [format, ...others] = formats;
  if (format === undefined || cells.texts !== present) return undefined;
  const isSure = isNamed || /%Y/.test(format);
  const isClear = others.every((other) => areSame(format, other, evidence));
  return { times: isClear ? { format } : 'day-or-month-first', isSure };
}

/** Whether two formats read the same times. */
function areSame(format: string, other: string, { distinct }: ColumnEvidence): boolean {
  const [parse, parseOther] = [timeFormatParser(format), timeFormatParser(other)];
  return [...distinct.keys()].every((text) => parse(text) === parseOther(text));
}

/** Whether texts are all months, quarters or weeks. */
export function isOfPeriods({ distinct, complete }: ColumnEvidence): boolean {
  return complete && distinct.size > 0 && [...distinct.keys()].every(isPeriod);
}
