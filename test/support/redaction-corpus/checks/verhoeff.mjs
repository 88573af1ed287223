const permuted = '1576283094';

/** The product of two digits in the group of the symmetries of a pentagon. */
function times(left, right) {
  if (left < 5) return right < 5 ? (left + right) % 5 : 5 + ((left + right) % 5);
  return right < 5 ? 5 + ((left - right) % 5) : (left - right + 5) % 5;
}

/** A digit as often permuted as its place says. */
function moved(digit, place) {
  let value = digit;
  for (let step = 0; step < place % 8; step++) value = Number(permuted[value]);
  return value;
}

/** Whether the last digit is Verhoeff's check digit. @type {(digits: string) => boolean} */
export function verhoeffValid(digits) {
  return (
    Array.from(digits)
      .toReversed()
      .reduce((sum, digit, place) => times(sum, moved(Number(digit), place)), 0) === 0
  );
}

/** The digits with Verhoeff's check digit behind them. @type {(digits: string) => string} */
export function withVerhoeff(digits) {
  const found = Array.from('0123456789').find((digit) => verhoeffValid(digits + digit));
  return `${digits}${found}`;
}
