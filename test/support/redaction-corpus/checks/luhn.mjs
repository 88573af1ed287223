/** The sum Luhn's check looks at, the last digit being a check digit. */
function luhnSum(digits) {
  return Array.from(digits)
    .toReversed()
    .reduce((sum, digit, place) => {
      const doubled = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return sum + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
}

/** Whether the last digit is Luhn's check digit of the others. @type {(digits: string) => boolean} */
export function luhnValid(digits) {
  return luhnSum(digits) % 10 === 0;
}

/** The digits with Luhn's check digit behind them. @type {(digits: string) => string} */
export function withLuhn(digits) {
  return digits + ((10 - (luhnSum(`${digits}0`) % 10)) % 10);
}
