import type { AttributeValue } from '@opentelemetry/api';
import type { ContentKind } from '../content/content-kinds.ts';

/** Values by key, as a foreign span has them. Nothing is known about them. */
export type ForeignAttributes = Readonly<Record<string, unknown>>;

/** A span that some other instrumentation has made. */
export interface ForeignSpan {
  readonly name: string;
  /** Name of its instrumentation scope. */
  readonly scope: string;
  readonly attributes: ForeignAttributes;
}

/** What a value becomes under its current name; undefined where it has no current meaning. */
export type Conversion = (value: unknown) => AttributeValue | undefined;

/** The current name of an attribute, and how its value is converted where it is not the same. */
export type Rename = string | { readonly to: string; readonly as: Conversion };

/** How one instrumentation, or one age of the conventions, names things. */
export interface Dialect {
  /** What `mcp_otel.normalized_from` says. */
  readonly name: string;
  /** Keys by which its spans are known; one that ends in a dot or asterisk stands for all that begin with it. */
  readonly marks: readonly string[];
  /** Scopes whose spans are of the dialect whatever keys they have. */
  readonly scopes?: readonly string[];
  /** Whether a span with such a key is of the dialect, where others have the key too. */
  readonly accepts?: (attributes: ForeignAttributes) => boolean;
  /** Current names by key. */
  readonly renames: Readonly<Record<string, Rename | readonly Rename[]>>;
  /** What takes more than one attribute to tell, or more than a conversion. */
  readonly derive?: (span: ForeignSpan) => Readonly<Record<string, AttributeValue | undefined>>;
  /** Keys that hold content, and of which kinds: all of them have to be allowed. Beginnings end in a dot. */
  readonly content: Readonly<Record<string, readonly ContentKind[]>>;
}
