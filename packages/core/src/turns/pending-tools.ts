import type { SpanContext } from '@opentelemetry/api';
import { namesTool } from './names-tool.ts';
import type { Turn } from './turn-tracker.ts';

/** A tool call that a model has asked for and nobody has made yet. */
export interface PendingTool {
  readonly name: string;
  /** Digest of its arguments. */
  readonly arguments: string;
  /** Digest of the conversation up to the answer that asks. */
  readonly answer: string;
  readonly turn: Turn;
  readonly span: SpanContext;
}

const MAX_PENDING = 1024;
/** Who asks for approval may wait for a person, in milliseconds; after that it is somebody else's call. */
export const MAX_WAIT_MS = 10 * 60_000;

/** Tool calls that have been asked for, oldest first. */
export class PendingTools {
  readonly #now: () => number;
  #pending: (PendingTool & { readonly sinceMs: number })[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  add(tool: PendingTool): void {
    this.#pending.push({ ...tool, sinceMs: this.#now() });
    tool.turn.waiting += 1;
    if (this.#pending.length > MAX_PENDING) this.#forget(this.#pending.slice(0, 1));
  }

  /** The conversation has gone on behind an answer: what it asked for has been done, by whatever means. */
  answered(answer: string): void {
    if (this.#pending.length > 0) this.#forget(this.#pending.filter((tool) => tool.answer === answer));
  }

  /**
   * Takes the first that was asked for by this name and with these arguments, unless two turns have asked.
   *
   * @param mayAsk whether it can be known that a turn, and no other, has asked for it
   */
  take(tool: string, wanted: string, mayAsk: (turn: Turn) => boolean): PendingTool | undefined {
    this.#forget(this.#pending.filter(({ sinceMs }) => this.#now() - sinceMs > MAX_WAIT_MS));
    const candidates = this.#pending.filter((each) => each.arguments === wanted && namesTool(each.name, tool));
    const own = candidates.filter(({ turn }) => mayAsk(turn));
    const [first] = own;
    if (first === undefined || own.some(({ turn }) => turn !== first.turn)) return undefined;
    this.#forget([first]);
    return first;
  }

  #forget(tools: readonly PendingTool[]): void {
    if (tools.length === 0) return;
    for (const { turn } of tools) turn.waiting -= 1;
    this.#pending = this.#pending.filter((tool) => !tools.includes(tool));
  }
}
