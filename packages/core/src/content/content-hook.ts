import { slot } from '../state/registry.ts';

/** What a text is that a hook is asked about. */
export interface HookedContent {
  /** Attribute that holds it. */
  readonly key: string;
  /** Name of the span. */
  readonly span: string;
}

/**
 * Looks at content before it leaves the process, for what no rule can find: names of persons, street addresses. It gets text
 * that is free of everything else. What it gives back is told; if it throws, rejects or takes too long, the content is not.
 */
export type ContentHook = (content: string, about: HookedContent) => string | Promise<string>;

interface Hooked {
  hook: ContentHook | undefined;
  timeoutMs: number;
}

const hooked = (): Hooked => slot('content-hook', () => ({ hook: undefined, timeoutMs: 1_000 }));

/**
 * Sets the hook of this process; undefined removes it.
 *
 * @param timeoutMs longest wait for the answers about one span
 */
export function setContentHook(
  hook: ContentHook | undefined,
  { timeoutMs = 1_000 }: { readonly timeoutMs?: number } = {},
): void {
  Object.assign(hooked(), { hook, timeoutMs });
}

/** The hook of this process and its patience. */
export function contentHook(): Readonly<Hooked> {
  return hooked();
}
