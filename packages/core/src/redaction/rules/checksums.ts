/** Check digits of cards, accounts and numbers of persons. All take the bare digits; letters stand where a rule says so. */

/** ISO/IEC 7812-1: every second digit from the right is doubled. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const value = digitAt(digits, digits.length - 1 - index) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** ISO/IEC 7064 MOD 97-10 over digits and letters (A = 10), as IBAN has it once its first four characters are at the end. */
export function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** Sum of the digits, each times its weight. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * digitAt(digits, index), 0);
}

/** ISO/IEC 7064 MOD 11,10, as the German tax number and the Croatian OIB have it. */
export function mod11And10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index += 1) {
    const sum = (digitAt(digits, index) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

/** Verhoeff's dihedral check, as Aadhaar has it. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const permuted = permutations[index % 8]?.[digitAt(digits, digits.length - 1 - index)] ?? 0;
    check = products[check]?.[permuted] ?? 0;
  }
  return check === 0;
}

/** The digit at a place. */
export function digitAt(digits: string, index: number): number {
  return digits.charCodeAt(index) - 48;
}

const products = rows(
  '0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210',
);
const permutations = rows('0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258');

function rows(text: string): readonly (readonly number[])[] {
  return text.split(' ').map((row) => row.split('').map(Number));
}
