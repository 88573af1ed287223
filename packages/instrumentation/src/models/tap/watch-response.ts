import type { Models } from '../models.ts';
import type { CallEnding, ResponseEnd } from '../call/model-call.ts';
import type { AnswerFacts } from '../formats/wire-format.ts';
import { AnswerReader } from './answer-reader.ts';
import { refusal, type ObservedCall } from './begin-observed.ts';
import { tapResponse, type StreamObserver } from './tap-stream.ts';

/** How long nobody may read before a call is taken to be over: clients let go of a stream, or drop an error unread. */
const UNREAD_MS = 1_000;

/** Watches how an answer is read, and ends the call with it. */
export function watchResponse(models: Models, observed: ObservedCall, response: unknown): void {
  if (!isResponse(response)) return observed.end({ responseEnd: 'unread' });
  return tapResponse(response, watcherOf(models, observed, response));
}

/** By its looks: the class of that name may be gone, or somebody else's. */
function isResponse(value: unknown): value is Response {
  const { status, headers, body } = (value ?? {}) as Partial<Response>;
  const hasBody = body === null || typeof body?.getReader === 'function';
  return typeof status === 'number' && typeof headers?.get === 'function' && hasBody;
}

/** What is to be told of how an answer is read. An answer without a body is over. */
function watcherOf(models: Models, observed: ObservedCall, response: Response): StreamObserver {
  const { status, ok, body, headers } = response;
  const head: CallEnding = ok ? {} : { httpStatus: status, retryAfter: retryAfter(headers) };
  const watcher = new Watcher(models, observed, head, isStreamed(observed, headers));
  observed.call.abandon = () => watcher.unseen();
  if (body !== null) unread.register(body, () => watcher.unseen());
  if (body === null) watcher.done();
  else if (!ok) watcher.released(); // Clients drop an error unread, and try again.
  return watcher;
}

/** Ends the calls whose answers were thrown away unread. */
const unread = new FinalizationRegistry((end: () => void) => end());

class Watcher implements StreamObserver {
  readonly #models: Models;
  readonly #observed: ObservedCall;
  readonly #head: CallEnding;
  readonly #reader: AnswerReader;
  readonly #streamed: boolean;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(models: Models, observed: ObservedCall, head: CallEnding, streamed: boolean) {
    this.#models = models;
    this.#observed = observed;
    this.#head = head;
    this.#streamed = streamed;
    this.#reader = new AnswerReader(observed.format, streamed);
  }

  chunk(bytes: Uint8Array): void {
    this.#quietly(() => {
      this.#models.timers.clearTimeout(this.#timer);
      this.#observed.call.abandon = undefined;
      if (this.#streamed) this.#observed.call.piece(this.#models.seam.now());
      this.#reader.add(bytes);
      if (this.#reader.complete) this.#end('complete');
    });
  }

  done(): void {
    this.#quietly(() => this.#end('complete'));
  }

  failed(error: unknown): void {
    this.#quietly(() => {
      const { responseEnd = 'dropped', ...more } = refusal(this.#observed, error, this.#models.seam.now());
      this.#end(responseEnd, more);
    });
  }

  cancelled(): void {
    this.#quietly(() => this.#end('cancelled'));
  }

  unseen(): void {
    this.#quietly(() => {
      if (this.#over) return;
      this.#over = true;
      this.#observed.end({ ...this.#head, responseEnd: 'unread' });
    });
  }

  /** Somebody may read on; who does not has stopped. */
  released(): void {
    this.#quietly(() => {
      const { timers } = this.#models;
      timers.clearTimeout(this.#timer);
      if (this.#over) return;
      this.#timer = timers.setTimeout(() => this.cancelled(), UNREAD_MS).unref();
      this.#observed.call.abandon = () => this.cancelled();
    });
  }

  #end(how: ResponseEnd, more: CallEnding = {}): void {
    if (this.#over) return;
    this.#over = true;
    this.#models.timers.clearTimeout(this.#timer);
    const answer = this.#facts(how);
    if (this.#reader.tooLarge || this.#reader.cut) this.#models.omitted('body_too_large');
    this.#observed.end({ ...this.#head, answer, ...this.#endOf(how, answer, more) });
  }

  /** Half an answer cannot be read, and need not be. */
  #facts(how: ResponseEnd): AnswerFacts {
    const facts = this.#models.breaker.run('answer', () => this.#reader.facts()) ?? {};
    if (facts.error !== 'unreadable') return facts;
    if (how !== 'complete') return {};
    this.#models.omitted('body_unreadable');
    return facts;
  }

  /** An answer that says why it ended is whole, whoever stopped reading and whatever came behind it. */
  #endOf(how: ResponseEnd, { finishReasons = [], error }: AnswerFacts, more: CallEnding): CallEnding {
    if (finishReasons.length > 0) return { responseEnd: 'complete' };
    const cutOff = how === 'complete' && this.#streamed && !this.#reader.complete && error === undefined;
    return cutOff ? { responseEnd: 'dropped', failure: 'incomplete_stream' } : { ...more, responseEnd: how };
  }

  #quietly(step: () => void): void {
    this.#models.breaker.run('response', step);
  }
}

function isStreamed({ streamed }: ObservedCall, headers: Headers): boolean {
  const type = headers.get('content-type') ?? '';
  return /event-stream|ndjson|jsonl/.test(type) || (streamed && !type.includes('json'));
}

/** `Retry-After` in seconds, or as a date. */
function retryAfter(headers: Headers): number | undefined {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = Number(text);
  if (seconds >= 0) return seconds;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}
