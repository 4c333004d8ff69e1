/** Months as references are named after them, January first. */
export const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/** Days of the week as references are named after them, Monday first. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** What a contract may choose references by. */
export const seasonKinds = ['month', 'weekday'] as const;

/** Whether references are chosen by month or by day of the week. */
export type SeasonKind = (typeof seasonKinds)[number];

/** Names of references of their own: of all Decembers, or of all Mondays. */
export const seasons = [...months, ...weekdays] as const;

/** A month or a day of the week that has a reference of its own. */
export type Season = (typeof seasons)[number];

/** As it is written in a sentence. */
export function seasonInWords(season: Season): string {
  return `${season.charAt(0).toUpperCase()}${season.slice(1)}`;
}

/** The folder below a model's references that makes those of a season: `month=december`. */
export function seasonFolder(season: Season): string {
  return months.some((month) => month === season) ? `month=${season}` : `weekday=${season}`;
}

/** Seasons of a kind by their names in lower case; months by their numbers too, `1` or `01` to `12`. */
const spellings: Readonly<Record<SeasonKind, ReadonlyMap<string, Season>>> = {
  month: new Map(
    months.flatMap((name, index): [string, Season][] => [
      [name, name],
      [String(index + 1), name],
      [String(index + 1).padStart(2, '0'), name],
    ]),
  ),
  // By name alone: whether a week begins on Sunday or Monday, with 0 or 1, is anybody's guess.
  weekday: new Map(weekdays.map((name) => [name, name])),
};

/** @returns undefined for what is no month or no day of the week */
export function parseSeason(kind: SeasonKind, text: string): Season | undefined {
  return spellings[kind].get(text.toLowerCase());
}
