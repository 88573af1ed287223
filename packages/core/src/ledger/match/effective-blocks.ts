import { boundedJson } from '../../values/bounded-json.ts';
import type { LedgerRequest, PromptBlock } from '../request.ts';
import type { Steps } from './steps.ts';
import { isMessage } from './blocks.ts';

/** What a chat interface adds to each message, in tokens. */
export const FRAME_TOKENS = 4;
/** Longer texts are counted in pieces, in characters. */
const PIECE = 65_536;
const BOUNDS = { maxBytes: 256 * 1024, maxNodes: 20_000, maxDepth: 32 };

/** What a model reads of a request: where its provider's own summary stands for messages, none of these. */
export function effectiveBlocks(blocks: readonly PromptBlock[]): readonly PromptBlock[] {
  const last = blocks.findLastIndex(({ replacesBefore }) => replacesBefore === true);
  return last === -1 ? blocks : blocks.filter((block, index) => index >= last || !isMessage(block.class));
}

/** Tokens of a block by our own count; 0 for media, which no text explains. */
export function* estimateOf(
  { count, chat }: LedgerRequest,
  { class: kind, text, calls = [] }: PromptBlock,
): Steps<number> {
  if (kind === 'media') return 0;
  const asked = calls.map(({ name, arguments: given }) => `${name} ${boundedJson(given ?? {}, BOUNDS).text}`);
  const whole = [text, ...asked].filter((part) => part !== '').join('\n');
  let tokens = chat && kind !== 'tool_def' ? FRAME_TOKENS : 0;
  for (let at = 0; at < whole.length; at += PIECE) {
    if (at > 0) yield;
    tokens += count(whole.slice(at, at + PIECE));
  }
  return tokens;
}
