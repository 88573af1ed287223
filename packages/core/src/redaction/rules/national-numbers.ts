import { digitAt, luhn, mod11And10, verhoeff, weighted } from './checksums.ts';
import { beginsWithDate, beginsWithDayAndMonth } from './dates.ts';
import { numberRule, type NumberRule } from './number-rule.ts';

const of = (rule: Omit<NumberRule, 'class'>): NumberRule => numberRule({ class: 'national_id', ...rule });
const label = (words: string): RegExp =>
  new RegExp(`(?:${words})(?:[ _-]?(?:number|num|nummer|no|nr|id|code))?[^a-z\\d]{0,16}$`, 'i');

/**
 * Numbers that states give to persons and firms, by the check digits that their offices publish. What has neither a form of
 * its own nor a check digit needs a word in front of it.
 */
export const nationalNumbers: readonly NumberRule[] = [
  // United States: SSN, ITIN; and what only a word in front tells apart.
  of({ digits: [9, 9], shapes: /^3([- ])2\1 ?4$/, check: isSsn }),
  of({ digits: [9, 9], label: label('ssn|social security(?: number| no)?|itin|tax ?id|tin'), check: isSsn }),
  of({ digits: [9, 9], label: label('ein|employer id(?:entification)?(?: number)?|fein'), shapes: /^(?:2-7|9)$/ }),
  of({ digits: [9, 9], label: label('routing(?: number| no)?|aba|rtn'), check: isRouting }),
  of({ digits: [10, 10], label: label('npi'), check: (digits) => luhn(`80840${digits}`) }),
  // Canada: SIN.
  of({ digits: [9, 9], shapes: /^3-3-3$/, check: (digits) => /^[1-79]/.test(digits) && luhn(digits) }),
  of({ digits: [9, 9], label: label('sin|nas|social insurance(?: number)?'), check: luhn }),
  // United Kingdom: NHS number, UTR.
  of({ digits: [10, 10], shapes: /^3([- ])3\1 ?4$/, check: isNhs }),
  of({ digits: [10, 10], label: label('nhs(?: number| no)?'), check: isNhs }),
  of({ digits: [10, 10], label: label('utr|taxpayer reference') }),
  // Australia: TFN, Medicare, ABN.
  of({ digits: [8, 9], label: label('tfn|tax file(?: number| no)?'), check: isTfn }),
  of({ digits: [10, 11], shapes: /^4([- ])5\1 ?1(?:[-/ ]1)?$/, check: isMedicare }),
  of({ digits: [10, 11], label: label('medicare(?: number| no| card)?'), check: isMedicare }),
  of({ digits: [11, 11], shapes: /^(?:2 3 3 3|11)$/, label: label('abn'), check: isAbn }),
  // Germany: tax number.
  of({ digits: [11, 11], shapes: /^(?:11|2 3 3 3)$/, check: isGermanTaxId }),
  // France: NIR; Belgium; Netherlands: BSN; Switzerland: AHV.
  of({ digits: [15, 15], shapes: /^(?:15|1 2 2 2 3 3 2|13 2)$/, check: isNir }),
  of({ digits: [11, 11], shapes: /^(?:11|2\.2\.2-3\.2|6-3-2|2\.2\.2-3-2)$/, check: isBelgian }),
  of({ digits: [8, 9], label: label('bsn|burgerservicenummer|sofinummer|citizen service number'), check: isBsn }),
  of({ digits: [13, 13], shapes: /^(?:3\.4\.4\.2|13)$/, check: (digits) => digits.startsWith('756') && isEan(digits) }),
  // Poland: PESEL; Nordic countries; Baltic countries; Turkey; Czechia and Slovakia; Romania; Bulgaria; Croatia.
  of({ digits: [11, 11], shapes: /^11$/, check: isPesel }),
  of({
    digits: [10, 12],
    shapes: /^[68][-+]4$/,
    check: (digits) => isBirth(digits.slice(-10)) && luhn(digits.slice(-10)),
  }),
  of({
    digits: [10, 12],
    label: label('personnummer|personal identity number|samordningsnummer'),
    check: (digits) => luhn(digits.slice(-10)),
  }),
  of({ digits: [11, 11], shapes: /^(?:11|6[- ]5)$/, check: isNorwegian }),
  of({ digits: [10, 10], shapes: /^6-4$/, check: (digits) => beginsWithDayAndMonth(digits) && isOldCpr(digits) }),
  of({ digits: [10, 10], label: label('cpr(?:-nummer| nummer| number)?'), check: beginsWithDayAndMonth }),
  of({ digits: [11, 11], shapes: /^11$/, check: isBaltic }),
  of({ digits: [11, 11], shapes: /^11$/, check: isTurkish }),
  of({ digits: [10, 10], shapes: /^6\/4$/, check: (digits) => Number(digits) % 11 === 0 }),
  of({ digits: [13, 13], label: label('cnp|cod numeric personal'), check: isRomanian }),
  of({ digits: [10, 10], label: label('egn|егн') }),
  of({ digits: [11, 11], label: label('oib'), check: mod11And10 }),
  of({ digits: [9, 9], label: label('nif|contribuinte'), check: isPortuguese }),
  // Brazil: CPF, CNPJ; Argentina: CUIT.
  of({ digits: [11, 11], shapes: /^3\.3\.3-2$/, check: isCpf }),
  of({ digits: [11, 11], label: label('cpf'), check: isCpf }),
  of({ digits: [14, 14], shapes: /^2\.3\.3\/4-2$/, check: isCnpj }),
  of({ digits: [14, 14], label: label('cnpj'), check: isCnpj }),
  of({ digits: [11, 11], shapes: /^2-8-1$/, check: isCuit }),
  // India: Aadhaar; China; Korea; Japan: My Number; Thailand; Malaysia; Pakistan; Indonesia.
  of({ digits: [12, 12], shapes: /^4([- ])4\1 ?4$/, check: isAadhaar }),
  of({ digits: [12, 12], label: label('aadhaar|aadhar|uid|uidai'), check: isAadhaar }),
  of({ digits: [18, 18], shapes: /^(?:18|6 8 4)$/, check: isChinese }),
  of({ digits: [13, 13], shapes: /^6-7$/, check: (digits) => beginsWithDate(digits) && /^.{6}[1-8]/.test(digits) }),
  of({ digits: [12, 12], label: label('my ?number|individual number|マイナンバー|個人番号'), check: isMyNumber }),
  of({ digits: [13, 13], shapes: /^1-4-5-2-1$/, check: isThai }),
  of({ digits: [12, 12], shapes: /^6-2-4$/, check: (digits) => beginsWithDate(digits) }),
  of({ digits: [13, 13], shapes: /^5-7-1$/ }),
  of({ digits: [16, 16], label: label('nik|ktp') }),
  // South Africa; Russia: SNILS, INN; Israel; Ukraine; Kazakhstan.
  of({ digits: [13, 13], shapes: /^(?:13|6 4 2 1|6 4 3)$/, check: isSouthAfrican }),
  of({ digits: [11, 11], shapes: /^3-3-3[- ]2$/, check: isSnils }),
  of({ digits: [10, 12], label: label('inn|инн') }),
  of({ digits: [9, 9], label: label('teudat zehut|israeli id'), check: luhn }),
  // Accounts and documents that have no check digit of their own.
  of({
    digits: [6, 17],
    label: label('account[ _-]?(?:number|no|nr)|bank account|acct|kontonummer|(?:bank|giro)?konto'),
  }),
  of({
    digits: [6, 13],
    label: label(
      'svnr|personas kods|c[eé]dula|nit|рнокпп|иин|жсн|cccd|cmnd|taj|amka|kennitala|ird|personalausweis|id number|national id|identification number|rut|dni|cuit|snils|снилс|rrn|hkid|nric|cnic|rodn[eé] [cč][ií]slo|citizen id|identity card|national identity',
    ),
  }),
  of({ digits: [7, 12], label: label('passport|reisepass|passeport|pasaporte') }),
  of({ digits: [7, 15], label: label("driver'?s?[- _]?licen[cs]e|driving licence|dl|führerschein") }),
];

