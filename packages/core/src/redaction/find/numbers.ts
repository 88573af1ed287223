import { announcedCards, cards } from '../rules/cards.ts';
import { nationalNumbers } from '../rules/national-numbers.ts';
import type { NumberRule } from '../rules/number-rule.ts';
import { phoneNumbers } from '../rules/phone-numbers.ts';
import type { Found } from './found.ts';

const MAX_GROUPS = 8;
const MAX_DIGITS = 20;
const MIN_DIGITS = 7;
/** How far in front of a number a word may stand that says what it is, in characters. */
const LABEL_REACH = 56;

/** Rules by the number of digits, in the order in which they are tried. */
const rulesByDigits: readonly (readonly NumberRule[])[] = Array.from({ length: MAX_DIGITS + 1 }, (_, digits) =>
  [cards, announcedCards, ...nationalNumbers, ...phoneNumbers].filter(
    (rule) => digits >= rule.digits[0] && digits <= rule.digits[1],
  ),
);

/** Digits in groups, as far as they belong together. */
interface Group {
  /** Digits up to the end of the group. */
  readonly digits: string;
  readonly shape: string;
  readonly end: number;
}

/** A number of a person, firm, card or telephone that begins with the digit at `start`. */
export function numberAt(text: string, start: number): Found | undefined {
  const isContinued = goesOn(text, start);
  if (isContinued === 'always' || !hasEnoughDigits(text, start)) return undefined;
  const isLabelled = endsWithWord(text, start);
  const groups = groupsAt(text, start);
  for (let last = groups.length - 1; last >= 0; last -= 1) {
    const group = groups[last];
    if (group === undefined || group.digits.length < MIN_DIGITS) return undefined;
    const isWhole = isContinued === undefined && isAlone(text, start, group);
    const rule = rulesOf(group.shape, isLabelled).find(
      (each) => (isWhole || each === cards) && fits(each, group, text, start),
    );
    if (rule !== undefined) return { start, end: group.end, class: rule.class, canonical: group.digits };
  }
  return undefined;
}

/** Rules that a form of a number can fit, remembered by form: the same few forms come again and again. */
const byShape = [new Map<string, readonly NumberRule[]>(), new Map<string, readonly NumberRule[]>()] as const;
const MAX_SHAPES = 4_096;

function rulesOf(shape: string, isLabelled: boolean): readonly NumberRule[] {
  const known = byShape[isLabelled ? 1 : 0];
  const rules = known.get(shape);
  if (rules !== undefined) return rules;
  if (known.size >= MAX_SHAPES) known.clear();
  const digits = (shape.match(/\d+/g) ?? []).reduce((sum, length) => sum + Number(length), 0);
  const fitting = (rulesByDigits[digits] ?? []).filter(
    ({ shapes, label }) => (shapes === undefined || shapes.test(shape)) && (label === undefined || isLabelled),
  );
  known.set(shape, fitting);
  return fitting;
}

/** Fewer digits are no number of anybody. A sequence of single digits is none either. */
function hasEnoughDigits(text: string, start: number): boolean {
  let digits = 0;
  let groups = 1;
  for (let index = start; index < start + 24; index += 1) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) digits += 1;
    else if (isGroupGap(code) && isDigit(text.charCodeAt(index + 1))) groups += 1;
    else break;
    if (digits >= MIN_DIGITS && digits >= groups * 2 - 2) return true;
    if (groups >= 5 && digits < (groups - 1) * 1.5) return false;
  }
  return false;
}

/** Not a part of a longer number that is grouped in the same way, such as a version or an account. */
function isAlone(text: string, start: number, { shape, end }: Group): boolean {
  if (isDigit(text.charCodeAt(start - 2)) && continues(text.charCodeAt(start - 1), shape)) return false;
  return !(isDigit(text.charCodeAt(end + 1)) && continues(text.charCodeAt(end), shape));
}

/** Whether a separator outside of a number goes on with it. A slash may stand before the date of a card. */
function continues(separator: number, shape: string): boolean {
  if (separator === 32) return shape.includes(' ');
  return separator === 46 || separator === 45 || (separator === 47 && shape.includes('/'));
}

/** Whether a number began in front of this digit. Cards stand among other numbers: their date, their code. */
function goesOn(text: string, start: number): 'always' | 'but for a card' | undefined {
  const before = text.charCodeAt(start - 1);
  if (!isDigit(text.charCodeAt(start - 2))) return undefined;
  if (before === 46 || before === 45) return 'always';
  const end = before === 32 ? digitsEnd(text, start) : start;
  const isGroup = end - start > 0 && end - start < MIN_DIGITS && text.charCodeAt(end) === 32;
  return isGroup ? 'but for a card' : undefined;
}

