/** One line of a conversation: each request repeats the one before, and adds to it. */
export interface Thread {
  readonly id: number;
  /** Thread that it has branched off from. */
  readonly from: number | undefined;
  /** Thread that it belongs with: branches are one family. */
  readonly family: number;
  /** Blocks of the last request, in their order, and the tokens of each. */
  ids: readonly number[];
  tokens: readonly number[];
  /** Which blocks were measured together, by the number of their measure. */
  measures: ReadonlyMap<number, number>;
  model: string | undefined;
  /** When it was last used, as a running number. */
  used: number;
  /** Calls that have not ended. */
  open: number;
  /** The books know its last request; of a branch they do not until its first call has ended. */
  isKnown: boolean;
}

/** Threads of a session. */
export class Threads {
  readonly all: Thread[] = [];
  #uses = 0;

  open(from?: Thread): Thread {
    const { ids = [], tokens = [], measures = new Map(), model } = from ?? {};
    const id = this.all.length;
    const family = from?.family ?? id;
    const thread = { id, from: from?.id, family, ids, tokens, measures, model, used: 0, open: 0, isKnown: false };
    this.all.push(thread);
    this.use(thread);
    return thread;
  }

  /** Whether two threads are of one family. */
  areOne(one: number, other: number): boolean {
    return this.all[one]?.family === this.all[other]?.family;
  }

  use(thread: Thread): void {
    thread.used = this.#uses += 1;
  }

  /** Of the given ones the one that was used last. */
  newest(ids: Iterable<number>): Thread | undefined {
    let newest: Thread | undefined;
    for (const id of ids) {
      const thread = this.all[id];
      if (thread !== undefined && thread.used > (newest?.used ?? 0)) newest = thread;
    }
    return newest;
  }
}
