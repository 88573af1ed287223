import { ibanOf } from '../checks/iban.mjs';
import { withLuhn } from '../checks/luhn.mjs';
import { withVerhoeff } from '../checks/verhoeff.mjs';
import { americas } from '../kinds/pii-americas.mjs';
import { asia } from '../kinds/pii-asia.mjs';
import { italian } from '../kinds/pii-codice.mjs';
import { europe } from '../kinds/pii-europe.mjs';
import { nordic } from '../kinds/pii-nordic.mjs';
import { fill } from '../random/pattern.mjs';
import { int, pick } from '../random/seeded.mjs';
import { makers } from './shape.mjs';

/** Another digit in the last place. */
function wrongEnd(digits, random) {
  return digits.slice(0, -1) + ((Number(digits.at(-1)) + int(random, 1, 9)) % 10);
}

const fours = (digits) => digits.replaceAll(/(.{4})(?=.)/g, '$1 ');
const labels = ['', 'ref ', 'batch ', 'id=', 'No. '];

/** As long as a card number, with a wrong check digit. */
function notCard(random) {
  const digits = wrongEnd(withLuhn(`${int(random, 3, 6)}${fill(random, `<digit:${int(random, 11, 17)}>`)}`), random);
  return pick(random, labels) + digits;
}

const notCardSpaced = (random) => fours(wrongEnd(withLuhn(`4${fill(random, '<digit:14>')}`), random));

/** An IBAN with other check digits. */
function notIban(random) {
  const right = ibanOf(pick(random, ['DE', 'AT', 'ES']), fill(random, '<digit:18>'));
  const other = String(((Number(right.slice(2, 4)) + int(random, 1, 80)) % 97) + 2).padStart(2, '0');
  const iban = right.slice(0, 2) + (other === right.slice(2, 4) ? '00' : other) + right.slice(4);
  return random() < 0.5 ? iban : fours(iban);
}

/** Like a social security number, in an area or group nobody has. */
function notSsn(random) {
  return fill(
    random,
    pick(random, [
      '000-<digit:2>-<digit:4>',
      '666-<digit:2>-<digit:4>',
      '9<digit:2>-0<digit:1>-<digit:4>',
      '12<digit:1>-00-<digit:4>',
      '31<digit:1>-4<digit:1>-0000',
    ]),
  );
}

const notAadhaar = (random) => fours(wrongEnd(withVerhoeff(`5${fill(random, '<digit:10>')}`), random));

/** National numbers of a kind, with another check character of the same sort. */
function wrong(table, name) {
  const kind = table.find((candidate) => candidate.kind === name);
  return (random) => kind.make(random).secret.replace(/[\dA-Z]$/, (last) => otherThan(last, random));
}

/** Another digit for a digit, another letter for a letter. */
function otherThan(last, random) {
  const alphabet = /\d/.test(last) ? '0123456789' : 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  return pick(
    random,
    Array.from(alphabet).filter((character) => character !== last),
  );
}

/** Numbers that would be somebody's if their check digits were right. */
export const nearChecksums = makers([
  ['not-card', notCard],
  ['not-card-spaced', notCardSpaced],
  ['not-iban', notIban],
  ['not-ssn', notSsn],
  ['not-aadhaar', notAadhaar],
  ['not-cpf', wrong(americas, 'br-cpf')],
  ['not-cnpj', wrong(americas, 'br-cnpj')],
  ['not-dni', wrong(europe, 'es-dni')],
  ['not-nie', wrong(europe, 'es-nie')],
  ['not-belgian', wrong(europe, 'be-national-number')],
  ['not-codice-fiscale', wrong(italian, 'it-codice-fiscale')],
  ['not-nric', wrong(asia, 'sg-nric')],
  ['not-chinese-id', wrong(asia, 'cn-resident-id')],
  ['not-hetu', wrong(nordic, 'fi-hetu')],
]);
