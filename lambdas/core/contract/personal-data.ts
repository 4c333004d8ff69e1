/** Data by which people can be told or reached, and how one sees that a column holds them. */
export interface PersonalData {
  readonly what: string;
  /** How such columns are called, in the words of `nameWords`. */
  readonly name: RegExp;
  /** Whether a text is such a thing whatever the column is called. */
  readonly value?: (text: string) => boolean;
  /** Whether a text may be such a thing in a column that is called so; without it any may. */
  readonly named?: (text: string) => boolean;
  /** Whether such a name hardly means anything else. */
  readonly isClear?: boolean;
  /** Whether they are times. */
  readonly ofTimes?: boolean;
}

const isEmail = (text: string) => text.length < 255 && /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text);

/** In a column of another name it has to be written as phone numbers alone are: with `+`, or an area code in brackets. */
const isWrittenAsPhone = (text: string) =>
  /^(?:\+\d|\(\d{2,5}\))[\d\s()./-]*$/.test(text) && hasDigits(text, 7, 16);

const isPhone = (text: string) => /^\+?[\d\s()./x-]+$/.test(text) && hasDigits(text, 7, 20);

function hasDigits(text: string, least: number, most: number): boolean {
  const digits = text.replace(/\D/g, '').length;
  return digits >= least && digits <= most;
}

/** ISO 13616: letters as numbers from 10 on, country and check digits last, leaves 1 of 97. */
function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(compact)) return false;
  let rest = 0;
  for (const sign of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** ISO/IEC 7812: 13 to 19 digits, the last of which is the check digit of Luhn. */
function isCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = place % 2 === 0 ? Number(digit) : 2 * Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const isIpV4 = (text: string) =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

const isIpV6 = (text: string) =>
  (/^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}$/i.test(text) && text.includes('::')) ||
  /^(?:[\da-f]{1,4}:){7}[\da-f]{1,4}$/i.test(text);

const isIp = (text: string) => isIpV4(text) || isIpV6(text);

/** `Mr. Owen Harris`, `Braund, Owen` or `Owen Harris`. */
const isFullName = (text: string) =>
  /\b(?:Mr|Mrs|Ms|Miss|Master|Dr|Herr|Frau)\b/.test(text) ||
  /^\p{Lu}[\p{L}'’-]+,? (?:\p{Lu}[\p{L}'’.-]* ){0,2}\p{Lu}[\p{L}'’.-]+$/u.test(text);

const hasLetters = (text: string) => /\p{L}{2}/u.test(text);

/** What is looked for; the first that fits is told. */
export const personalData: readonly PersonalData[] = [
  {
    what: 'email addresses',
    name: /(?:^|_)e?_?mails?(?:_addr(?:ess)?)?$/,
    value: isEmail,
    named: isEmail,
    isClear: true,
  },
  { what: 'IBANs', name: /(?:^|_)iban$/, value: isIban, named: isIban, isClear: true },
  {
    what: 'card numbers',
    name: /(?:^|_)(?:credit|debit)?_?card_?(?:number|num|no)$|^cc_?(?:number|num|no)$/,
    value: isCard,
    named: isCard,
    isClear: true,
  },
  {
    what: 'social security or identity numbers',
    name: /(?:^|_)(?:ssn|social_security(?:_(?:number|no))?|(?:national|tax|passport)_(?:id|number|no)|passport)$/,
    value: (text) => /^\d{3}-\d{2}-\d{4}$/.test(text),
  },
  {
    what: 'IP addresses',
    name: /(?:^|_)ip(?:_?v[46])?(?:_addr(?:ess)?)?$/,
    value: isIp,
    named: isIp,
  },
  {
    what: 'phone numbers',
    name: /(?:^|_)(?:phone|mobile|cell_?phone|telephone|tel|fax|msisdn)(?:_?(?:number|num|no|nr))?$/,
    value: isWrittenAsPhone,
    named: isPhone,
  },
  {
    what: 'names of people',
    name: /^(?:first|last|given|family|middle|full|maiden|sur|fore|customer|patient|passenger|employee|person|contact|holder|owner)_?name$/,
    named: hasLetters,
  },
  { what: 'names of people', name: /^(?:name|customer|patient|passenger|employee)$/, named: isFullName },
  {
    what: 'postal addresses',
    name: /(?:^|_)(?:street|(?:street|home|postal|mailing|billing|shipping)_?address|address(?:_?line)?_?\d?)$/,
    named: hasLetters,
  },
  {
    what: 'dates of birth',
    name: /^(?:dob|birth_?da(?:te|y)|date_of_birth)$/,
    ofTimes: true,
  },
];
