import type { RedactionClass } from './classes.ts';

/** A number that is known by its form, its check digits, or the word in front of it. */
export interface NumberRule {
  readonly class: RedactionClass;
  /** Fewest and most digits. */
  readonly digits: readonly [min: number, max: number];
  /**
   * How the digits are grouped: lengths of the groups and what stands between them, such as `3-2-4`; a number in one piece
   * is its length. Any form where it is left out.
   */
  readonly shapes?: RegExp;
  /** A word that must stand shortly before, where the number alone could be anything. */
  readonly label?: RegExp;
  /** Whether check digits and ranges are right. */
  readonly check?: (digits: string, shape: string) => boolean;
}

/** The rule itself; for the sake of its type. */
export function numberRule(rule: NumberRule): NumberRule {
  return rule;
}
