import { describe, expect, test } from 'vitest';
import { eventOfCode, eventOfStatus } from './security-events.ts';

describe('a refusal on the wire', () => {
  test.each([
    [401, 'access_denied'],
    [403, 'access_denied'],
    [429, 'rate_limit'],
    [404, undefined],
    [402, undefined], // The beginning of a payment, not the end of a budget.
  ] as const)('HTTP %i is %s', (status, event) => {
    expect(eventOfStatus(status)).toBe(event);
  });
  test.each([
    [403, 'access_denied'],
    [429, 'rate_limit'],
    [-32_029, 'rate_limit'],
    [-32_000, undefined],
    [-32_001, undefined],
  ] as const)('JSON-RPC error %i is %s', (code, event) => {
    expect(eventOfCode(code)).toBe(event);
  });
});
