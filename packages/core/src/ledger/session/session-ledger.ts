import { Book } from '../book/book.ts';
import { closeBook, type ClosedBook } from '../book/close-book.ts';
import { figuresOf, type Figures } from '../book/figures.ts';
import type { Facts } from '../facts.ts';
import { Matcher } from '../match/matcher.ts';
import type { HashKey } from '../match/words.ts';
import { factsText } from '../wire/facts-text.ts';

/** Facts that go on one span, in bytes. */
export const MAX_FACTS_BYTES = 32 * 1024;
/** What a session takes that has next to nothing in it, as measured. */
const EMPTY_BYTES = 14_000;
/** Facts that wait for a span. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** Some facts of a session, as one text. */
export interface FactsPart {
  /** Number of the first of them in the period. */
  readonly first: number;
  readonly facts: string;
}

/** The span of a call. */
export interface CallSpan {
  readonly trace: string;
  readonly span: string;
}

/** One accounting period of a session: what matching finds out is booked at once, and waits to be told. */
export class SessionLedger {
  readonly id: string;
  readonly period: number;
  readonly matcher: Matcher;
  readonly #book = new Book();
  /** Calls that have not ended. */
  open = 0;
  usedMs: number;
  /** The first calls of the period. */
  readonly firstCalls: CallSpan[] = [];
  /** What the sum of all sessions has been told of its memory. */
  countedBytes = 0;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #first = 0;
  #figures: Figures | undefined;

  constructor(id: string, period: number, key: HashKey, nowMs: number) {
    this.id = id;
    this.period = period;
    this.usedMs = nowMs;
    this.matcher = new Matcher(key, (facts) => this.#tell(facts));
  }

  /** Memory that it takes, in bytes, about. */
  get bytes(): number {
    return EMPTY_BYTES + this.matcher.bytes * 1.3 + this.#waitingBytes;
  }

  /** What the books say now. */
  figures(): Figures {
    return (this.#figures ??= figuresOf(this.#book));
  }

  /** Takes the oldest facts that nobody has been told, as many as one span may carry. */
  take(): FactsPart | undefined {
    let bytes = 2;
    let count = 0;
    for (const text of this.#waiting) {
      if (count > 0 && bytes + text.length + 1 > MAX_FACTS_BYTES) break;
      bytes += text.length + 1;
      count += 1;
    }
    if (count === 0) return undefined;
    const part = { first: this.#first, facts: `[${this.#waiting.slice(0, count).join()}]` };
    this.#drop(count);
    return part;
  }

  /** Closes the books. What has not been told yet can still be taken. */
  close(): ClosedBook {
    this.matcher.close();
    return closeBook(this.#book);
  }

  #tell(facts: Facts): void {
    this.#book.add(facts);
    this.#figures = undefined;
    const text = factsText(facts);
    this.#waiting.push(text);
    this.#waitingBytes += text.length;
    // Nobody takes them. That some are missing shows in the numbers of the others.
    while (this.#waitingBytes > MAX_WAITING_BYTES) this.#drop(1);
  }

  #drop(count: number): void {
    for (const text of this.#waiting.slice(0, count)) this.#waitingBytes -= text.length;
    this.#waiting = this.#waiting.slice(count);
    this.#first += count;
  }
}
