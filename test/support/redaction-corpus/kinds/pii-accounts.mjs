import { ibanOf } from '../checks/iban.mjs';
import { untilMade, weightedSum } from '../checks/weighted.mjs';
import { fill } from '../random/pattern.mjs';
import { pick } from '../random/seeded.mjs';
import { made } from './kind.mjs';

/** Countries and their national account numbers. */
const accounts = {
  DE: '<digit:18>',
  FR: '<digit:10><upperNum:11><digit:2>',
  GB: '<upper:4><digit:14>',
  ES: '<digit:20>',
  IT: '<upper:1><digit:10><upperNum:12>',
  NL: '<upper:4><digit:10>',
  CH: '<digit:5><upperNum:12>',
  AT: '<digit:16>',
  BE: '<digit:12>',
  PL: '<digit:24>',
  SE: '<digit:20>',
  NO: '<digit:11>',
  PT: '<digit:21>',
  DK: '<digit:14>',
  FI: '<digit:14>',
  IE: '<upper:4><digit:14>',
  SA: '<digit:2><upperNum:18>',
};

/** An IBAN of one of the countries. */
function iban(...countries) {
  return (random) => {
    const country = pick(random, countries);
    return ibanOf(country, fill(random, accounts[country]));
  };
}

const spaced = (of) => (random) => of(random).replaceAll(/(.{4})(?=.)/g, '$1 ');

/** A US bank: nine digits, the first two of a Federal Reserve district. */
function routingNumber(random) {
  const weights = [3, 7, 1, 3, 7, 1, 3, 7, 1];
  return untilMade(() => {
    const digits = pick(random, ['01', '02', '06', '07', '11', '12', '26', '31']) + fill(random, '<digit:7>');
    return weightedSum(digits, weights) % 10 === 0 ? digits : undefined;
  });
}

/** Bank accounts. */
export const bankAccounts = made('pii', [
  ['iban-de', iban('DE')],
  ['iban-de-spaced', spaced(iban('DE'))],
  ['iban-fr', iban('FR')],
  ['iban-gb', iban('GB')],
  ['iban-gb-spaced', spaced(iban('GB'))],
  ['iban-nl-spaced', spaced(iban('NL'))],
  ['iban-southern', iban('ES', 'IT', 'PT')],
  ['iban-alpine', iban('CH', 'AT')],
  ['iban-northern', iban('SE', 'NO', 'DK', 'FI', 'PL')],
  ['iban-other-spaced', spaced(iban('BE', 'IE', 'SA', 'ES', 'IT', 'FR', 'CH'))],
  ['aba-routing', routingNumber, 'routing number: <>', 'ABA routing no. <>'],
  ['us-bank-account', (random) => fill(random, '<digit:10-12>'), 'bank account number: <>', 'account no: <>'],
]);
