import { addTo, type ClassTotals } from '../classes.ts';
import type { BindFacts, CallFacts, Facts, UnitFacts } from '../facts.ts';
import { moveThread, newThread, type BookThread, type Compaction } from './book-thread.ts';
import { classify, type BookBlock, type Verdict } from './classify.ts';
import { costsOf } from './costs.ts';
import type { Rule } from './rules.ts';

/** Successful calls after which a tool has had its chance (R8). */
export const CHANCES = 3;

/** A call, as it stands in the books. */
export interface BookCall {
  readonly span: string;
  /** Tokens by class and rule, without the definitions of tools. */
  readonly shares: readonly { readonly share: keyof ClassTotals; readonly rule: Rule; readonly tokens: number }[];
  /** Tokens of the definitions of each tool. */
  readonly tools: readonly (readonly [tool: number, tokens: number])[];
}

/** A unit, as it stands in the books. */
export interface BookUnit {
  readonly facts: UnitFacts;
  readonly binds: BindFacts[];
  /** Number of the record that told of it. */
  readonly at: number;
}

/** Tokens and calls of one block in one class. */
export interface BlockSum {
  readonly share: keyof ClassTotals | 'tool';
  tokens: number;
  calls: number;
  readonly rule: Rule;
}

/**
 * Keeps the books of one accounting period of a session. Content-free and without any clock or chance: the same facts in the
 * same order give the same books, in the process that made them or anywhere else. Every token is booked once.
 */
export class Book {
  readonly blocks: BookBlock[] = [];
  /** What the tokens of each block were. */
  readonly sums: (readonly BlockSum[])[] = [];
  /** First block of each text, and all of those that have more than one. */
  readonly #firsts: number[] = [];
  readonly copies = new Map<number, number[]>();
  readonly threads = new Map<number, BookThread>();
  readonly units = new Map<number, BookUnit>();
  /** Tokens that belong to no block. */
  readonly extras: (BookCall['shares'][number] & { readonly span: string })[] = [];
  readonly calls: BookCall[] = [];
  readonly called = new Set<number>();
  /** Blocks that a model has used. */
  readonly referenced = new Set<number>();
  /** Totals without the definitions of tools, and those of each tool. */
  readonly totals: ClassTotals = {};
  readonly toolTokens = new Map<number, number>();
  /** Price of the same, in nano-USD, of calls whose price is known. */
  readonly costs: Partial<Record<keyof ClassTotals, number>> = {};
  readonly toolCosts = new Map<number, number>();
  /** Successful billed calls in which tools could be called. */
  chances = 0;
  /** Tokens whose number is an estimate. */
  estimated = 0;
  folded = 0;
  readonly #outers = new Map<number, Set<number>>();
  #records = 0;

  /** Books one record. */
  add(facts: Facts): void {
    if ('call' in facts) this.#call(facts);
    else if ('unit' in facts) this.units.set(facts.unit, { facts, binds: [], at: this.#records });
    else if ('bind' in facts) this.units.get(facts.bind)?.binds.push(facts);
    else if ('twin' in facts) this.#contained(facts.twin);
    else this.referenced.add(facts.ref);
    this.#records += 1;
  }

  /**
   * Books a call that nobody has told facts of, such as one of another language: of its tokens only the number is known.
   *
   * @param isFailed whether it failed after it was billed (R3)
   */
  addUnknown(span: string, input: number, waste: number, isFailed: boolean): void {
    const facts: CallFacts = {
      call: span,
      thread: Number.MAX_SAFE_INTEGER,
      end: isFailed ? 'failed' : waste > 0 ? 'refused' : 'ok',
      input,
      waste,
      source: 'usage',
      keep: 0,
      ids: [],
      tokens: [],
      blocks: [],
      born: this.blocks.length,
    };
    this.#book(facts, [], [], []);
  }

  /** A block is contained in another one; it may be the next call that is the first to have it. */
  #contained([inner, outer]: readonly [number, number]): void {
    const known = this.#outers.get(inner);
    if (known !== undefined) known.add(outer);
    else {
      const outers = new Set([outer]);
      this.#outers.set(inner, outers);
      const block = this.blocks[inner];
      if (block !== undefined) this.blocks[inner] = { ...block, outers };
    }
  }

  #call(facts: CallFacts): void {
    this.#defineAll(facts);
    const thread = this.#thread(facts);
    const ids = [...thread.ids.slice(0, facts.keep), ...facts.ids];
    const tokens = [...thread.tokens.slice(0, facts.keep), ...facts.tokens];
    const verdicts = facts.end === 'failed' ? ids.map(() => failed) : classify(ids, this.blocks);
    this.#book(facts, ids, tokens, verdicts);
    for (const tool of facts.called ?? []) this.called.add(tool);
    if (facts.end === 'ok' && facts.chat === true && facts.input > 0) this.chances += 1;
    if (facts.source === 'estimated' || facts.source === 'calibrated') this.estimated += facts.input;
    this.folded += facts.folded ?? 0;
    if (facts.end === 'failed') return;
    if (facts.blind === true) {
      thread.isBlind = true;
      return;
    }
    const waste = new Set(ids.filter((_, index) => isWaste(verdicts[index])));
    moveThread(thread, { ids, tokens, waste }, this.#compaction(facts, ids, tokens));
    thread.lastCall = this.#records;
  }

  /** Where records are missing, nothing is known of the blocks that they told of. */
  #defineAll({ blocks, born, call }: CallFacts): void {
    const missing = Math.min(born, MAX_BLOCKS) - this.blocks.length;
    for (let count = 0; count < missing; count += 1) this.#define(lostBlock, '');
    for (const block of blocks.slice(Math.max(0, this.blocks.length - born))) this.#define(block, call);
  }

