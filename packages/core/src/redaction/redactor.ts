import type { Found } from './find/found.ts';
import { keyKindOf } from './find/keys.ts';
import { markedKeys } from './find/marked-keys.ts';
import { scan, type HasSecrets } from './find/scan.ts';
import { Markers } from './marker.ts';
import { MAX_RULE_MS, type OwnRule, type OwnRules } from './own-rules.ts';
import { personalClasses, type RedactionClass } from './rules/classes.ts';
import { keyName } from './rules/secret-keys.ts';
import { isSecretMember } from './rules/secret-values.ts';
import { unwrap } from './view/unwrap.ts';
import type { View } from './view/view.ts';

/** How a redactor is made. */
export interface RedactorConfig {
  /** Key of the digests in markers, or what gives it with the first secret; without one equal secrets cannot be joined. */
  readonly key?: string | (() => string);
  /** Rules of the operator's own, from `compileOwnRules`. */
  readonly own?: OwnRules;
  /** Told of each secret that was taken out, by its class. Never of the secret. */
  readonly count?: (redactionClass: RedactionClass) => void;
  /** Told once of each rule of the operator's own that had to be switched off. */
  readonly complain?: (sentence: string) => void;
}

/** What a text is. */
export interface TextOptions {
  /** False where the text is meant to name a person, such as `user.id`: only keys and passwords are taken out then. */
  readonly personal?: boolean;
}

/** Takes secrets and personal numbers out of text. Idempotent, never throws, linear in time. */
export interface Redactor {
  /** The text with a marker in place of each secret; the same text where there is none. */
  text(text: string, options?: TextOptions): string;
  /** The value of a key: a marker where the key names a secret, else the text without its secrets. */
  member(key: string, value: string): string;
}

/** Shorter texts cannot hold a secret of any form. */
const MIN_LENGTH = 6;

/** Makes a redactor. */
export function createRedactor(config: RedactorConfig = {}): Redactor {
  return new TextRedactor(config);
}

class TextRedactor implements Redactor {
  readonly #key: () => string;
  readonly #config: RedactorConfig;
  readonly #keys: ReadonlySet<string>;
  #rules: readonly OwnRule[];

  constructor(config: RedactorConfig) {
    this.#config = config;
    const { key = '' } = config;
    this.#key = typeof key === 'function' ? key : () => key;
    this.#rules = config.own?.rules ?? [];
    this.#keys = new Set((config.own?.keys ?? []).map(keyName));
  }

  text(text: string, { personal = true }: TextOptions = {}): string {
    if (text.length < MIN_LENGTH) return text;
    const found = findSecrets(text);
    const kept = personal ? found : found.filter((each) => !personalClasses.has(each.class));
    const redacted = kept.length === 0 ? text : this.#replaced(text, kept);
    return this.#rules.length === 0 ? redacted : this.#byOwnRules(redacted);
  }

  member(key: string, value: string): string {
    const isSecret = isSecretMember(keyKindOf(key), value) || (this.#keys.size > 0 && this.#keys.has(keyName(key)));
    if (!isSecret || value === '' || value.startsWith('[redacted:')) return this.text(value);
    this.#config.count?.('password');
    return new Markers(this.#key()).of('password', value);
  }

  #replaced(text: string, found: readonly Found[]): string {
    const markers = new Markers(this.#key());
    let left = '';
    let end = 0;
    for (const each of found) {
      const marker = markers.of(each.class, each.canonical ?? text.slice(each.start, each.end));
      left += text.slice(end, each.start) + (isBareInJson(text, each) ? `"${marker}"` : marker);
      end = each.end;
      this.#config.count?.(each.class);
    }
    return left + text.slice(end);
  }

  /** A rule that turns out to be slow after all is switched off, and the text that showed it is not told. */
  #byOwnRules(text: string): string {
    let left = text;
    for (const rule of this.#rules) {
      const begun = performance.now();
      left = this.#byOwnRule(left, rule);
      if (performance.now() - begun > MAX_RULE_MS * 4) return this.#withdrawn(rule);
    }
    return left;
  }

  #byOwnRule(text: string, { pattern }: OwnRule): string {
    const markers = new Markers(this.#key());
    pattern.lastIndex = 0;
    return text.replaceAll(pattern, (match) => {
      if (match === '' || match.startsWith('[redacted:')) return match;
      this.#config.count?.('custom');
      return markers.of('custom', match);
    });
  }

  #withdrawn(rule: OwnRule): string {
    this.#rules = this.#rules.filter((each) => each !== rule);
    this.#config.count?.('unchecked');
    this.#config.complain?.(
      `redaction rule ${JSON.stringify(rule.name)} was too slow and is switched off; what it was for is no longer taken out`,
    );
    return '[redacted:unchecked]';
  }
}

/** Every secret of a text, wrapped ones included, in order and without overlap. */
function findSecrets(text: string, nesting = 0): readonly Found[] {
  const hasSecrets = (inner: string, depth: number): boolean => findSecrets(inner, depth).length > 0;
  const plain = secretsIn(text, hasSecrets, nesting);
  const wrapped = unwrap(text).flatMap((view) =>
    secretsIn(view.text, hasSecrets, nesting).map((each) => inOriginal(each, view)),
  );
  return wrapped.length === 0 ? plain : merged([...wrapped, ...plain]);
}

/** A number of JSON has no quotes; what stands in its place needs them, so that JSON stays JSON. */
function isBareInJson(text: string, { start, end }: Found): boolean {
  const first = text.charCodeAt(0);
  if (first !== 123 && first !== 91) return false;
  return /[:,[]\s*$/.test(text.slice(Math.max(0, start - 8), start)) && /^\s*[,}\]]/.test(text.slice(end, end + 8));
}

function secretsIn(text: string, hasSecrets: HasSecrets, nesting: number): readonly Found[] {
  const found = scan(text, hasSecrets, nesting);
  const marked = markedKeys(text);
  return marked.length === 0 ? found : merged([...marked, ...found]);
}

/** Where a secret of a view stands in the text itself. */
function inOriginal(found: Found, { text, origins, offset }: View): Found {
  return {
    class: found.class,
    canonical: found.canonical ?? text.slice(found.start, found.end),
    start: offset + (origins[found.start] ?? 0),
    end: offset + (origins[found.end] ?? 0),
  };
}

/** In order; of those that overlap one remains that covers both. */
function merged(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  for (const each of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || each.start >= last.end) kept.push(each);
    else if (each.end > last.end) kept[kept.length - 1] = { ...last, end: each.end };
  }
  return kept;
}
