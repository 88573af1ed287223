import { normalizeSpan, type NormalizeOptions } from '../dialects/normalize.ts';
import { ledgerTexts, safeLedgerText } from '../ledger/wire/safe-ledger-texts.ts';
import type { Redactor } from '../redaction/redactor.ts';
import * as own from '../vocabulary/own-names.ts';
import type { Capture } from './content-kinds.ts';
import { fitAttributes, newBudget, type Budget } from './fit-attributes.ts';
import { AttributeRedactor } from './redact-attributes.ts';
import { withholdContent } from './withhold-content.ts';

/** An event of a span. */
export interface PreparableEvent {
  name: string;
  readonly attributes?: Record<string, unknown> | undefined;
}

/** A link of a span. */
export interface PreparableLink {
  readonly attributes?: Record<string, unknown> | undefined;
}

/** A span that is about to leave: of the SDK, of OTLP, or any other. */
export interface PreparableSpan {
  name: string;
  readonly attributes: Record<string, unknown>;
  readonly events: readonly PreparableEvent[];
  readonly links: readonly PreparableLink[];
  status: { readonly code: number; readonly message?: string | undefined };
  /** The instrumentation scope. */
  readonly scope: { readonly name: string };
}

/** What spans are prepared by. */
export interface PreparationConfig extends NormalizeOptions {
  /** What may be recorded, asked for each span. */
  readonly capture: () => Capture;
  readonly redactor: Redactor;
  /** Key of the digests of content that is withheld or cut, asked for with the first; none are told without one. */
  readonly key?: () => string;
}

/**
 * Makes spans fit to leave the process: their names are current, content that nobody has asked for is gone (its size and a
 * keyed digest stay), secrets are out of every text, and they keep to their budgets. Idempotent.
 */
export class Preparation {
  readonly #config: PreparationConfig;
  readonly #key: () => string;
  readonly #redactor: AttributeRedactor;

  constructor(config: PreparationConfig) {
    this.#config = config;
    this.#key = config.key ?? (() => '');
    this.#redactor = new AttributeRedactor(config.redactor);
  }

  /** Changes a span in place. Never throws: of a span that cannot be prepared only numbers are left. */
  prepare(span: PreparableSpan): void {
    try {
      this.#prepare(span);
    } catch {
      failClosed(span);
    }
  }

  /** Takes secrets out of a text that is no part of a span: the body of a log record, a line of a log. */
  text(text: string): string {
    return this.#redactor.text(text);
  }

  /** The same for attributes that are no part of a span, with the policy on content. */
  attributes(attributes: Record<string, unknown>): void {
    withholdContent(attributes, this.#config.capture(), this.#key);
    this.#redactor.attributes(attributes);
    fitAttributes(attributes, newBudget(), this.#key);
  }

  /** The same for a value of any form. */
  value(value: unknown): unknown {
    return this.#redactor.value(value);
  }

  #prepare(span: PreparableSpan): void {
    const { attributes, events, links, status, scope } = span;
    const allowed = this.#config.capture();
    normalizeSpan({ name: span.name, attributes, scope: scope.name }, this.#config);
    const budget = newBudget();
    this.#attributes(attributes, allowed, budget);
    for (const event of events) this.#event(event, allowed, budget);
    for (const { attributes: ofLink } of links) if (ofLink !== undefined) this.#redactor.attributes(ofLink);
    rename(span, this.#redactor.text(span.name));
    if (status.message === undefined || status.message === '') return;
    const message = this.#redactor.text(status.message);
    if (message !== status.message) span.status = { ...status, message };
  }

  #attributes(attributes: Record<string, unknown>, allowed: Capture, budget: Budget): void {
    withholdContent(attributes, allowed, this.#key);
    this.#redactor.attributes(attributes);
    fitAttributes(attributes, budget, this.#key);
  }

  /** Some libraries write content into events; of an exception message and stack stay, free of secrets. */
  #event(event: PreparableEvent, allowed: Capture, budget: Budget): void {
    const { attributes } = event;
    rename(event, this.#redactor.text(event.name));
    if (attributes === undefined) return;
    const ledger = takeLedgerTexts(attributes);
    this.#attributes(attributes, allowed, budget);
    Object.assign(attributes, ledger);
  }
}

/** Facts and bookings have a form and a bound of their own; what has not is no such thing, and is dropped. */
function takeLedgerTexts(attributes: Record<string, unknown>): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const name of ledgerTexts) {
    if (attributes[name] === undefined) continue;
    const text = safeLedgerText(name, attributes[name]);
    delete attributes[name];
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

function rename(named: { name: string }, name: string): void {
  if (named.name !== name) named.name = name;
}

/** What cannot be checked is not told. */
function failClosed(span: PreparableSpan): void {
  span.name = 'unprepared';
  span.status = { code: span.status.code };
  for (const { attributes } of [span, ...span.events, ...span.links]) {
    for (const key of Object.keys(attributes ?? {})) {
      const value: unknown = Object.getOwnPropertyDescriptor(attributes, key)?.value;
      if (typeof value !== 'number' && typeof value !== 'boolean') delete attributes?.[key];
    }
  }
  for (const event of span.events) event.name = 'unprepared';
  span.attributes[own.ATTR_OMISSION] = 'preparation_failed';
}
