import { readFileSync } from 'node:fs';
import { readOwnPrices, slot, type HashSettings, type OwnPrice, type Variables } from '@mcp-otel/core';
import { hashKey } from './prompt/hash-key.ts';

/** What the operator may choose about model calls. */
export interface ModelSettings {
  /** Read, and made if need be, with the first prompt. */
  readonly hash: () => HashSettings;
  readonly ownPrices: readonly OwnPrice[];
}

/** Reads what the operator has set. */
export function modelSettings(variables: Variables, warn: (sentence: string) => void): ModelSettings {
  const kind = variables.choice('MCP_OTEL_HASH') as HashSettings['kind']; // The table holds it to these.
  const normalization = variables.choice('MCP_OTEL_PROMPT_NORMALIZATION') as HashSettings['normalization'];
  let settings: HashSettings | undefined;
  const key = (): string => (kind === 'hmac' ? hashKey(variables.text('MCP_OTEL_HASH_KEY'), warn) : '');
  return {
    hash: () => (settings ??= { kind, normalization, key: key() }),
    ownPrices: ownPrices(variables, warn),
  };
}

/** Prices of the user's own, read once; what is wrong with their file is said then. */
export function ownPrices(variables: Variables, warn: (sentence: string) => void): readonly OwnPrice[] {
  return slot('own-prices', () => ownPricesIn(variables.text('MCP_OTEL_PRICES'), warn));
}

function ownPricesIn(file: string, warn: (sentence: string) => void): readonly OwnPrice[] {
  if (file === '') return [];
  try {
    return readOwnPrices(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warn(`MCP_OTEL_PRICES=${JSON.stringify(file)} is not usable: ${why.slice(0, 200)}; using list prices only`);
    return [];
  }
}
