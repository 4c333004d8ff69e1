/** Times written as numbers by their digits, and the format of strftime that reads them. */
interface DigitFormat {
  readonly format: string;
  readonly isTime: (value: number) => boolean;
}

/** The likeliest first; no number is a time by two of them. */
export const digitFormats: readonly DigitFormat[] = [
  { format: '%Y%m%d', isTime: isDayNumber },
  { format: '%Y%m', isTime: (value) => isDayNumber(value * 100 + 1) },
  { format: '%Y%m%d%H', isTime: (value) => isDayNumber(Math.floor(value / 100)) && value % 100 < 24 },
  {
    format: '%Y%m%d%H%M',
    isTime: (value) => isDayNumber(Math.floor(value / 1e4)) && isClock((value % 1e4) * 100),
  },
  { format: '%Y%m%d%H%M%S', isTime: (value) => isDayNumber(Math.floor(value / 1e6)) && isClock(value % 1e6) },
];

/** Whether a number is a day of the calendar from 1900 to 2100, written as `20240105`. */
function isDayNumber(value: number): boolean {
  if (!(value >= 19_000_101 && value <= 21_001_231)) return false;
  const [year, month, day] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether a number is a time of the day, written as `103000`. */
function isClock(value: number): boolean {
  return value < 240_000 && Math.floor(value / 100) % 100 < 60 && value % 100 < 60;
}
