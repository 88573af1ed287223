/** A rule of the operator's own: whatever matches is taken out. */
export interface OwnRule {
  readonly name: string;
  readonly pattern: RegExp;
}

/** What the operator adds to the rules of the redactor. */
export interface OwnRules {
  readonly rules: readonly OwnRule[];
  /** Further names of keys whose values are secrets, without regard to case and punctuation. */
  readonly keys: readonly string[];
}

/** Longest time that a rule may take for a text of a few kilobytes, in milliseconds. */
export const MAX_RULE_MS = 5;
const MAX_RULES = 64;
const MAX_PATTERN = 1_000;
/** Lengths of the texts that a rule is tried on: doubling shows what grows with the square, two by two what doubles each time. */
const LENGTHS = [8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 32, 64, 256, 1_024, 4_096, 8_192];

/**
 * Compiles the operator's rules: `{ "rules": [{ "name": "employee", "pattern": "EMP-\\d{6}", "flags": "i" }], "keys": ["pin"] }`.
 * A rule that is no regular expression, that matches nothing at all or that is slow on a text made for it is left out.
 *
 * @param complain told why, once for each rule that is left out
 */
export function compileOwnRules(source: unknown, complain: (sentence: string) => void): OwnRules {
  const { rules = [], keys = [] } = isRecord(source) ? source : {};
  if (!isRecord(source) || !Array.isArray(rules) || !Array.isArray(keys)) {
    complain('redaction rules must be an object with a list "rules" and a list "keys"; ignoring them');
    return { rules: [], keys: [] };
  }
  if (rules.length > MAX_RULES)
    complain(`${rules.length} redaction rules are more than ${MAX_RULES}; the rest is ignored`);
  return {
    rules: rules.slice(0, MAX_RULES).flatMap((rule: unknown, index) => compiled(rule, index, complain)),
    keys: keys.filter((key): key is string => typeof key === 'string' && key !== ''),
  };
}

function compiled(rule: unknown, index: number, complain: (sentence: string) => void): readonly OwnRule[] {
  const { name = `rule ${index + 1}`, pattern, flags = '' } = isRecord(rule) ? rule : {};
  const reject = (reason: string): readonly OwnRule[] => {
    complain(`redaction rule ${JSON.stringify(name)} ${reason}; ignoring it`);
    return [];
  };
  if (typeof name !== 'string' || typeof pattern !== 'string' || typeof flags !== 'string')
    return reject('has no "pattern"');
  if (pattern.length > MAX_PATTERN) return reject(`is longer than ${MAX_PATTERN} characters`);
  try {
    const own = { name, pattern: new RegExp(pattern, `g${flags.replaceAll(/[gy]/g, '')}`) };
    if (own.pattern.test('')) return reject('matches the empty text: it would take out nothing');
    return isSlow(own.pattern, pattern)
      ? reject(`takes more than ${MAX_RULE_MS} ms on a text that is made for it`)
      : [own];
  } catch (error) {
    return reject(`is no regular expression (${(error as Error).message})`);
  }
}

/** Tries a rule on texts that repeat what it looks for and then fail, shortest first, so that no try takes long. */
function isSlow(pattern: RegExp, source: string): boolean {
  const seeds = seedsOf(source);
  return LENGTHS.some((length) =>
    seeds.some((seed) => tookLong(pattern, `${seed.repeat(length).slice(0, length)}\u0001!`)),
  );
}

function tookLong(pattern: RegExp, text: string): boolean {
  const time = (): number => {
    pattern.lastIndex = 0;
    const begun = performance.now();
    text.replaceAll(pattern, '');
    return performance.now() - begun;
  };
  return time() > MAX_RULE_MS && time() > MAX_RULE_MS; // The first try may have met a pause of the process.
}

/** Letters and digits of the pattern itself, one of every usual kind, and pairs of them. */
function seedsOf(source: string): readonly string[] {
  const letters = [...new Set(source.replaceAll(/\\[a-zA-Z]/g, '').match(/[\p{L}\p{N}@._ /:-]/gu))].slice(0, 12);
  return [
    'a',
    'A',
    '1',
    ' ',
    '.',
    '-',
    '@',
    'a1',
    'a ',
    'a@',
    'a.',
    'ab',
    ...letters,
    ...letters.map((letter) => `a${letter}`),
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
