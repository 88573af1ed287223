import { withLuhn } from '../checks/luhn.mjs';
import { untilMade, weightedSum } from '../checks/weighted.mjs';
import { draw, fill } from '../random/pattern.mjs';
import { int, pick } from '../random/seeded.mjs';
import { birthday } from './dates.mjs';
import { made, tokens } from './kind.mjs';

const two = (number) => String(number).padStart(2, '0');

/** A US social security number: no area of 000, 666 or 900 and above, no group 00, no serial 0000. */
function ssn(random) {
  const area = untilMade(() => [int(random, 1, 899)].find((number) => number !== 666));
  return `${String(area).padStart(3, '0')}-${two(int(random, 1, 99))}-${String(int(random, 1, 9999)).padStart(4, '0')}`;
}

/** A US tax number of people without a social security number: its groups are those the tax office gives out. */
function itin(random) {
  const group = pick(random, [int(random, 50, 65), int(random, 70, 88), int(random, 90, 92), int(random, 94, 99)]);
  return fill(random, `9<digit:2>-${group}-<digit:4>`);
}

/** A US tax number of a firm: its first two digits are those of a campus of the tax office. */
function ein(random) {
  return fill(random, `${pick(random, ['12', '20', '27', '33', '45', '47', '81', '82', '94', '95'])}-<digit:7>`);
}

/** A British national insurance number. */
function nino(random) {
  const first = draw(random, 'ABCEGHJKLMNOPRSTWXYZ', 1);
  const prefix = untilMade(() => {
    const pair = first + draw(random, 'ABCEGHJKLMNPRSTWXYZ', 1);
    return ['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ'].includes(pair) ? undefined : pair;
  });
  return `${prefix}${fill(random, '<digit:6>')}${draw(random, 'ABCD', 1)}`;
}

/** A British health number: ten digits, the last a check by eleven. */
function nhs(random) {
  return untilMade(() => {
    const digits = fill(random, '<digit:9>');
    const check = (11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return check === 10 ? undefined : digits + check;
  });
}

/** An Australian tax file number. */
function tfn(random) {
  return untilMade(() => {
    const digits = fill(random, '<digit:9>');
    return weightedSum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 ? digits : undefined;
  });
}

/** An Australian Medicare number: eight digits, a check digit, and the number of the card. */
function medicare(random) {
  const digits = draw(random, '23456', 1) + fill(random, '<digit:7>');
  return `${digits}${weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10}${int(random, 1, 9)}`;
}

/** A South African identity number: a birthday, who it is, citizenship, and Luhn's digit. */
function southAfrican(random) {
  const { yy, mm, dd } = birthday(random);
  return withLuhn(yy + mm + dd + fill(random, `<digit:4>${int(random, 0, 1)}8`));
}

const canadian = (random) => withLuhn(draw(random, '12345679', 1) + fill(random, '<digit:7>'));
const grouped = (of, form) => (random) => of(random).replace(form, (_, ...parts) => parts.slice(0, -2).join(' '));
const threes = /^(...)(...)(...)$/;

/** National numbers of English speaking countries. */
export const anglo = [
  ...made('pii', [
    ['us-ssn', ssn],
    ['us-ssn-plain', (random) => ssn(random).replaceAll('-', ''), 'SSN: <>', '"ssn": "<>"'],
    ['us-itin', itin],
    ['us-ein', ein, 'EIN: <>', 'employer identification number <>'],
    ['uk-nino', nino],
    ['uk-nino-spaced', grouped(nino, /^(..)(..)(..)(..)(.)$/)],
    ['uk-nhs', grouped(nhs, /^(...)(...)(....)$/), 'NHS number: <>', 'NHS No. <>'],
    ['ca-sin', grouped(canadian, threes), 'SIN: <>', 'social insurance number <>'],
    ['au-tfn', grouped(tfn, threes), 'TFN: <>', 'tax file number <>'],
    ['au-medicare', grouped(medicare, /^(....)(.....)(.)$/), 'Medicare: <>', 'medicare number <>'],
    ['za-id', southAfrican, 'SA ID number: <>', 'identity number: <>'],
  ]),
  ...tokens('pii', [
    ['us-passport', '<upper:1><digit:8>', 'passport number: <>', 'Passport No. <>'],
    ['eu-passport', 'C<digit:2>X<digit:2>T<digit:2>', 'passport number: <>', 'Reisepass-Nr.: <>'],
    ['us-driver-licence', '<upper:1><digit:7>', "driver's license: <>", 'driver license number: <>'],
    [
      'uk-driver-licence',
      '<upper:5><digit:1>062<digit:2><upper:2>9<upper:2>',
      'driving licence: <>',
      'driving licence number: <>',
    ],
    ['us-medicare', '1<mbi:1>A0-<mbi:2>5-<mbi:2>42', 'Medicare beneficiary identifier: <>', 'MBI: <>'],
  ]),
];