function isSsn(digits: string): boolean {
  const [area, group] = [digits.slice(0, 3), Number(digits.slice(3, 5))];
  if (area === '000' || area === '666' || group === 0 || digits.endsWith('0000')) return false;
  // IRS: an ITIN begins with 9 and has its group in these ranges.
  return !area.startsWith('9') || (group >= 50 && group <= 99 && group !== 89 && group !== 93 && group !== 66);
}

function isRouting(digits: string): boolean {
  return weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 && !digits.startsWith('000');
}

function isNhs(digits: string): boolean {
  const check = (11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === digitAt(digits, 9);
}

function isTfn(digits: string): boolean {
  const weights = digits.length === 9 ? [1, 4, 3, 7, 5, 8, 6, 9, 10] : [10, 7, 8, 4, 6, 3, 5, 1];
  return weighted(digits, weights) % 11 === 0;
}

function isMedicare(digits: string): boolean {
  return /^[2-6]/.test(digits) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(digits, 8);
}

function isAbn(digits: string): boolean {
  return (weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;
}

/** One digit of the first ten stands there twice or three times, the others once at most. */
function isGermanTaxId(digits: string): boolean {
  const first = digits.slice(0, 10);
  const different = new Set(first).size;
  return !first.startsWith('0') && (different === 9 || different === 8) && mod11And10(digits);
}

function isNir(digits: string): boolean {
  const month = Number(digits.slice(3, 5));
  const plausible =
    /^[1-4]/.test(digits) && ((month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50);
  return plausible && 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
}

function isBelgian(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20;
  const check = Number(digits.slice(9));
  const old = 97 - (Number(digits.slice(0, 9)) % 97);
  const young = 97 - (Number(`2${digits.slice(0, 9)}`) % 97);
  return month <= 12 && Number(digits.slice(4, 6)) <= 31 && (check === old || check === young);
}

function isBsn(digits: string): boolean {
  return weighted(digits.padStart(9, '0'), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

function isEan(digits: string): boolean {
  return weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

/** The month tells the century as well. */
function isBirth(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20;
  const day = Number(digits.slice(4, 6));
  return month >= 1 && month <= 12 && ((day >= 1 && day <= 31) || (day >= 61 && day <= 91));
}

function isPesel(digits: string): boolean {
  const sum = weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
  return isBirth(digits) && Number(digits.slice(4, 6)) <= 31 && (10 - (sum % 10)) % 10 === digitAt(digits, 10);
}

function isNorwegian(digits: string): boolean {
  const first = (11 - (weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first === digitAt(digits, 9) && second === digitAt(digits, 10);
}

/** Numbers given out until 2007 have a check digit. */
function isOldCpr(digits: string): boolean {
  return weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

function isBaltic(digits: string): boolean {
  if (!/^[1-8]/.test(digits) || !beginsWithDate(digits.slice(1))) return false;
  const first = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const check = first < 10 ? first : (weighted(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
  return check === digitAt(digits, 10);
}

function isTurkish(digits: string): boolean {
  const odd = weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
  const ten = (((odd * 7 - even) % 10) + 10) % 10;
  const all = weighted(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  return !digits.startsWith('0') && ten === digitAt(digits, 9) && all % 10 === digitAt(digits, 10);
}

function isRomanian(digits: string): boolean {
  const check = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return /^[1-8]/.test(digits) && beginsWithDate(digits.slice(1)) && (check === 10 ? 1 : check) === digitAt(digits, 12);
}

function isPortuguese(digits: string): boolean {
  const check = 11 - (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check > 9 ? 0 : check) === digitAt(digits, 8);
}

function isCpf(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false;
  const first = (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11;
  const second = (weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11;
  return first % 10 === digitAt(digits, 9) && second % 10 === digitAt(digits, 10);
}

function isCnpj(digits: string): boolean {
  const first = cnpjCheck(weighted(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
  const second = cnpjCheck(weighted(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
  return first === digitAt(digits, 12) && second === digitAt(digits, 13);
}

function cnpjCheck(sum: number): number {
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}

function isCuit(digits: string): boolean {
  const check = (11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === digitAt(digits, 10);
}

function isAadhaar(digits: string): boolean {
  return /^[2-9]/.test(digits) && verhoeff(digits);
}

/** The last place may be an X, which the finder of letters handles. */
function isChinese(digits: string): boolean {
  return beginsWithDate(digits.slice(6), 4) && chineseRest(digits) === digitAt(digits, 17);
}

/** Check of a Chinese resident number: 10 stands for X. */
export function chineseRest(digits: string): number {
  const sum = weighted(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return (12 - (sum % 11)) % 11;
}

function isMyNumber(digits: string): boolean {
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === digitAt(digits, 11);
}

function isThai(digits: string): boolean {
  return (11 - (weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(digits, 12);
}

/** What begins with 16 to 19 is the time of day in milliseconds. */
function isSouthAfrican(digits: string): boolean {
  return !/^1[6-9]/.test(digits) && beginsWithDate(digits) && /^.{10}[012]/.test(digits) && luhn(digits);
}

function isSnils(digits: string): boolean {
  const sum = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
  return (sum % 101) % 100 === Number(digits.slice(9));
}
