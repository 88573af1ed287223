/** Why a block is not in the last request of its thread any more. */
export interface Leaving {
  /** It was waste in the last request that had it. */
  readonly wasWaste: boolean;
  /** A summary stands for it, or the provider has cleared it. */
  readonly compaction: Compaction | undefined;
}

/** Units that were taken out together. */
export interface Compaction {
  /** Tokens of the summary that stands for them. */
  readonly summary: number;
  /** Tokens of them, where the provider tells. */
  readonly told: number | undefined;
}

/** A thread, as the books know it. */
export interface BookThread {
  /** Thread that it belongs with: branches are one family. */
  readonly family: number;
  ids: readonly number[];
  tokens: readonly number[];
  present: ReadonlySet<number>;
  /** Blocks that were waste in the last request. */
  waste: ReadonlySet<number>;
  readonly left: Map<number, Leaving>;
  /** What its last request gave the model is not known. */
  isBlind: boolean;
  /** Number of the last record that is a call of it. */
  lastCall: number;
}

/** A thread without a request. */
export function newThread(family: number): BookThread {
  return {
    family,
    ids: [],
    tokens: [],
    present: new Set(),
    waste: new Set(),
    left: new Map(),
    isBlind: false,
    lastCall: -1,
  };
}

/** A request has moved the thread on. */
export function moveThread(
  thread: BookThread,
  request: Pick<BookThread, 'ids' | 'tokens' | 'waste'>,
  compaction: Compaction | undefined,
): void {
  const present = new Set(request.ids);
  for (const id of thread.present)
    if (!present.has(id)) thread.left.set(id, { wasWaste: thread.waste.has(id), compaction });
  for (const id of present) thread.left.delete(id);
  Object.assign(thread, request, { present, isBlind: false });
}