  #define(facts: CallFacts['blocks'][number], span: string): void {
    const id = this.blocks.length;
    this.blocks.push({ facts, span, outers: this.#outers.get(id) });
    this.sums.push(noSums);
    if (facts.text < 0) return;
    const first = this.#firsts[facts.text];
    const copies = this.copies.get(facts.text);
    if (copies !== undefined) copies.push(id);
    else if (first === undefined) this.#firsts[facts.text] = id;
    else this.copies.set(facts.text, [first, id]);
  }

  #thread({ thread: id, from }: CallFacts): BookThread {
    const known = this.threads.get(id);
    if (known !== undefined) return known;
    const family = from === undefined ? id : (this.threads.get(from)?.family ?? from);
    const thread = newThread(family);
    this.threads.set(id, thread);
    return thread;
  }

  #book(facts: CallFacts, ids: readonly number[], tokens: readonly number[], verdicts: readonly Verdict[]): void {
    const costs = costsOf(facts, tokens);
    const shares = new Map<string, { share: keyof ClassTotals; rule: Rule; tokens: number }>();
    const tools = new Map<number, number>();
    const share = (verdict: Exclude<Verdict, 'tool'>, count: number): void => {
      const key = `${verdict.share} ${verdict.rule}`;
      shares.set(key, { ...verdict, tokens: (shares.get(key)?.tokens ?? 0) + count });
      addTo(this.totals, verdict.share, count);
    };
    for (const [index, verdict] of verdicts.entries()) {
      const [id = 0, count = 0, cost = 0] = [ids[index], tokens[index], costs[index]];
      this.#sum(id, verdict, count);
      if (verdict === 'tool') {
        const tool = this.blocks[id]?.facts.tool ?? -1;
        grow(tools, tool, count);
        grow(this.toolCosts, tool, cost);
      } else {
        share(verdict, count);
        addTo(this.costs, verdict.share, cost);
      }
    }
    const booked = tokens.reduce((sum, count) => sum + count, 0);
    const extra = (verdict: Exclude<Verdict, 'tool'>, count: number): void => {
      if (count <= 0) return;
      share(verdict, count);
      this.extras.push({ span: facts.call, ...verdict, tokens: count });
    };
    extra(facts.end === 'failed' ? failed : nothingKnown, facts.input - booked);
    extra(facts.end === 'failed' ? failed : refused, facts.waste);
    for (const [tool, count] of tools) grow(this.toolTokens, tool, count);
    this.calls.push({ span: facts.call, shares: [...shares.values()], tools: this.#toolsOf(tools) });
  }

  /** Most calls offer the same tools as the one before. */
  #toolsOf(tools: ReadonlyMap<number, number>): BookCall['tools'] {
    const before = this.calls.at(-1)?.tools ?? [];
    const isSame = before.length === tools.size && before.every(([tool, tokens]) => tools.get(tool) === tokens);
    return isSame ? before : [...tools];
  }

  #sum(id: number, verdict: Verdict, tokens: number): void {
    const share = verdict === 'tool' ? 'tool' : verdict.share;
    const sums = this.sums[id] ?? [];
    const known = sums.find((each) => each.share === share);
    const rule = verdict === 'tool' ? 'R8' : verdict.rule;
    // A list that is made as it is takes less memory than one that grows, and nearly all have one entry.
    if (known === undefined) this.sums[id] = [...sums, { share, tokens, calls: 1, rule }];
    else {
      known.tokens += tokens;
      known.calls += 1;
    }
  }

  /** R13: what is taken out in a request that brings a summary, or from which the provider has cleared. */
  #compaction(
    { blocks, cleared }: CallFacts,
    ids: readonly number[],
    tokens: readonly number[],
  ): Compaction | undefined {
    const first = this.blocks.length - blocks.length;
    const isSummary = (id: number): boolean => id >= first && this.blocks[id]?.facts.class === 'summary';
    const hasSummary = ids.some(isSummary);
    if (!hasSummary && cleared === undefined) return undefined;
    const summary = tokens.reduce((sum, count, index) => (isSummary(ids[index] ?? -1) ? sum + count : sum), 0);
    return { summary, told: cleared };
  }
}

/** Blocks of a session that records may be missing of: what comes over the wire must not fill the memory. */
const MAX_BLOCKS = 100_000;
const lostBlock = { class: 'unseen', text: -1 } as const;
const noSums: readonly BlockSum[] = [];
const failed = { share: 'retry', rule: 'R3' } as const;
const refused = { share: 'retry', rule: 'R4' } as const;
const nothingKnown = { share: 'unclassified', rule: 'R5' } as const;

function isWaste(verdict: Verdict | undefined): boolean {
  return (
    verdict !== undefined && verdict !== 'tool' && verdict.share !== 'meaningful' && verdict.share !== 'unclassified'
  );
}

function grow(sums: Map<number, number>, key: number, by: number): void {
  sums.set(key, (sums.get(key) ?? 0) + by);
}
