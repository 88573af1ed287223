/** A source of numbers in [0, 1). */
export type Random = () => number;

/** The part of a value that must not survive, and what makes it recognisable where it does not say it itself. */
export interface Value {
  readonly secret: string;
  readonly context?: (secret: string) => string;
}

/** A kind of values that must not survive. */
export interface Kind {
  readonly kind: string;
  readonly group: string;
  make(random: Random): Value;
}

/** The syntax a carrier or a wrapping escapes in. */
export type Syntax = 'json' | 'url' | 'html';

/** A way text carries a value. */
export interface Carrier {
  readonly carrier: string;
  readonly syntax?: Syntax;
  escape(text: string): string;
  outer?(text: string): string;
  place(escaped: string, random: Random): string;
}

/** A value in three parts; only the middle one is secret. */
export interface Parts {
  readonly before: string;
  readonly secret: string;
  readonly after: string;
}

/** A way to write a value that reads the same to whom it is for. */
export interface Wrapping {
  readonly wrapping: string;
  readonly syntax?: Syntax;
  wrap(parts: Parts, random: Random): Parts;
}

/** A text with one secret: as it is, and as the text has it. */
export interface Sample {
  readonly kind: string;
  readonly group: string;
  readonly carrier: string;
  readonly wrapping: string;
  readonly text: string;
  readonly secret: string;
  readonly wrapped: string;
}

/** A shape of strings that hold nothing to hide. */
export interface Shape {
  readonly shape: string;
  make(random: Random): string;
}

/** All kinds of values that must not survive. */
export const kinds: readonly Kind[];

/** Texts with one secret each, half of them plain; the same for a seed, whatever other kinds there are. */
export function samples(options: { seed: number; perKind: number }): Generator<Sample, void, undefined>;

/** Whether an output still gives the secret of a sample away, plain or as the sample had it. */
export function leaks(sample: Pick<Sample, 'secret' | 'wrapped'>, output: string): boolean;

/** Strings that a redactor must not change; the one at a place has the shape at that place, over and over. */
export function benign(options: { seed: number; count?: number }): string[];

/** Inputs of about `bytes` bytes that are built to make a scanner slow or wrong. */
export function hostile(options: { bytes: number }): { name: string; text: string }[];

/** JSON of about `bytes` bytes; about every fiftieth row holds a secret. */
export function mixedJson(options: { seed: number; bytes: number }): string;
