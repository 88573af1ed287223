import {
  defaultLedgerLimits,
  Ledger,
  type LedgerAnswer,
  type LedgerCall,
  type LedgerLimits,
  type OfferedUnit,
  type PromptBlock,
  type Settled,
} from '@mcp-otel/core';

/** A text without any phrase twice: about `words` tokens by `countWords`. */
export function text(name: string, words: number): string {
  return Array.from({ length: words }, (_, index) => `${name}${index * 31}`).join(' ');
}

/** Tokens in tests: the words of a text. */
export function countWords(source: string): number {
  const words = source.trim();
  return words === '' ? 0 : words.split(/\s+/).length;
}

/** What a chat interface adds to each message. */
export const FRAME = 4;

export const user = (source: string): PromptBlock => ({ class: 'user', text: source });
export const system = (source: string): PromptBlock => ({ class: 'system', text: source });
export const tool = (name: string): PromptBlock => ({ class: 'tool_def', text: text(`${name}_def`, 50), name });
export const result = (callId: string, source: string, more: Partial<PromptBlock> = {}): PromptBlock => ({
  class: 'tool_result',
  text: source,
  callId,
  ...more,
});
export const asks = (id: string, name: string, given: unknown = { id }, said = ''): PromptBlock => ({
  class: 'assistant',
  text: said,
  calls: [{ id, name, arguments: given }],
});
export const says = (source: string): PromptBlock => ({ class: 'assistant', text: source, calls: [] });

let spans = 0;
/** Id of a new span. */
export function newSpan(): string {
  spans += 1;
  return spans.toString(16).padStart(16, '0');
}

/** Tokens of a block as our model server would count them. */
export function tokensOf({ class: kind, text: source, calls = [] }: PromptBlock): number {
  const asked = calls.map(({ name, arguments: given }) => `${name} ${JSON.stringify(given)}`);
  const whole = [source, ...asked].filter((part) => part !== '').join('\n');
  return countWords(whole) + (kind === 'tool_def' ? 0 : FRAME);
}

interface Beginning {
  readonly session?: string;
  readonly model?: string;
  readonly continues?: string;
}

/** A ledger under test, with a clock that only the test moves. */
export class TestLedger {
  now = 0;
  readonly settled: Settled[] = [];
  readonly ledger: Ledger;

  constructor(limits: Partial<LedgerLimits> = {}) {
    this.ledger = new Ledger({
      key: { a: 7, b: 11 },
      now: () => this.now,
      settled: (session) => void this.settled.push(session),
      limits: { ...defaultLedgerLimits, ...limits },
    });
  }

  begin(blocks: readonly PromptBlock[], more: Beginning = {}): LedgerCall {
    const { session = 's', ...rest } = more;
    return this.ledger.begin(session, {
      span: newSpan(),
      blocks: () => blocks,
      model: 'm',
      chat: true,
      count: countWords,
      ...rest,
    });
  }

  /** A whole call, counted by its provider as it is. */
  ask(
    blocks: readonly PromptBlock[],
    reply?: PromptBlock,
    more: Partial<LedgerAnswer> & { readonly continues?: string } = {},
  ): LedgerCall {
    const { continues, ...answer } = more;
    const call = this.begin(blocks, { ...(continues !== undefined && { continues }) });
    this.ledger.end(call, {
      end: 'ok',
      input: blocks.reduce((sum, block) => sum + tokensOf(block), 0),
      output: reply === undefined ? 0 : tokensOf(reply) - FRAME,
      source: 'usage',
      reply,
      ...answer,
    });
    this.run();
    return call;
  }

  offer(source: string, more: Partial<OfferedUnit> = {}): void {
    const unit = { span: newSpan(), kind: 'tool_result', text: source, ...more } as const;
    this.ledger.offer('s', () => [unit], source.length);
    this.run();
  }

  run(): void {
    this.ledger.run(Number.POSITIVE_INFINITY);
  }
}
