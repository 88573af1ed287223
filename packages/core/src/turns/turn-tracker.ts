import type { SpanContext } from '@opentelemetry/api';
import { MAX_NAME_LENGTH } from '../values/limits.ts';
import { BoundedIndex } from './bounded-index.ts';
import { namesTool } from './names-tool.ts';
import { MAX_WAIT_MS, PendingTools } from './pending-tools.ts';
import { argumentsKey, chain, messageKey, type ThreadMessage, type ToolRequest } from './thread.ts';

/** A request to a model, as a step of a conversation. */
export interface ThreadRequest {
  /** Without the system instructions, which may change from step to step. */
  readonly messages: readonly ThreadMessage[];
  /** Id of the answer that the messages continue, where the provider keeps the conversation. */
  readonly continues?: string | undefined;
  /** Conversation that the provider keeps. */
  readonly conversation?: string | undefined;
  /** Names of tools that may be called before the answer has ended, because it is streamed. */
  readonly offers?: readonly string[];
  /** The client says that it sends this a second time. */
  readonly retry?: boolean;
  /** Turn that an agent library names itself: it knows better than the messages do. */
  readonly library?: string | undefined;
}

/** Where a model call belongs. */
export interface TurnPlace {
  /** First span of the turn that the call continues; undefined where it begins one. */
  readonly parent: SpanContext | undefined;
  /** First span of the turn before, where the call begins a turn of a known conversation. */
  readonly previous: SpanContext | undefined;
  /** Digest of the conversation up to the request. */
  readonly key: string;
  readonly turn: Turn | undefined;
  readonly library: string | undefined;
  readonly conversation: string | undefined;
  readonly offers: readonly string[];
}

/** One turn of the user: all that is done until the answer. */
export interface Turn {
  readonly root: SpanContext;
  usedMs: number;
  /** Tool calls that have been asked for and not been made. */
  waiting: number;
}

/** A model call that a tracker knows. */
export interface TrackedCall {
  readonly key: string;
  readonly turn: Turn;
  readonly span: SpanContext;
  readonly conversation: string | undefined;
  readonly offers: readonly string[];
}

/** A turn that has been idle for so long does not come back: an equal conversation is a new one. */
const IDLE_MS = 5 * 60_000;

/**
 * Finds out, from the messages alone, which model and tool calls belong to one turn of the user, for applications that
 * have no tracing of their own. A request continues a turn when it repeats the conversation of an earlier call and that
 * call's answer; a new message of the user begins a new turn.
 *
 * It rather knows nothing than something wrong: as soon as two live conversations cannot be told apart, neither is
 * continued. Only digests are kept, as many as the bounds allow; the least lately made go first.
 */
export class TurnTracker {
  readonly #now: () => number;
  /** Conversations up to and with an answer. */
  readonly #answers: BoundedIndex<Turn>;
  /** Answers that ask for tools by ids: they are found again where the conversation before them was cut. */
  readonly #replies: BoundedIndex<Turn>;
  readonly #responses: BoundedIndex<Turn>;
  readonly #requests: BoundedIndex<Turn>;
  readonly #libraries: BoundedIndex<Turn>;
  readonly #conversations: BoundedIndex<Turn>;
  /** Streamed answers that may ask for tools before they end. */
  readonly #streaming = new Set<TrackedCall>();
  readonly #pending: PendingTools;

  /** @param now milliseconds that never go back */
  constructor(now: () => number) {
    // Who waits for a person's approval is not idle.
    const alive = (turn: Turn): boolean => now() - turn.usedMs < (turn.waiting > 0 ? MAX_WAIT_MS : IDLE_MS);
    this.#now = now;
    this.#answers = new BoundedIndex(alive);
    this.#replies = new BoundedIndex(alive);
    this.#responses = new BoundedIndex(alive);
    this.#requests = new BoundedIndex(alive);
    this.#libraries = new BoundedIndex(alive);
    this.#conversations = new BoundedIndex(alive);
    this.#pending = new PendingTools(now);
  }

