import type { BlockClass } from '../facts.ts';
import { apportion } from './apportion.ts';

/** What no text can explain: something that we have not seen was in it, or is missing from it. */
const PLAUSIBLE = { min: 0.5, max: 2 } as const;
/** Of smaller requests the framing is more than the text. */
const MIN_JUDGED = 200;
/** Fewer new tokens tell more about the framing than about the tokenizer. */
const MIN_LEARNT = 100;

/** A block as it is weighed: its class, our estimate, and the tokens that it had in the request before. */
export interface Weighed {
  readonly class: BlockClass;
  readonly estimate: number;
  readonly before?: number | undefined;
  /** It was measured together with blocks that are gone: its share of that measure is an estimate. */
  readonly isLoose?: boolean;
}

/** Tokens of a request's blocks, and those that no block accounts for. */
export interface Divided {
  readonly tokens: readonly number[];
  readonly unseen: number;
  /** So few tokens cannot be what we have seen: which part the model was given is not known. */
  readonly blind: boolean;
  /** Tokens per estimated token of what was new; undefined where that tells nothing. */
  readonly scale: number | undefined;
}

/**
 * Divides the provider's total among the blocks of a request. What was measured before keeps its tokens, so that the rest of
 * the total is what the new blocks have; our estimates only divide that rest.
 *
 * @param total input tokens, a whole number
 * @param usual tokens per estimated token, as learnt from earlier calls of the model
 * @param hasUnseen whether a part of the request is with the provider and was never seen
 */
export function divide(total: number, blocks: readonly Weighed[], usual: number, hasUnseen: boolean): Divided {
  const media = blocks.filter((block) => block.class === 'media');
  if (media.length > 0) return withMedia(total, blocks, usual);
  const expected = expectedOf(blocks, usual);
  if (hasUnseen) return withUnseen(total, blocks, usual, expected);
  const judged = Math.max(total, expected) >= MIN_JUDGED;
  if (judged && total < expected * PLAUSIBLE.min) return { tokens: [], unseen: total, blind: true, scale: undefined };
  if (judged && total > expected * PLAUSIBLE.max && blocks.length > 0)
    return withUnseen(total, blocks, usual, expected);
  return plain(total, blocks, usual);
}

/** Tokens of blocks, as far as we know. */
export function expectedOf(blocks: readonly Weighed[], usual: number): number {
  return sum(blocks.map(({ before, estimate }) => before ?? estimate * usual));
}

function plain(total: number, blocks: readonly Weighed[], usual: number): Divided {
  if (blocks.length === 0) return { tokens: [], unseen: total, blind: false, scale: undefined };
  const firm = sum(blocks.map((block) => (isFirm(block) ? (block.before ?? 0) : 0)));
  const open = sum(blocks.map((block) => (isFirm(block) ? 0 : expectedOf([block], usual))));
  const measured = open > 0 ? (total - firm) / open : undefined;
  const isPlausible = measured !== undefined && measured >= PLAUSIBLE.min && measured <= PLAUSIBLE.max;
  const scale = isPlausible ? measured : 1;
  const weights = blocks.map((block) => expectedOf([block], usual) * (isFirm(block) ? 1 : scale));
  const tellsScale = isPlausible && open >= MIN_LEARNT && !blocks.some(({ isLoose }) => isLoose === true);
  return { tokens: apportion(total, weights), unseen: 0, blind: false, scale: tellsScale ? scale * usual : undefined };
}

function isFirm({ before, isLoose = false }: Weighed): boolean {
  return before !== undefined && !isLoose;
}

/** Text by the usual scale, the rest is the media. */
function withMedia(total: number, blocks: readonly Weighed[], usual: number): Divided {
  const texts = sum(blocks.map((block) => (block.class === 'media' ? 0 : (block.before ?? block.estimate * usual))));
  const known = sum(blocks.map((block) => (block.class === 'media' ? (block.before ?? 0) : 0)));
  const fresh = blocks.filter((block) => block.class === 'media' && block.before === undefined).length;
  const each = fresh === 0 ? 0 : Math.max(0, total - texts - known) / fresh;
  const weights = blocks.map((block) => block.before ?? (block.class === 'media' ? each : block.estimate * usual));
  return { tokens: apportion(total, weights), unseen: 0, blind: false, scale: undefined };
}

function withUnseen(total: number, blocks: readonly Weighed[], usual: number, expected: number): Divided {
  const seen = Math.min(total, Math.round(expected));
  const tokens = apportion(
    seen,
    blocks.map(({ before, estimate }) => before ?? estimate * usual),
  );
  return { tokens, unseen: total - seen, blind: false, scale: undefined };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
