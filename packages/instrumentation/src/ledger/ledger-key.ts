import { randomInt } from 'node:crypto';
import { hashKeyOf, slot, type HashKey } from '@mcp-otel/core';

/** The key of this run's fingerprints. Tests put theirs in before the first model is called. */
export function ledgerKey(): HashKey {
  return slot('ledger-key', () => hashKeyOf(() => randomInt(2 ** 32) / 2 ** 32));
}
