import type { StreamObserver } from './tap-stream.ts';

/** Keeps what a stream tells until it is known who wants to hear it; then it passes it on, in order. */
export class LateObserver implements StreamObserver {
  #kept: ((target: StreamObserver) => void)[] | undefined = [];
  #target: StreamObserver | undefined;

  /** @param target undefined when nobody wants to hear it */
  resolve(target: StreamObserver | undefined): void {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    this.#target = target;
    if (target !== undefined) for (const tell of kept) tell(target);
  }

  chunk(bytes: Uint8Array): void {
    const copy = this.#kept === undefined ? bytes : bytes.slice();
    this.#tell((target) => target.chunk(copy));
  }

  done(): void {
    this.#tell((target) => target.done());
  }

  failed(error: unknown): void {
    this.#tell((target) => target.failed(error));
  }

  cancelled(): void {
    this.#tell((target) => target.cancelled());
  }

  released(): void {
    this.#tell((target) => target.released());
  }

  unseen(): void {
    this.#tell((target) => target.unseen());
  }

  #tell(tell: (target: StreamObserver) => void): void {
    if (this.#target !== undefined) tell(this.#target);
    else this.#kept?.push(tell);
  }
}
