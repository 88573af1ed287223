import type { BlockFacts, Facts } from '../facts.ts';
import type { CountTokens, LedgerAnswer, LedgerRequest, OfferedUnit, PromptBlock } from '../request.ts';
import { bindingOf, bindingsOf, isJson, type Binding } from './bindings.ts';
import { Blocks, isMessage, LONG_WORDS, type Block } from './blocks.ts';
import { describeCall, unreadCall } from './describe-call.ts';
import { effectiveBlocks, estimateOf, FRAME_TOKENS } from './effective-blocks.ts';
import { foldBlocks } from './fold-blocks.ts';
import { Passages, type Match, type Passage } from './passages.ts';
import type { Steps } from './steps.ts';
import { Scales } from './scales.ts';
import { corruptedShare, statedLoss } from './stated-loss.ts';
import { summaryKeys } from './summaries.ts';
import { Threads, type Thread } from './threads.ts';
import { describeUnit, Askings, Units, type Unit } from './units.ts';
import { weighWords } from './word-weights.ts';
import type { HashKey } from './words.ts';

/** A call that has been matched and has not ended. */
export interface MatchedCall {
  readonly request: LedgerRequest;
  readonly thread: Thread;
  readonly blocks: readonly Block[];
  readonly bindings: readonly Binding[];
  /** Blocks that were too many to be looked at one by one. */
  readonly folded: number;
  /** It continues messages that only the provider has. */
  readonly hasUnseen: boolean;
}

/** What a block is added with. */
interface Addition {
  readonly class: BlockFacts['class'];
  readonly estimate: number;
  readonly known?: Block['known'];
  readonly thread: number;
}

/**
 * Turns what a session's models are given, and what is offered to them, into facts. This is the one place of the ledger
 * that sees text, and nothing of it is kept but keyed hashes and numbers. Long texts are read in steps.
 */
export class Matcher {
  readonly #passages: Passages;
  readonly #blocks = new Blocks();
  readonly #units = new Units();
  readonly #askings = new Askings();
  readonly #threads = new Threads();
  readonly #scales = new Scales();
  readonly #ofPassage = new Map<number, Block>();
  /** Requests with their answers, by the id of the answer or of the provider's conversation. */
  readonly #kept = new Map<string, { readonly blocks: readonly Block[]; readonly thread: Thread }>();
  /** What was found out with requests that were none. */
  readonly #orphans: Binding[] = [];
  readonly #tell: (facts: Facts) => void;
  /** How the model that was called last counts. */
  #count: CountTokens | undefined;

  /** @param tell takes the facts, in their order */
  constructor(key: HashKey, tell: (facts: Facts) => void) {
    this.#passages = new Passages(key);
    this.#tell = tell;
  }

  /** Memory that it takes, in bytes, about. */
  get bytes(): number {
    return this.#passages.bytes + this.#blocks.bytes + this.#units.all.length * 250 + this.#kept.size * 100;
  }

