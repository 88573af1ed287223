/** What stands for a character that Postgres refuses. */
const REPLACEMENT = '\uFFFD';

/** The text with what Postgres takes in no text (NUL) or in no JSON (half of a surrogate pair) replaced by U+FFFD. */
export function safeText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', REPLACEMENT) : whole;
}

/** The same, with no more than so many UTF-16 units. */
export function safeTextUpTo(text: string, units: number): string {
  return safeText(text.length > units ? text.slice(0, units) : text);
}
