import { weightedSum } from '../checks/weighted.mjs';
import { draw, fill } from '../random/pattern.mjs';
import { pick } from '../random/seeded.mjs';
import { birthday } from './dates.mjs';
import { made } from './kind.mjs';

/** The digits with one more: eleven minus the weighted rest, or zero where that has two digits. */
function checked(digits, weights) {
  const rest = weightedSum(digits, weights) % 11;
  return digits + (rest < 2 ? 0 : 11 - rest);
}

/** A Brazilian number of a person, with two check digits. */
function cpf(random) {
  const first = checked(fill(random, '<digit:9>'), [10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return checked(first, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]).replace(/^(...)(...)(...)(..)$/, '$1.$2.$3-$4');
}

/** A Brazilian number of a firm. */
function cnpj(random) {
  const first = checked(fill(random, '<digit:8>0001'), [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  const digits = checked(first, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  return digits.replace(/^(..)(...)(...)(....)(..)$/, '$1.$2.$3/$4-$5');
}

const plain = (of) => (random) => of(random).replaceAll(/\D/g, '');
const curpOrder = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const states = ['AS', 'BC', 'CH', 'DF', 'GT', 'JC', 'MC', 'NL', 'OC', 'PL', 'YN', 'ZS'];

/** A Mexican number: name, birthday, sex, state, name again, and a check digit. */
function curp(random) {
  const { yy, mm, dd } = birthday(random);
  const name = fill(random, '<consonants:1>') + draw(random, 'AEIO', 1) + fill(random, '<consonants:2>');
  const code =
    name + yy + mm + dd + pick(random, ['H', 'M']) + pick(random, states) + fill(random, '<consonants:3><digit:1>');
  const sum = Array.from(code).reduce(
    (total, character, place) => total + curpOrder.indexOf(character) * (18 - place),
    0,
  );
  return `${code}${(10 - (sum % 10)) % 10}`;
}

/** A Chilean number: digits with dots, and a check digit that may be K. */
function rut(random) {
  const digits = fill(random, '1<digit:7>');
  const sum = weightedSum(digits, [3, 2, 7, 6, 5, 4, 3, 2]);
  const check = '0123456789K0'[11 - (sum % 11)];
  return `${digits.replace(/^(..)(...)(...)$/, '$1.$2.$3')}-${check}`;
}

/** National numbers of Latin America. */
export const americas = made('pii', [
  ['br-cpf', cpf],
  ['br-cpf-plain', plain(cpf), 'CPF: <>', '"cpf":"<>"'],
  ['br-cnpj', cnpj],
  ['br-cnpj-plain', plain(cnpj), 'CNPJ: <>'],
  ['mx-curp', curp],
  ['cl-rut', rut],
]);
