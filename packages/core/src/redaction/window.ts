/** What is redacted beyond what is kept, in characters, so that no secret is cut before it is found. */
const MARGIN = 1_024;
/** Longest word at the end of a window that is left out because its rest is not seen. */
const MAX_TORN = 512;

/**
 * As much of a text as has to be looked at when only so many bytes of it are kept. What the window may have torn is not in
 * it: the beginning of a key is no key that could be found.
 */
export function windowOf(text: string, maxBytes: number): string {
  const length = Math.max(0, maxBytes) * 2 + MARGIN;
  if (text.length <= length) return text;
  let end = length;
  while (end > length - MAX_TORN && text.charCodeAt(end - 1) > 32) end -= 1;
  return text.slice(0, end);
}
