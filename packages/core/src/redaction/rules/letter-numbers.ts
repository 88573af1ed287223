import { digitAt, weighted } from './checksums.ts';
import { beginsWithDayAndMonth } from './dates.ts';
import { chineseRest } from './national-numbers.ts';

/** A number of a person with letters in it: its form, read at its first character, and its check. */
export interface LetterRule {
  readonly form: RegExp;
  /** Length of the word of letters and digits that it begins with. */
  readonly word: readonly number[];
  readonly check?: (text: string) => boolean;
}

/** Numbers of persons that mix digits and capital letters. Forms are short and read once. */
const letterNumbers: readonly LetterRule[] = [
  // United Kingdom: National Insurance number. Prefixes by HMRC.
  {
    word: [9, 2],
    form: /(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![A-Za-z\d])/y,
  },
  // Spain: DNI and NIE, whose letter is the rest by 23.
  { word: [9, 8], form: /\d{8}-?[A-HJ-NP-TV-Z](?![A-Za-z\d])/y, check: isDni },
  { word: [9, 8, 1], form: /[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z](?![A-Za-z\d])/y, check: isDni },
  // Italy: codice fiscale.
  {
    word: [16],
    form: /[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z](?![A-Za-z\d])/y,
    check: isCodiceFiscale,
  },
  // Finland: HETU.
  { word: [11, 6], form: /\d{6}[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y](?![A-Za-z\d])/y, check: isHetu },
  // Singapore: NRIC and FIN; Malaysia has digits only.
  { word: [9], form: /[STFGM]\d{7}[A-Z](?![A-Za-z\d])/y, check: isNric },
  // India: PAN and GSTIN.
  { word: [10], form: /[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?![A-Za-z\d])/y },
  { word: [15], form: /[0-3]\d[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z](?![A-Za-z\d])/y },
  // Mexico: CURP and RFC.
  { word: [18], form: /[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d(?![A-Za-z\d])/y },
  { word: [12, 13], form: /[A-ZÑ&]{3,4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z\d]{2}[\dA](?![A-Za-z\d])/y },
  // China: resident number with X as its check; Taiwan; Hong Kong.
  { word: [18], form: /\d{17}[Xx](?![A-Za-z\d])/y, check: (text) => chineseRest(text) === 10 },
  { word: [10], form: /[A-Z][1289]\d{8}(?![A-Za-z\d])/y, check: isTaiwanese },
  { word: [7, 8], form: /[A-Z]{1,2}\d{6}\([\dA]\)/y },
  // Ireland: PPS number.
  { word: [8, 9], form: /\d{7}[A-W][A-IW]?(?![A-Za-z\d])/y, check: isPps },
  // United Kingdom: driving licence; United States: DEA number and Medicare beneficiary identifier.
  { word: [16], form: /[A-Z9]{5}\d[0156]\d(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z\d]{3}(?![A-Za-z\d])/y },
  { word: [9], form: /[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}(?![A-Za-z\d])/y, check: isDea },
  {
    word: [4],
    form: /[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-[AC-HJKMNP-RT-Y]{2}\d\d(?![A-Za-z\d])/y,
  },
  // Switzerland and Chile have their own punctuation; Chile's check may be K.
  { word: [1, 2], form: /\d{1,2}\.\d{3}\.\d{3}-[\dKk](?![A-Za-z\d])/y, check: isRut },
  // A vehicle, by the check digit that ISO 3779 leaves to North America.
  { word: [17], form: /[A-HJ-NPR-Z\d]{17}(?![A-Za-z\d])/y, check: isVehicle },
];

/** Rules by the length of the word that they begin with. */
export const letterNumbersByWord: readonly (readonly LetterRule[])[] = Array.from({ length: 19 }, (_, length) =>
  letterNumbers.filter(({ word }) => word.includes(length)),
);

/** Letters and digits behind one of these words are the number of a document. */
export const documentLabel: RegExp =
  /(?:passport|reisepass|passeport|pasaporte|driver'?s?[- _]?licen[cs]e|driving licence|licen[cs]e number|\bdl|national id|identity card|personalausweis|medicare|tax ?id|vehicle identification number)(?:[ _-]?(?:number|num|nummer|no|nr|id))?[^a-z\d]{1,16}$/i;

function isDni(text: string): boolean {
  const plain = text.replaceAll('-', '');
  const digits = plain.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2');
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === plain.at(-1);
}

/** Agenzia delle Entrate: characters at odd places count by this table, those at even places by their own value. */
const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isCodiceFiscale(text: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index += 1) {
    const code = text.charCodeAt(index);
    const value = code < 58 ? code - 48 : code - 65;
    sum += index % 2 === 0 ? (oddValues[value] ?? 0) : value;
  }
  return (sum % 26) + 65 === text.charCodeAt(15);
}

function isHetu(text: string): boolean {
  const rest = Number(text.slice(0, 6) + text.slice(7, 10)) % 31;
  return beginsWithDayAndMonth(text) && '0123456789ABCDEFHJKLMNPRSTUVWXY'[rest] === text.at(-1);
}

function isNric(text: string): boolean {
  const offset = { S: 0, T: 4, F: 0, G: 4, M: 3 }[text.charAt(0)] ?? 0;
  const rest = (weighted(text.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
  const letters = /[ST]/.test(text.charAt(0)) ? 'JZIHGFEDCBA' : text.startsWith('M') ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK';
  return letters[rest] === text.at(-1);
}

function isTaiwanese(text: string): boolean {
  const value = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(text.charAt(0)) + 10;
  const digits = `${value}${text.slice(1)}`;
  return weighted(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0;
}

function isPps(text: string): boolean {
  const second = text.length > 8 ? (text.charCodeAt(8) - 64) * 9 : 0;
  const rest = (weighted(text.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) + second) % 23;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[rest] === text.charAt(7);
}

function isDea(text: string): boolean {
  const digits = text.slice(2);
  const sum = weighted(digits, [1, 2, 1, 2, 1, 2]);
  return sum % 10 === digitAt(digits, 6);
}

function isVehicle(text: string): boolean {
  const values = Array.from(text, (character) =>
    character <= '9' ? Number(character) : Number('12345678012345070923456789'[character.charCodeAt(0) - 65]),
  );
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const rest = weights.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0) % 11;
  return (rest === 10 ? 'X' : String(rest)) === text.charAt(8) && /\d{4}$/.test(text) && /[A-Z]/.test(text);
}

function isRut(text: string): boolean {
  const body = text.slice(0, -2).replaceAll('.', '').padStart(8, '0');
  const rest = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return (rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)) === text.at(-1)?.toUpperCase();
}