/** Whether a word stands right in front, which may say what the number is. */
export function endsWithWord(text: string, start: number): boolean {
  let index = start - 1;
  while (index >= 0 && start - index < 20 && isLabelGap(text.charCodeAt(index))) index -= 1;
  const code = text.charCodeAt(index);
  return isLetter(code) || code > 127;
}

/** The end of the run of digits at `start`, behind which the search goes on. */
export function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** A telephone number with its country's code (ITU-T E.164): a plus sign and 8 to 15 digits. */
export function internationalAt(text: string, plus: number): Found | undefined {
  if (!isDigit(text.charCodeAt(plus + 1)) && text.charCodeAt(plus + 1) !== 40) return undefined;
  let digits = 0;
  let end = plus + 1;
  for (let index = end, gaps = 0; digits <= 15 && gaps < 3; index += 1) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) {
      digits += 1;
      gaps = 0;
      end = index + 1;
    } else if (isPhoneGap(code)) gaps += 1;
    else break;
  }
  const isLong = end - plus - 1 > digits ? digits >= 8 : digits >= 9;
  if (!isLong || digits > 15 || text.charCodeAt(plus + 1) === 48 || isPartOfWord(text, plus, end)) return undefined;
  return { start: plus, end, class: 'phone', canonical: `+${text.slice(plus, end).replaceAll(/\D/g, '')}` };
}

/** A telephone number whose area code stands in brackets. */
export function bracketedAt(text: string, bracket: number): Found | undefined {
  if (!isDigit(text.charCodeAt(bracket + 1)) || !hasBracket(text, bracket)) return undefined;
  const match = matchAt(
    /\(0?\d{1,4}\)[ -]?\d{2,5}(?:[ -]\d{2,5}){1,3}(?!\d)|\(\d{2,4}\)[ -]?\d{6,8}(?!\d)/y,
    text,
    bracket,
  );
  const digits = match?.replaceAll(/\D/g, '') ?? '';
  if (match === undefined || digits.length < 8 || digits.length > 13) return undefined;
  return { start: bracket, end: bracket + match.length, class: 'phone', canonical: digits };
}

function matchAt(form: RegExp, text: string, index: number): string | undefined {
  form.lastIndex = index;
  return form.exec(text)?.[0];
}

/** Not in the middle of a longer word, sum or identifier. */
function isPartOfWord(text: string, start: number, end: number): boolean {
  return /[\w+)]/.test(text.charAt(start - 1)) || /\w/.test(text.charAt(end));
}

function fits({ check, label }: NumberRule, { digits, shape }: Group, text: string, start: number): boolean {
  if (check !== undefined && !check(digits, shape)) return false;
  return label === undefined || endsWithLabel(label, text.slice(Math.max(0, start - LABEL_REACH), start));
}

/** The label begins a word: `nit` does in `customerNit` and `customer_nit`, and not in `unit`. */
function endsWithLabel(label: RegExp, before: string): boolean {
  const at = label.exec(before)?.index;
  return at !== undefined && (at === 0 || !/^(?:[A-Za-z][a-z]|[A-Z]{2})/.test(before.slice(at - 1)));
}

/** Reads groups of digits with one separator between two of them. A letter behind the digits ends the last group without it. */
function groupsAt(text: string, start: number): readonly Group[] {
  const groups: Group[] = [];
  let digits = '';
  let shape = '';
  let index = start;
  while (groups.length < MAX_GROUPS) {
    const end = digitsEnd(text, index);
    const length = end - index;
    if (length === 0 || digits.length + length > MAX_DIGITS) break;
    digits += text.slice(index, end);
    shape += String(length);
    if (isLetter(text.charCodeAt(end))) break;
    groups.push({ digits, shape, end });
    if (!isGroupGap(text.charCodeAt(end))) break;
    shape += text.charAt(end);
    index = end + 1;
  }
  return groups;
}

function hasBracket(text: string, bracket: number): boolean {
  return (
    text.charCodeAt(bracket + 3) === 41 ||
    text.charCodeAt(bracket + 4) === 41 ||
    text.charCodeAt(bracket + 5) === 41 ||
    text.charCodeAt(bracket + 6) === 41
  );
}

function isGroupGap(code: number): boolean {
  return code === 32 || code === 45 || code === 46 || code === 47;
}

function isPhoneGap(code: number): boolean {
  return isGroupGap(code) || code === 40 || code === 41;
}

/** Space and punctuation. */
function isLabelGap(code: number): boolean {
  return code < 48 || (code >= 58 && code <= 64) || (code >= 91 && code <= 96);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}