  /** Where a request belongs. */
  place(request: ThreadRequest): TurnPlace {
    const { messages, continues = request.conversation, conversation, retry = false, library, offers = [] } = request;
    const last = messages.findLastIndex(({ role }) => role === 'assistant');
    const upToAnswer = chain(continues, messages.slice(0, last + 1));
    const rest = { key: chain(continues, messages), library, conversation, offers };
    const before = this.#before(request, upToAnswer, messages[last]);
    if (before !== undefined) this.#pending.answered(upToAnswer);
    const known = library === undefined ? undefined : this.#libraries.get(library);
    const same = known ?? (retry ? this.#requests.live(rest.key) : undefined);
    if (same !== undefined) return { ...rest, parent: same.root, previous: undefined, turn: same };
    const fromUser = messages.slice(last + 1).some(({ role }) => role === 'user');
    const goesOn = before !== undefined && !fromUser && library === undefined && before.live;
    if (!goesOn) return { ...rest, parent: undefined, previous: before?.turn.root, turn: undefined };
    return { ...rest, parent: before.turn.root, previous: undefined, turn: before.turn };
  }

  /** The placed call has its span now, whatever its parent has become. */
  began({ key, turn, library, conversation, offers }: TurnPlace, span: SpanContext): TrackedCall {
    const current = turn ?? { root: span, usedMs: 0, waiting: 0 };
    current.usedMs = this.#now();
    this.#requests.set(key, current);
    if (library !== undefined) this.#libraries.set(library, current);
    const call = { key, turn: current, span, conversation, offers };
    if (offers.length > 0) this.#streaming.add(call);
    return call;
  }

  /** The call is over, with an answer or without. */
  ended(call: TrackedCall): void {
    this.#streaming.delete(call);
  }

  /** The call has been answered: what may follow is known by it. Ids and names that are too long to be true are not kept. */
  answered(call: TrackedCall, reply: ThreadMessage, responseId?: string): void {
    const { key, turn, span, conversation } = call;
    this.ended(call);
    turn.usedMs = this.#now();
    const withReply = chain(key, [reply]);
    this.#answers.set(withReply, turn);
    if (responseId !== undefined && responseId.length <= MAX_NAME_LENGTH) this.#responses.set(responseId, turn);
    if (conversation !== undefined) this.#conversations.replace(conversation, turn);
    if (hasIds(reply)) this.#replies.set(messageKey(reply), turn);
    for (const { name, arguments: given } of reply.calls ?? []) {
      const wanted = argumentsKey(given);
      if (wanted !== undefined && name.length <= MAX_NAME_LENGTH)
        this.#pending.add({ name, arguments: wanted, answer: withReply, turn, span });
    }
  }

  /**
   * The model call that asked for a tool call; each request is taken once. Undefined where two turns may have asked.
   *
   * @param library turn that an agent library names; then only that turn's, and its first call where none has asked
   *
   * Undefined too while another turn streams an answer that offers the tool: it may have asked for the same already.
   */
  toolCalled(tool: string, given: unknown, library?: string): SpanContext | undefined {
    const within = library === undefined ? undefined : this.#libraries.get(library);
    if (library !== undefined && within === undefined) return undefined;
    if (this.#pending.isEmpty) return within?.root; // Digests cost something.
    const wanted = argumentsKey(given);
    const pending =
      wanted === undefined ? undefined : this.#pending.take(tool, wanted, (turn) => this.#mayAsk(turn, tool, within));
    if (pending !== undefined) pending.turn.usedMs = this.#now();
    return pending?.span ?? within?.root;
  }

  #mayAsk(turn: Turn, tool: string, within: Turn | undefined): boolean {
    if (within !== undefined) return turn === within;
    for (const other of this.#streaming)
      if (other.turn !== turn && other.offers.some((name) => namesTool(name, tool))) return false;
    return true;
  }

  #before(
    { continues, conversation }: ThreadRequest,
    upToAnswer: string,
    answer: ThreadMessage | undefined,
  ): { readonly turn: Turn; readonly live: boolean } | undefined {
    const found = (index: BoundedIndex<Turn>, key: string | undefined) => {
      const turn = key === undefined ? undefined : index.get(key);
      return turn === undefined ? undefined : { turn, live: index.live(key ?? '') !== undefined };
    };
    if (answer === undefined) return found(this.#responses, continues) ?? found(this.#conversations, conversation);
    return found(this.#answers, upToAnswer) ?? (hasIds(answer) ? found(this.#replies, messageKey(answer)) : undefined);
  }
}

function hasIds({ calls = [] }: ThreadMessage): boolean {
  return calls.some(({ id }: ToolRequest) => id !== undefined && id !== '');
}