  /** Something is offered to the models of the session. */
  *offer(unit: OfferedUnit, otherwise: CountTokens): Steps<undefined> {
    const { passage, matches, ends } = yield* this.#passages.add(unit.text, 'unit');
    const count = this.#count ?? otherwise;
    const { estimate, weights } = yield* weighWords(unit.text, ends, count);
    const { span, kind, isError, repeatable, stub } = unit;
    const added = this.#units.add({
      offered: { span, kind, isError, repeatable, stub },
      passage,
      estimate,
      weights,
      missing: statedLoss(unit.text, estimate),
      corrupted: corruptedShare(unit.text, estimate, count),
      isJson: isJson(unit.text),
    });
    this.#askings.claim(added, unit);
    for (const match of matches) this.#standsAlready(added, match);
    // What a model may still turn out to have asked for, because its answer is streamed, is told with the next request.
    if (added.asked !== undefined || unit.tool === undefined) this.#tellUnit(added);
    return undefined;
  }

  /** A request is sent. */
  *begin(request: LedgerRequest): Steps<MatchedCall> {
    this.#count = request.count;
    const { blocks: given, folded } = foldBlocks(effectiveBlocks(request.blocks()));
    const keys = yield* this.#blocks.keysOf(given);
    const before = this.#keptBefore(request);
    const known = keys.map((key) => this.#blocks.get(key));
    const thread = this.#threadOf(before?.thread, known);
    this.close();
    const tip = thread.ids.map((id) => this.#blocks.all[id]);
    const summaries = summaryKeys(given, keys, known, tip);
    const bindings: Binding[] = [];
    const blocks: Block[] = [...(before?.blocks ?? [])];
    for (const [index, block] of given.entries()) {
      const key = keys[index] ?? '';
      const addition = {
        class: summaries.has(key) ? ('summary' as const) : block.class,
        estimate: 0,
        thread: thread.id,
      };
      const found =
        this.#blocks.get(key) ??
        (yield* this.#add(block, key, { ...addition, estimate: yield* estimateOf(request, block) }, bindings));
      found.thread = thread.id;
      blocks.push(found);
    }
    const hasUnseen = before === undefined && (request.continues ?? request.conversation) !== undefined;
    return { request, thread, blocks, bindings, folded, hasUnseen };
  }

  /** The request has been answered, or never will be. */
  *end(call: MatchedCall, answer: LedgerAnswer): Steps<undefined> {
    const { thread, blocks, request } = call;
    thread.open -= 1;
    const reply = yield* this.#addReply(call, answer);
    const { facts, tokens } = describeCall(call, answer, this.#blocks, this.#scales);
    this.#tell(facts);
    for (const binding of [...this.#orphans.splice(0), ...call.bindings])
      this.#bind(binding, tokens.get(binding.block.id));
    if (reply === undefined) return undefined;
    const keys = [answer.id, request.conversation].filter((key) => key !== undefined);
    for (const key of keys) this.#kept.set(key, { blocks: [...blocks, reply], thread });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MAX_KEPT && !oldest.done) this.#kept.delete(oldest.value);
    return undefined;
  }

  /** What a call was given cannot be read: its tokens are in the books all the same, by their number. */
  giveUp({ span }: LedgerRequest, answer: LedgerAnswer): void {
    this.#tell(unreadCall(span, this.#threads.open().id, answer, this.#blocks));
  }

  /** The request is none: another one tells of it. */
  drop({ thread, bindings }: MatchedCall): void {
    thread.open -= 1;
    this.#orphans.push(...bindings);
  }

  /** Tells of the units that nobody has been told of. */
  close(): void {
    for (const unit of this.#units.all) this.#tellUnit(unit);
  }

  #keptBefore({ continues, conversation }: LedgerRequest) {
    const key = continues ?? conversation;
    return key === undefined ? undefined : this.#kept.get(key);
  }

  /** R1: the newest thread that shares a message; a second request beside one that is under way is a branch of it. */
  #threadOf(kept: Thread | undefined, known: readonly (Block | undefined)[]): Thread {
    const shared = known.flatMap((block) =>
      block !== undefined && isMessage(block.facts.class) ? [block.thread] : [],
    );
    const found = kept ?? this.#threads.newest(shared);
    const thread = found === undefined || found.open > 0 ? this.#threads.open(found) : found;
    this.#threads.use(thread);
    thread.open += 1;
    return thread;
  }

  *#add(block: PromptBlock, key: string, addition: Addition, bindings: Binding[]): Steps<Block> {
    if (block.class === 'assistant') this.#blocks.asked(block);
    const isCompared = addition.class !== 'tool_def' && addition.class !== 'media';
    const compared = isCompared ? yield* this.#passages.add(block.text, 'block') : undefined;
    const isLong = (compared?.passage.words.length ?? 0) >= LONG_WORDS;
    const facts = this.#factsOf(block, key, addition.class, isLong);
    const { estimate, known, thread } = addition;
    const added = this.#blocks.add(key, { facts, estimate, known, callId: block.callId }, thread);
    if (compared !== undefined) this.#matched(added, block, compared, bindings);
    return added;
  }

  #factsOf(
    { name, callId, isError }: PromptBlock,
    key: string,
    kind: BlockFacts['class'],
    isLong: boolean,
  ): BlockFacts {
    const units = this.#units.ofCall(callId);
    const mayRepeat = units.some(({ offered }) => offered.repeatable === true);
    const group = mayRepeat ? undefined : this.#blocks.groupOf(callId);
    return {
      class: kind,
      text: this.#blocks.text(key),
      long: isLong ? true : undefined,
      tool: kind === 'tool_def' && name !== undefined ? this.#blocks.tool(name) : undefined,
      group: kind === 'tool_result' ? group : undefined,
      error: (isError ?? units.some(({ offered }) => offered.isError === true)) ? true : undefined,
    };
  }

  #matched(
    block: Block,
    source: PromptBlock,
    { passage, matches }: { readonly passage: Passage; readonly matches: readonly Match[] },
    bindings: Binding[],
  ): void {
    this.#ofPassage.set(passage.id, block);
    for (const match of matches) if (match.other.kind === 'block') this.#twins(block, passage, match);
    if (block.facts.class === 'assistant' || block.facts.class === 'summary') return;
    const found = bindingsOf(block, source, { passage, matches }, this.#units, (unit) => this.#mayBring(block, unit));
    for (const { unit } of found) this.#forgetWhole(unit);
    bindings.push(...found);
  }

  #twins(block: Block, { words }: Passage, { other, overlap }: Match): void {
    const found = this.#ofPassage.get(other.id);
    if (found === undefined) return;
    if (block.facts.class === 'assistant' && found.facts.class === 'tool_result') this.#tell({ ref: found.id });
    if (found.facts.text === block.facts.text) return;
    if (isIn(overlap.second, words.length)) this.#tell({ twin: [block.id, found.id] });
    if (isIn(overlap.first, other.words.length)) this.#tell({ twin: [found.id, block.id] });
  }

  /** R11: what a model has asked for is delivered in its own thread; requests of others say nothing about it. */
  #mayBring({ thread }: Block, { asked }: Unit): boolean {
    return asked === undefined || this.#threads.areOne(asked.thread, thread);
  }

  /** What is offered again and stands in the conversation already has been delivered. Here the unit is the new one. */
  #standsAlready(unit: Unit, { other, overlap }: Match): void {
    const block = this.#ofPassage.get(other.id);
    const { length } = unit.passage.words;
    if (block === undefined || block.facts.class === 'assistant' || overlap.second < length * WHOLE) return;
    if (!this.#mayBring(block, unit)) return;
    unit.share = 1_000;
    this.#forgetWhole(unit);
    this.#tellUnit(unit);
    this.#tell({ bind: unit.id, block: block.id, share: 1_000 });
  }

  /** Of a unit that has come as a whole nothing more is to be found out. */
  #forgetWhole(unit: Unit): void {
    if (unit.share === 1_000) this.#passages.drop(unit.passage);
  }

  /** An answer comes back with the next request: what it is counted as is known already. */
  *#addReply({ request, thread }: MatchedCall, answer: LedgerAnswer): Steps<Block | undefined> {
    const { reply, output = 0, reasoning = 0 } = answer;
    if (reply === undefined || (reply.text === '' && (reply.calls ?? []).length === 0)) return undefined;
    this.#askings.asked(reply.calls ?? [], thread.id);
    const [key = ''] = yield* this.#blocks.keysOf([reply]);
    const before = this.#blocks.get(key);
    if (before !== undefined) return before;
    const estimate = yield* estimateOf(request, reply);
    const told = output - reasoning + (request.chat ? FRAME_TOKENS : 0);
    const isPlausible = answer.source === 'usage' && told >= estimate / 2 && told <= estimate * 2;
    const known = isPlausible ? { model: request.model, tokens: told } : undefined;
    return yield* this.#add(reply, key, { class: reply.class, estimate, known, thread: thread.id }, []);
  }

  /** @param tokens tokens of the block in the call that has brought it, where that tells */
  #bind(binding: Binding, tokens = 0): void {
    const { unit, block } = binding;
    const tells = tokens > 0 && block.estimate > 0 && binding.cause !== 'altered';
    const isMeasured = tells && !unit.isMeasured;
    const scale = isMeasured ? tokens / block.estimate : undefined;
    if (isMeasured) unit.isMeasured = true;
    this.#tellUnit(unit);
    this.#tell(bindingOf(binding, scale));
  }

  #tellUnit(unit: Unit): void {
    if (unit.isTold) return;
    unit.isTold = true;
    this.#tell(describeUnit(unit, this.#scales.usual));
  }
}

function isIn(covered: number, length: number): boolean {
  return length >= LONG_WORDS && covered >= length * CONTAINED;
}

const MAX_KEPT = 256;
/** R6: a block with so much of its words in another one says nothing new. */
const CONTAINED = 0.9;
const WHOLE = 0.97;
