/** The rest of a long decimal number by 97. @type {(digits: string) => number} */
export function mod97(digits) {
  return Number(BigInt(digits) % 97n);
}

/** Letters as IBANs count them: A is 10, Z is 35. */
function numeric(text) {
  return text.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
}

/** An IBAN of a country and a national account number. @type {(country: string, account: string) => string} */
export function ibanOf(country, account) {
  const rest = mod97(numeric(`${account}${country}00`));
  return `${country}${String(98 - rest).padStart(2, '0')}${account}`;
}

/** Whether the check digits of an IBAN without spaces are right. @type {(iban: string) => boolean} */
export function ibanValid(iban) {
  return mod97(numeric(iban.slice(4) + iban.slice(0, 4))) === 1;
}
