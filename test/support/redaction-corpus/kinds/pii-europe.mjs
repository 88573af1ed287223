import { mod97 } from '../checks/iban.mjs';
import { untilMade, weightedSum } from '../checks/weighted.mjs';
import { draw, fill } from '../random/pattern.mjs';
import { int, pick } from '../random/seeded.mjs';
import { birthday } from './dates.mjs';
import { made } from './kind.mjs';

const two = (number) => String(number).padStart(2, '0');

/** The check digit of ISO 7064, modulus 11 and 10, as German tax numbers have it. */
function mod11and10(digits) {
  const product = Array.from(digits).reduce((carry, digit) => (((Number(digit) + carry) % 10 || 10) * 2) % 11, 10);
  return (11 - product) % 10;
}

/** A German tax number: of its first ten digits exactly one stands there twice, all others once. */
function steuerId(random) {
  const order = Array.from('1234567890')
    .map((digit) => [random(), digit])
    .toSorted(([left], [right]) => left - right);
  const digits = order.map(([, digit]) => digit).slice(0, 9);
  const place = int(random, 2, 8);
  const ten = [...digits.slice(0, place), digits[0], ...digits.slice(place)].join('');
  return ten.startsWith('0') ? steuerId(random) : ten + mod11and10(ten);
}

/** A French social security number: sex, birth, place, order, and a check by 97. */
function nir(random) {
  const { yy, mm } = birthday(random);
  const digits = `${int(random, 1, 2)}${yy}${mm}${two(int(random, 1, 95))}${fill(random, '<digit:6>')}`;
  return digits + two(97 - mod97(digits));
}

const spanishLetter = (digits) => 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23];

/** A Spanish identity number and its check letter. */
function dni(random) {
  const digits = fill(random, '<digit:8>');
  return digits + spanishLetter(digits);
}

/** A Spanish number of a foreigner: X, Y or Z count as 0, 1 or 2. */
function nie(random) {
  const first = int(random, 0, 2);
  const digits = fill(random, '<digit:7>');
  return 'XYZ'[first] + digits + spanishLetter(first + digits);
}

/** A Dutch citizen number: nine digits that pass the test by eleven. */
function bsn(random) {
  return untilMade(() => {
    const digits = draw(random, '123456789', 1) + fill(random, '<digit:8>');
    return weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 ? digits : undefined;
  });
}

/** A Belgian national number: birthday, order of the day, and a check by 97. */
function belgian(random) {
  const { yy, mm, dd } = birthday(random);
  const order = String(int(random, 1, 997)).padStart(3, '0');
  return `${yy}.${mm}.${dd}-${order}.${two(97 - mod97(yy + mm + dd + order))}`;
}

/** A Polish number: birthday, order, and a weighted check digit. */
function pesel(random) {
  const { yy, mm, dd } = birthday(random);
  const digits = yy + mm + dd + fill(random, '<digit:4>');
  return digits + ((10 - (weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10);
}

/** A Swiss social security number: the country as an EAN has it, and the check digit of an EAN. */
function swiss(random) {
  const digits = `756${fill(random, '<digit:9>')}`;
  const check = (10 - (weightedSum(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10;
  return (digits + check).replace(/^(...)(....)(....)(..)$/, '$1.$2.$3.$4');
}

const spacedNir = (random) => nir(random).replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7');
const spacedTax = (random) => steuerId(random).replace(/^(..)(...)(...)(...)$/, '$1 $2 $3 $4');

/** A Danish number that passes the test by eleven, which those before 2007 do. */
function cpr(random) {
  const { yy, mm, dd } = birthday(random);
  return untilMade(() => {
    const order = pick(random, ['0', '1', '2', '3']) + fill(random, '<digit:3>');
    return weightedSum(dd + mm + yy + order, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
      ? `${dd}${mm}${yy}-${order}`
      : undefined;
  });
}

/** National numbers of central, western and southern Europe. */
export const europe = made('pii', [
  ['de-tax-id', steuerId, 'Steuer-ID: <>', 'Steueridentifikationsnummer: <>', 'IdNr. <>'],
  ['de-tax-id-spaced', spacedTax, 'Steuer-ID: <>'],
  ['fr-nir', nir, 'NIR : <>', 'numéro de sécurité sociale : <>'],
  ['fr-nir-spaced', spacedNir],
  ['es-dni', dni],
  ['es-nie', nie],
  ['nl-bsn', bsn, 'BSN: <>', 'burgerservicenummer <>'],
  ['be-national-number', belgian],
  ['pl-pesel', pesel, 'PESEL: <>', '"pesel": "<>"'],
  ['ch-ahv', swiss],
  ['dk-cpr', cpr, 'CPR: <>', 'CPR-nummer <>'],
]);
