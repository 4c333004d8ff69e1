import type { ColumnEvidence } from './evidence/column-evidence.ts';
import { nameWords } from './name-words.ts';
import { type PersonalData, personalData } from './personal-data.ts';
import type { Kind } from './terms.ts';

/** Why a column seems to hold personal data. */
export interface FoundPersonal {
  /** Whether values must not be shown; else only its name says so. */
  readonly isSure: boolean;
  readonly sentence: string;
}

/** Values that are looked at, the fewest that tell anything, and the share of them that must look alike. */
const looked = { most: 1_000, least: 10, share: 0.9 } as const;

/** Personal data differ from person to person: so many of the values, or of the cells. */
const leastDifferent = { values: 20, share: 0.5 } as const;

/** Numbers below are amounts, and no numbers of people, phones or cards. */
const leastNumber = 1e6;

/** What of a column's values or name speaks of people; undefined where nothing does. */
export function personalDataIn(
  name: string,
  kind: Kind,
  evidence: ColumnEvidence,
): FoundPersonal | undefined {
  if (kind === 'boolean' || kind === 'vector') return undefined;
  const words = nameWords(name);
  const values = textsOf(kind, evidence);
  const byValues = personalData.find(
    ({ value }) => value && values.length >= looked.least && areMost(values, value),
  );
  if (byValues) return { isSure: true, sentence: told(`its values look like ${byValues.what}`) };
  const byName = personalData.find((one) => one.name.test(words));
  if (!byName) return undefined;
  const { what, named } = byName;
  if (kind === 'timestamp')
    return byName.ofTimes ? { isSure: true, sentence: told(saying(what)) } : undefined;
  if (byName.ofTimes && kind !== 'text' && kind !== 'categorical') return undefined;
  if (!areDifferent(kind, evidence)) return undefined;
  if (!named || areMost(values, named)) return { isSure: true, sentence: told(saying(what)) };
  return byName.isClear
    ? {
        isSure: false,
        sentence: `${saying(what)}, its values do not look so: if it does, write "sensitive": true`,
      }
    : undefined;
}

function saying(what: PersonalData['what']): string {
  return `its name says that it holds ${what}`;
}

function told(reason: string): string {
  return `${reason}: sensitive, its values are shown nowhere`;
}

function textsOf(kind: Kind, { distinct, numbers }: ColumnEvidence): readonly string[] {
  if (kind === 'numeric') return [];
  return distinct.size > 0
    ? [...distinct.keys().take(looked.most)]
    : [...numbers.sample.subarray(0, looked.most)].map(String);
}

function areMost(values: readonly string[], passes: (text: string) => boolean): boolean {
  return values.length > 0 && values.filter(passes).length >= looked.share * values.length;
}

function areDifferent(kind: Kind, { distinct, present, numbers }: ColumnEvidence): boolean {
  if (kind === 'numeric') return false;
  if (kind === 'integer') return (numbers.min ?? 0) >= leastNumber;
  return distinct.size >= Math.min(leastDifferent.values, Math.max(2, leastDifferent.share * present));
}
