import { withVerhoeff } from '../checks/verhoeff.mjs';
import { untilMade, weightedSum } from '../checks/weighted.mjs';
import { alphabets } from '../random/alphabets.mjs';
import { draw, fill } from '../random/pattern.mjs';
import { int, pick } from '../random/seeded.mjs';
import { birthday } from './dates.mjs';
import { made } from './kind.mjs';

/** An Indian number: twelve digits, Verhoeff's at the end. */
const aadhaar = (random) => withVerhoeff(draw(random, '23456789', 1) + fill(random, '<digit:10>'));
const spacedAadhaar = (random) => aadhaar(random).replaceAll(/(.{4})(?=.)/g, '$1 ');

/** An Indian tax number of a person. */
const pan = (random) => fill(random, '<upper:3>P<upper:1><digit:4><upper:1>');

const regions = ['110101', '110105', '310101', '310104', '120101', '120105'];

/** A Chinese number: region, birthday, order, and a check character that may be X. */
function chinese(random) {
  const { yyyy, mm, dd } = birthday(random);
  const digits = pick(random, regions) + yyyy + mm + dd + String(int(random, 1, 999)).padStart(3, '0');
  return digits + '10X98765432'[weightedSum(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11];
}

const chineseWithX = (random) => untilMade(() => [chinese(random)].find((id) => id.endsWith('X')));

/** A Japanese number: twelve digits, the last a check by eleven. */
function myNumber(random) {
  const digits = fill(random, '<digit:11>');
  const rest = weightedSum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return digits + (rest <= 1 ? 0 : 11 - rest);
}

/** A Korean number: birthday, sex and century, place, and a check digit. */
function korean(random) {
  const { yy, mm, dd } = birthday(random);
  const digits = `${yy}${mm}${dd}${int(random, 1, 2)}${int(random, 10, 95)}${fill(random, '<digit:3>')}`;
  const check = (11 - (weightedSum(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
  return `${digits.slice(0, 6)}-${digits.slice(6)}${check}`;
}

/** A number of Singapore: the letter in front moves the check, and tells which letters it is of. */
function nric(random) {
  const first = pick(random, ['S', 'T', 'F', 'G']);
  const digits = fill(random, '<digit:7>');
  const sum = weightedSum(digits, [2, 7, 6, 5, 4, 3, 2]) + ('TG'.includes(first) ? 4 : 0);
  return first + digits + ('ST'.includes(first) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[sum % 11];
}

/** A number of Taiwan: the letter counts as two digits. */
function taiwanese(random) {
  const letters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
  const first = draw(random, alphabets.upper, 1);
  const code = String(letters.indexOf(first) + 10);
  const digits = `${int(random, 1, 2)}${fill(random, '<digit:7>')}`;
  const sum = weightedSum(code + digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  return `${first}${digits}${(10 - (sum % 10)) % 10}`;
}

/** National numbers of Asia. */
export const asia = made('pii', [
  ['in-aadhaar', spacedAadhaar],
  ['in-aadhaar-plain', aadhaar, 'Aadhaar: <>', '"aadhaar_number": "<>"'],
  ['in-pan', pan, 'PAN: <>', 'PAN card number <>'],
  ['cn-resident-id', chinese, '身份证号: <>', '身份证号码：<>', 'resident id: <>'],
  ['cn-resident-id-x', chineseWithX],
  ['jp-my-number', myNumber, 'マイナンバー: <>', '個人番号: <>', 'My Number: <>'],
  ['kr-rrn', korean],
  ['sg-nric', nric],
  ['tw-id', taiwanese, '身分證字號: <>', 'national ID: <>'],
]);
