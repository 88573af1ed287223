import { isContent } from './content-attributes.ts';
import { contentHook, type ContentHook } from './content-hook.ts';
import type { PreparableEvent, Preparation } from './prepare-span.ts';

/** The members of an SDK's ended span that are used here; SDK 1, 2 and 3 have them. */
export interface EndedSpan {
  readonly name: string;
  readonly attributes: object;
  readonly events: readonly object[];
  readonly links: readonly object[];
  readonly status: { readonly code: number; readonly message?: string | undefined };
  readonly instrumentationScope?: { readonly name: string };
}

/** A span processor of the SDK, as far as it is passed on. */
export interface NextProcessor<Span> {
  onStart(span: never, parent: never): void;
  onEnd(span: Span): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Prepares each span before the next processor gets it. Where a content hook is set, a span with content waits for its
 * answers; what the hook does not answer in time is left out. Preparing changes the span itself, so that no later processor
 * sees more.
 */
export class PreparingProcessor<Span extends EndedSpan> {
  readonly #preparation: Preparation;
  readonly #next: NextProcessor<Span>;
  readonly #waiting = new Map<Span, Promise<void>>();

  constructor(preparation: Preparation, next: NextProcessor<Span>) {
    this.#preparation = preparation;
    this.#next = next;
  }

  onStart(span: never, parent: never): void {
    this.#next.onStart(span, parent);
  }

  onEnd(span: Span): void {
    this.#preparation.prepare(preparable(span));
    const { hook, timeoutMs } = contentHook();
    if (hook !== undefined) for (const event of span.events as readonly PreparableEvent[]) withoutContent(event);
    const keys = hook === undefined ? [] : contentKeys(span);
    if (hook === undefined || keys.length === 0) return this.#next.onEnd(span);
    this.#waiting.set(span, this.#afterHook(span, keys, hook, timeoutMs));
    return undefined;
  }

  /** Resolves when no span waits for its content any more. */
  async prepared(): Promise<void> {
    await Promise.all(this.#waiting.values());
  }

  async forceFlush(): Promise<void> {
    await this.prepared();
    await this.#next.forceFlush();
  }

  async shutdown(): Promise<void> {
    await this.prepared();
    await this.#next.shutdown();
  }

  /** The process ends: spans that still wait go on without their content. */
  settle(): void {
    for (const span of this.#waiting.keys()) {
      withoutContent(span);
      this.#pass(span);
    }
  }

  async #afterHook(span: Span, keys: readonly string[], hook: ContentHook, timeoutMs: number): Promise<void> {
    const attributes = span.attributes as Record<string, unknown>;
    const answers = await withinTime(
      timeoutMs,
      Promise.allSettled(keys.map(async (key) => hook(String(attributes[key]), { key, span: span.name }))),
    );
    if (!this.#waiting.has(span)) return; // The process was about to end, and it has gone without content.
    for (const [index, key] of keys.entries()) {
      const answer = answers?.[index];
      if (answer?.status === 'fulfilled' && typeof answer.value === 'string') attributes[key] = answer.value;
      else delete attributes[key];
    }
    this.#pass(span);
  }

  #pass(span: Span): void {
    this.#waiting.delete(span);
    this.#next.onEnd(span);
  }
}

/** The span as the preparation takes it; what is changed there is changed in the span. */
function preparable(span: Changeable): Parameters<Preparation['prepare']>[0] {
  return {
    get name() {
      return span.name;
    },
    set name(name) {
      span.name = name;
    },
    get status() {
      return span.status;
    },
    set status(status) {
      span.status = status;
    },
    attributes: span.attributes as Record<string, unknown>,
    events: span.events as readonly PreparableEvent[],
    links: span.links,
    scope: span.instrumentationScope ?? { name: '' },
  };
}

/** The SDK declares ended spans read-only; what leaves the process is decided here all the same. */
type Changeable = { -readonly [Key in keyof EndedSpan]: EndedSpan[Key] };

function contentKeys({ attributes = {} }: { readonly attributes?: object | undefined }): readonly string[] {
  return Object.keys(attributes).filter(isContent);
}

function withoutContent(holder: { readonly attributes?: object | undefined }): void {
  for (const key of contentKeys(holder)) delete (holder.attributes as Record<string, unknown>)[key];
}

/** Undefined when the time is over. */
function withinTime<Result>(timeoutMs: number, result: Promise<Result>): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), timeoutMs);
    timer.unref();
    void result.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
