import { createHash } from 'node:crypto';
import { argumentsKey } from '../../turns/thread.ts';
import type { BlockClass, BlockFacts } from '../facts.ts';
import type { PromptBlock } from '../request.ts';
import type { Steps } from './steps.ts';

/** A block of a session, known by its text and place. */
export interface Block {
  readonly id: number;
  readonly facts: BlockFacts;
  /** Tokens of its text by our own count. */
  readonly estimate: number;
  /** As the provider has counted it, when it was an answer of the model. */
  readonly known: { readonly model: string; readonly tokens: number } | undefined;
  readonly callId: string | undefined;
  /** Newest thread that has had it. */
  thread: number;
}

/** Words from which on a text is found again for certain. */
export const LONG_WORDS = 12;

/** The blocks, texts, tools and tool calls of a session, each by its ordinal. */
export class Blocks {
  readonly all: Block[] = [];
  readonly #byKey = new Map<string, Block>();
  readonly #texts = new Map<string, number>();
  readonly #tools = new Map<string, number>();
  readonly #groups = new Map<string, number>();
  readonly #callGroups = new Map<string, number>();
  readonly #calledNames = new Set<string>();
  readonly #calledTools = new Set<number>();
  #told = 0;

  /** Memory that it takes, in bytes. */
  get bytes(): number {
    return this.all.length * 400 + (this.#callGroups.size + this.#groups.size + this.#tools.size) * 100;
  }

  get(key: string): Block | undefined {
    return this.#byKey.get(key);
  }

  /** The keys of blocks, the same for the same block in every request; a second copy in one request has its own. */
  *keysOf(blocks: readonly PromptBlock[]): Steps<readonly string[]> {
    const copies = new Map<string, number>();
    const keys: string[] = [];
    let characters = 0;
    for (const block of blocks) {
      const key = keyOf(block);
      const copy = copies.get(key) ?? 0;
      copies.set(key, copy + 1);
      keys.push(copy === 0 ? key : `${key}#${copy}`);
      characters += block.text.length;
      if (characters < STEP_CHARACTERS) continue;
      characters = 0;
      yield;
    }
    return keys;
  }

  add(key: string, block: Omit<Block, 'id' | 'thread'>, thread: number): Block {
    const { facts, estimate, known, callId } = block; // One shape for all: a session has many of them.
    const added = { id: this.all.length, facts, estimate, known, callId, thread };
    this.all.push(added);
    this.#byKey.set(key, added);
    return added;
  }

  /** The block that stands for whatever nobody has seen. */
  unseen(): Block {
    const known = this.#byKey.get(UNSEEN);
    return (
      known ??
      this.add(UNSEEN, { facts: { class: 'unseen', text: -1 }, estimate: 0, known: undefined, callId: undefined }, -1)
    );
  }

  /** Ordinal of a text. */
  text(key: string): number {
    return ordinal(this.#texts, key.slice(0, DIGEST_LENGTH));
  }

  /** Ordinal of a tool that is defined. */
  tool(name: string): number {
    return ordinal(this.#tools, name);
  }

  /** Blocks that have not been told of yet. */
  untold(): { readonly blocks: readonly BlockFacts[]; readonly born: number } {
    const born = this.#told;
    this.#told = this.all.length;
    return { blocks: this.all.slice(born).map(({ facts }) => facts), born };
  }

  /** Ordinals of the tools that are defined, have been called, and have not been told to have been. */
  newlyCalled(): readonly number[] {
    const found = [...this.#calledNames].map((name) => this.#tools.get(name)).filter((tool) => tool !== undefined);
    const fresh = found.filter((tool) => !this.#calledTools.has(tool));
    for (const tool of fresh) this.#calledTools.add(tool);
    return fresh;
  }

  /** The assistant asks for tools: their results belong to the tool with these arguments. */
  asked({ calls = [] }: PromptBlock): void {
    for (const { id, name, arguments: given } of calls) {
      if (this.#calledNames.size < MAX_NAMES) this.#calledNames.add(name);
      const key = argumentsKey(given);
      if (id === undefined || key === undefined || this.#callGroups.has(id)) continue;
      this.#callGroups.set(id, ordinal(this.#groups, `${key}${name}`));
    }
  }

  /** Ordinal of the tool with these arguments that a call was of. */
  groupOf(callId: string | undefined): number | undefined {
    return callId === undefined ? undefined : this.#callGroups.get(callId);
  }
}

/** Characters that are digested in one step. */
const STEP_CHARACTERS = 256 * 1024;
const UNSEEN = 'unseen';
/** A model may make names up. */
const MAX_NAMES = 4_096;
/** Characters of a digest: that of the text stands first in a key. */
const DIGEST_LENGTH = 16;

function keyOf({ class: kind, text, name = '', callId = '', isError = false, calls = [] }: PromptBlock): string {
  const asked = calls.map(({ id = '', name: tool }) => `${id}:${tool}`).join();
  return `${digest(text)}${kind} ${callId} ${kind === 'tool_def' ? name : ''} ${isError ? '!' : ''}${asked}`;
}

/** Compared within this process only. */
function digest(text: string): string {
  return createHash('sha1').update(text).digest('binary').slice(0, DIGEST_LENGTH);
}

function ordinal(known: Map<string, number>, key: string): number {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, known.size);
  return known.size - 1;
}

/** What a block is to the ledger: whatever conversation it is in. */
export function isMessage(kind: BlockClass): boolean {
  return kind !== 'tool_def' && kind !== 'system' && kind !== 'unseen';
}
