import type { RedactionClass } from '../rules/classes.ts';

/** A secret, and where it stands. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly class: RedactionClass;
  /** What makes equal secrets equal, where writing differs: a card number without its spaces. */
  readonly canonical?: string;
}

/** Text that has the form of a secret and only stands for one: the search goes on behind it, so that it is read once. */
export interface StandIn {
  readonly end: number;
  readonly class?: undefined;
}
