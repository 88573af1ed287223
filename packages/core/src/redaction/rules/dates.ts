/** Whether two digits each are a day of a month, as they stand in numbers of persons. */
export function isDay(day: number, month: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Whether digits begin with year, month and day; the year may have two digits or four. */
export function beginsWithDate(digits: string, yearDigits: 2 | 4 = 2): boolean {
  const month = Number(digits.slice(yearDigits, yearDigits + 2));
  return isDay(Number(digits.slice(yearDigits + 2, yearDigits + 4)), month) && hasPlausibleYear(digits, yearDigits);
}

/** Whether digits begin with day and month. */
export function beginsWithDayAndMonth(digits: string): boolean {
  return isDay(Number(digits.slice(0, 2)), Number(digits.slice(2, 4)));
}

function hasPlausibleYear(digits: string, yearDigits: 2 | 4): boolean {
  return yearDigits === 2 || /^(?:18|19|20)/.test(digits);
}
