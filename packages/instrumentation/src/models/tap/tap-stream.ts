import type { ReadableStreamReadResult, ReadableWritablePair } from 'node:stream/web';
import { wrapFunction, type Call } from '../../wrap/replace-method.ts';

/** Told what a reader of a stream sees, before it sees it. */
export interface StreamObserver {
  chunk(bytes: Uint8Array): void;
  done(): void;
  failed(error: unknown): void;
  /** Everybody who read has stopped reading. */
  cancelled(): void;
  /** A reader has let go; another one may follow. */
  released(): void;
  /** The answer was read where nobody could look. */
  unseen(): void;
}

/** What the branches of one body have in common. */
interface Shared {
  readonly observer: StreamObserver;
  /** Chunks that have been told of: each branch sees every chunk. */
  told: number;
  /** Branches that are not cancelled. */
  live: number;
}

type Around = (call: Call) => unknown;

/**
 * Tells an observer what is read of an answer, whoever reads and however: by its own methods, by reader, iterator, pipe,
 * branches or clones. Answer and stream stay the same objects, nothing is read that nobody asks for, and nothing is kept
 * from the reader, who gets the same chunks at the same time. (A copy made by `clone` or a transform would read on, or be
 * another object.)
 *
 * Every method is replaced on this one object, out of sight of a loop over its properties.
 */
export function tapResponse(response: Response, observer: StreamObserver): void {
  const shared = { observer, told: 0, live: 1 };
  if (response.body !== null) tap(response.body, shared, 0);
  tapClones(response, shared);
}

/** A clone leaves both answers with new streams. Some engines branch them by our methods, some do not. */
function tapClones(response: Response, shared: Shared): void {
  replace(response, 'clone', ({ proceed }) => {
    const clone = proceed() as Response;
    tapClones(clone, shared);
    const branches = [response.body, clone.body].filter((body) => body !== null && !tapped.has(body));
    if (branches.length > 1) shared.live += 1;
    for (const body of branches) if (body !== null) tap(body, shared, shared.told);
    return clone;
  });
}

const tapped = new WeakSet<object>();

function tap(stream: ReadableStream<Uint8Array>, shared: Shared, from: number): void {
  tapped.add(stream);
  const branch = new Branch(shared, from);
  replace(stream, 'getReader', ({ proceed }) => {
    const reader = proceed();
    tapReader(reader as object, branch);
    return reader;
  });
  for (const name of ['values', Symbol.asyncIterator] as const) {
    replace(stream, name, ({ args, proceed }) => {
      const iterator = proceed();
      const { preventCancel } = (args[0] ?? {}) as { readonly preventCancel?: unknown };
      tapIterator(iterator as object, branch, Boolean(preventCancel));
      return iterator;
    });
  }
  replace(stream, 'cancel', ({ proceed }) => {
    branch.cancelled();
    return proceed();
  });
  replace(stream, 'tee', ({ proceed }) => {
    const branches = proceed() as [ReadableStream<Uint8Array>, ReadableStream<Uint8Array>];
    shared.live += 1;
    for (const each of branches) tap(each, shared, branch.position);
    return branches;
  });
  replacePipes(stream);
}

/** A pipe reads inside the engine, where no method of ours is called: it is given a stream that reads by ours. */
function replacePipes(stream: ReadableStream<Uint8Array>): void {
  const { prototype } = stream.constructor as { readonly prototype: ReadableStream };
  const pipe = (args: readonly unknown[]): Promise<void> => {
    const { copy, release } = readBy(stream);
    const piped = Reflect.apply(prototype.pipeTo as Method, copy, args) as Promise<void>;
    return piped.finally(release); // As a pipe does, whether it cancels the stream or not.
  };
  replace(stream, 'pipeTo', ({ args, proceed }) => (stream.locked ? proceed() : pipe(args)));
  replace(stream, 'pipeThrough', ({ args: [transform, ...options], proceed }) => {
    const { readable, writable } = (transform ?? {}) as Partial<ReadableWritablePair>;
    const fits = readable instanceof Object && writable instanceof Object && 'locked' in writable && !writable.locked;
    if (stream.locked || !fits) return proceed(); // Which says what is wrong.
    pipe([writable, ...options]).catch(() => undefined); // What goes wrong shows at the other end.
    return readable;
  });
}

type Method = (...args: unknown[]) => unknown;

function readBy(stream: ReadableStream<Uint8Array>): { copy: ReadableStream<Uint8Array>; release: () => void } {
  const reader = stream.getReader();
  const release = (): void => reader.releaseLock();
  const Stream = stream.constructor as typeof ReadableStream<Uint8Array>; // The global of this name may be somebody's.
  const copy = new Stream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 }, // Nothing is read ahead.
  );
  return { copy, release };
}

function tapReader(reader: object, branch: Branch): void {
  let released = false;
  replace(reader, 'read', ({ proceed }) => branch.watch(proceed()));
  replace(reader, 'cancel', ({ proceed }) => {
    branch.cancelled();
    return proceed();
  });
  replace(reader, 'releaseLock', ({ proceed }) => {
    const result = proceed();
    released = true;
    branch.released();
    return result;
  });
  // `Readable.fromWeb` of Node 26 reads inside the engine. Nobody else waits for this promise, and nobody has to.
  void (reader as { readonly closed: Promise<void> }).closed.then(
    () => branch.closed(),
    (error: unknown) => {
      if (!released) branch.failed(error);
    },
  );
}

function tapIterator(iterator: object, branch: Branch, keepsStream: boolean): void {
  replace(iterator, 'next', ({ proceed }) => branch.watch(proceed()));
  replace(iterator, 'return', ({ proceed }) => {
    if (keepsStream) branch.released();
    else branch.cancelled();
    return proceed();
  });
}

/** One reading of the stream, from its beginning or from where it branched off. */
class Branch {
  position: number;
  readonly #shared: Shared;
  #over = false;

  constructor(shared: Shared, position: number) {
    this.#shared = shared;
    this.position = position;
  }

  /** The same outcome for who waits for it; an outcome that nobody handles stays one. */
  watch(step: unknown): unknown {
    return (step as Promise<ReadableStreamReadResult<Uint8Array>>).then(
      (result) => {
        this.#saw(result);
        return result;
      },
      (error: unknown) => {
        this.failed(error);
        throw error;
      },
    );
  }

  failed(error: unknown): void {
    this.#end(() => this.#shared.observer.failed(error));
  }

  /** The stream is at its end, whether anybody has told us of it or not. */
  closed(): void {
    const { observer, told } = this.#shared;
    this.#end(() => (told === 0 ? observer.unseen() : observer.done()));
  }

  cancelled(): void {
    this.#end(() => {
      this.#shared.live -= 1;
      if (this.#shared.live === 0) this.#shared.observer.cancelled();
    });
  }

  released(): void {
    if (!this.#over) this.#shared.observer.released();
  }

  #saw({ done, value }: ReadableStreamReadResult<Uint8Array>): void {
    if (done) return this.#end(() => this.#shared.observer.done());
    this.position += 1;
    if (this.position <= this.#shared.told) return undefined;
    this.#shared.told = this.position;
    return ArrayBuffer.isView(value) ? this.#shared.observer.chunk(value) : undefined;
  }

  #end(tell: () => void): void {
    if (this.#over) return;
    this.#over = true;
    tell();
  }
}

/** Replaces a method of one object, out of sight of a loop over its properties. */
export function replace(owner: object, name: PropertyKey, around: Around): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') return;
  const value = wrapFunction(original as (this: unknown, ...args: unknown[]) => unknown, around);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: false });
}
