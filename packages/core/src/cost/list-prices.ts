import type { Price, Prices } from './price.ts';

/** The part of `@pydantic/genai-prices` (0.1) that is used: a model and its prices. */
export interface ListedModel {
  readonly id: string;
  readonly prices: ListedPrices | readonly ListedPeriod[];
}

/** Prices of a period; the last whose constraint holds counts. */
export interface ListedPeriod {
  readonly constraint?: {
    readonly type: string;
    readonly start_date?: string;
    readonly start_time?: string;
    readonly end_time?: string;
  };
  readonly prices: ListedPrices;
}

export type ListedPrices = Readonly<Record<string, ListedPrice | undefined>>;
type ListedPrice = number | { readonly base: number; readonly tiers: readonly { start: number; price: number }[] };

const keys = {
  input: 'input_mtok',
  output: 'output_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  cacheWrite1h: 'cache_write_1h_mtok',
  reasoning: 'output_reasoning_mtok',
  audioInput: 'input_audio_mtok',
  audioOutput: 'output_audio_mtok',
  requests: 'requests_kcount',
} as const satisfies Record<keyof Prices, string>;

/** Prices of a listed model at a time, which may be long ago. */
export function pricesAt({ prices }: ListedModel, atMs: number): Prices {
  const periods = isPeriods(prices) ? prices : [{ prices }];
  const period = periods.findLast((each) => holds(each, atMs)) ?? periods[0];
  const listed = period?.prices ?? {};
  return Object.fromEntries(Object.entries(keys).map(([part, key]) => [part, priceOf(listed[key])]));
}

function isPeriods(prices: ListedModel['prices']): prices is readonly ListedPeriod[] {
  return Array.isArray(prices);
}

function holds({ constraint }: ListedPeriod, atMs: number): boolean {
  if (constraint === undefined) return true;
  const { start_date: date, start_time: start, end_time: end } = constraint;
  if (date !== undefined) return atMs >= Date.parse(date);
  if (start === undefined || end === undefined) return false;
  const second = (atMs % DAY_MS) / 1000;
  const [from, to] = [secondOfDay(start), secondOfDay(end)];
  return to < from ? second >= from || second < to : second >= from && second < to;
}

const DAY_MS = 86_400_000;

function secondOfDay(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.slice(0, 8).split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

function priceOf(listed: ListedPrice | undefined): Price | undefined {
  if (listed === undefined || typeof listed === 'number') return listed;
  return { base: listed.base, tiers: listed.tiers.map(({ start, price }) => ({ above: start, price })) };
}
