import type { Prices } from './price.ts';

/** Prices that a user sets: the first that names the model counts, before any list. */
export interface OwnPrice {
  /** Model, exactly or with `*` for any text. */
  readonly model: RegExp;
  readonly provider: string | undefined;
  readonly prices: Prices;
}

const parts = {
  input: 'input',
  output: 'output',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  cache_write_1h: 'cacheWrite1h',
  reasoning: 'reasoning',
  audio_input: 'audioInput',
  audio_output: 'audioOutput',
} as const satisfies Record<string, keyof Prices>;

const price = {
  description: 'USD per million tokens',
  oneOf: [
    { type: 'number', minimum: 0 },
    {
      type: 'object',
      required: ['base', 'tiers'],
      additionalProperties: false,
      properties: {
        base: { type: 'number', minimum: 0 },
        tiers: {
          type: 'array',
          items: {
            type: 'object',
            required: ['above', 'price'],
            additionalProperties: false,
            properties: { above: { type: 'integer', minimum: 0 }, price: { type: 'number', minimum: 0 } },
          },
        },
      },
    },
  ],
} as const;

/** JSON Schema of the file that `MCP_OTEL_PRICES` names. */
export const ownPricesSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Prices of models for mcp-otel',
  type: 'object',
  required: ['prices'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    prices: {
      type: 'array',
      items: {
        type: 'object',
        required: ['model'],
        additionalProperties: false,
        properties: {
          model: { type: 'string', description: 'Model that the request or the answer names; * stands for any text' },
          provider: { type: 'string', description: 'gen_ai.provider.name; any provider if absent' },
          ...Object.fromEntries(Object.keys(parts).map((part) => [part, price])),
        },
      },
    },
  },
} as const;

/**
 * Reads a file of own prices.
 *
 * @param file parsed JSON
 * @throws TypeError that names the entry and what is wrong with it
 */
export function readOwnPrices(file: unknown): readonly OwnPrice[] {
  const list = recordOf(file)?.['prices'];
  if (!Array.isArray(list)) throw new TypeError('it needs a list "prices"');
  return (list as unknown[]).map((entry, index) => readEntry(entry, `prices[${index}]`));
}

function readEntry(value: unknown, where: string): OwnPrice {
  const entry = recordOf(value);
  if (entry === undefined) throw new TypeError(`${where} is no object`);
  const { model, provider } = entry;
  if (typeof model !== 'string' || model === '') throw new TypeError(`${where} needs a "model"`);
  if (provider !== undefined && typeof provider !== 'string') throw new TypeError(`${where}.provider is no text`);
  const known = Object.entries(entry).filter(([key]) => key !== 'model' && key !== 'provider');
  const prices = Object.fromEntries(
    known.map(([key, given]) => [partOf(key, where), readPrice(given, `${where}.${key}`)]),
  );
  return { model: patternOf(model), provider, prices };
}

function partOf(key: string, where: string): keyof Prices {
  if (Object.hasOwn(parts, key)) return parts[key as keyof typeof parts];
  throw new TypeError(`${where}.${key} is none of model, provider, ${Object.keys(parts).join(', ')}`);
}

function readPrice(value: unknown, where: string): NonNullable<Prices['input']> {
  if (isPrice(value)) return value;
  const { base, tiers } = recordOf(value) ?? {};
  if (!isPrice(base) || !Array.isArray(tiers))
    throw new TypeError(`${where} is no number from 0 on, in USD per million tokens`);
  return {
    base,
    tiers: (tiers as unknown[]).map((tier) => {
      const { above, price: given } = recordOf(tier) ?? {};
      if (!isPrice(above) || !isPrice(given)) throw new TypeError(`${where}.tiers needs numbers "above" and "price"`);
      return { above, price: given };
    }),
  };
}

function isPrice(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}

function patternOf(model: string): RegExp {
  const text = model.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  return new RegExp(`^${text.join('.*')}$`, 'i');
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}
