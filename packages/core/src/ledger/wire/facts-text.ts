import type {
  BindFacts,
  BlockClass,
  BlockFacts,
  CallEnding,
  CallFacts,
  Cause,
  Facts,
  UnitFacts,
  UnitKind,
} from '../facts.ts';
import type { TokensSource } from '../../models/usage.ts';

/** Names that are written as their places in these lists; only ever added to. */
const classes: readonly BlockClass[] = [
  'tool_def',
  'system',
  'user',
  'assistant',
  'tool_result',
  'summary',
  'media',
  'unseen',
];
const kinds: readonly UnitKind[] = ['tool_result', 'resource', 'prompt', 'sampling', 'context'];
const causes: readonly Cause[] = ['cut', 'altered', 'transformed'];
const endings: readonly CallEnding[] = ['ok', 'failed', 'refused'];
const sources: readonly TokensSource[] = ['usage', 'exact', 'calibrated', 'estimated'];

/** A record as JSON: short, because a span carries many. Blocks are lists: class, text, 1 for long and 2 for error, tool, group. */
export function factsText(facts: Facts): string {
  return 'call' in facts ? JSON.stringify({ ...facts, blocks: facts.blocks.map(blockList) }) : JSON.stringify(facts);
}

function blockList({ class: kind, text, long, error, tool = -1, group = -1 }: BlockFacts): readonly number[] {
  const flags = (long === true ? 1 : 0) + (error === true ? 2 : 0);
  const list = [classes.indexOf(kind), text, flags, tool, group];
  while (list.length > 2 && (list.at(-1) === -1 || (list.length === 3 && list[2] === 0))) list.pop();
  return list;
}

/**
 * Reads a list of records.
 *
 * @throws TypeError for what is no list of records: facts come over the wire
 */
export function readFacts(text: string): readonly Facts[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new TypeError('facts are no list');
  return (parsed as unknown[]).map(readRecord);
}

function readRecord(record: unknown): Facts {
  if (!isRecord(record)) throw new TypeError('a record of facts is no object');
  if ('call' in record) return callOf(record);
  if ('unit' in record) return unitOf(record);
  if ('bind' in record) return bindOf(record);
  if ('twin' in record) {
    const [inner = 0, outer = 0] = counts(record['twin']);
    return { twin: [inner, outer] };
  }
  return { ref: count(record['ref']) };
}

function callOf(record: Json): CallFacts {
  const { from, blind, chat, called, cleared, cacheRead, cacheWrite, price, folded } = record;
  const [uncached, read, written] = price === undefined ? [] : numbers(price);
  const blocks = Array.isArray(record['blocks']) ? (record['blocks'] as unknown[]) : [];
  const [ids, tokens] = [counts(record['ids']), counts(record['tokens'])];
  if (ids.length !== tokens.length) throw new TypeError('a call has not as many tokens as blocks');
  return {
    call: span(record['call']),
    thread: count(record['thread']),
    ...(from !== undefined && { from: count(from) }),
    end: oneOf(endings, record['end']),
    ...(blind === true && { blind: true }),
    input: count(record['input']),
    waste: count(record['waste']),
    source: oneOf(sources, record['source']),
    ...(chat === true && { chat: true }),
    keep: count(record['keep']),
    ids,
    tokens,
    blocks: blocks.map(blockOf),
    born: count(record['born']),
    ...(called !== undefined && { called: counts(called) }),
    ...(cleared !== undefined && { cleared: count(cleared) }),
    ...(cacheRead !== undefined && { cacheRead: count(cacheRead) }),
    ...(cacheWrite !== undefined && { cacheWrite: count(cacheWrite) }),
    ...(uncached !== undefined && read !== undefined && written !== undefined && { price: [uncached, read, written] }),
    ...(folded !== undefined && { folded: count(folded) }),
  };
}

function blockOf(list: unknown): BlockFacts {
  const [kind = -1, text = -1, flags = 0, tool = -1, group = -1] = numbers(list);
  return {
    class: oneOf(classes, classes[kind]),
    text,
    long: (flags & 1) === 1 ? true : undefined,
    tool: tool >= 0 ? tool : undefined,
    group: group >= 0 ? group : undefined,
    error: (flags & 2) === 2 ? true : undefined,
  };
}

function unitOf(record: Json): UnitFacts {
  const { thread, missing, corrupted, stub } = record;
  return {
    unit: count(record['unit']),
    span: span(record['span']),
    kind: oneOf(kinds, record['kind']),
    ...(thread !== undefined && { thread: count(thread) }),
    tokens: count(record['tokens']),
    ...(missing !== undefined && { missing: count(missing) }),
    ...(corrupted !== undefined && { corrupted: Math.min(1_000, count(corrupted)) }),
    ...(stub === true && { stub: true }),
  };
}

function bindOf(record: Json): BindFacts {
  const { cause, tokens } = record;
  return {
    bind: count(record['bind']),
    block: count(record['block']),
    share: Math.min(1_000, count(record['share'])),
    ...(cause !== undefined && { cause: oneOf(causes, cause) }),
    ...(tokens !== undefined && { tokens: count(tokens) }),
  };
}

type Json = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Ordinals are places in lists: one that is too large to be true must not make a list of that length. */
const MAX_COUNT = 2 ** 40;

function count(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT) return value;
  throw new TypeError('a number of facts is no whole number');
}

function counts(value: unknown): readonly number[] {
  return numbers(value).map(count);
}

function numbers(value: unknown): readonly number[] {
  if (!Array.isArray(value)) throw new TypeError('a part of facts is no list of numbers');
  return (value as unknown[]).map((each) => {
    if (typeof each === 'number' && Number.isFinite(each)) return each;
    throw new TypeError('a part of facts is no number');
  });
}

function span(value: unknown): string {
  if (typeof value === 'string' && /^[0-9a-f]{0,32}$/.test(value)) return value;
  throw new TypeError('facts name no span');
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value {
  const found = values.find((each) => each === value);
  if (found === undefined) throw new TypeError(`${JSON.stringify(value)} is none of ${values.join(', ')}`);
  return found;
}
