import { estimateTokens } from '@mcp-otel/core';
import { expect, test } from 'vitest';
import { createBreaker, ownLedgerCode } from '../seam/breaker.ts';
import { ProcessLedger } from './process-ledger.ts';

test('once five errors have switched the ledger off it takes no more work, and asks for no more time', () => {
  const said: string[] = [];
  const immediates: (() => void)[] = [];
  const timers = {
    setTimeout: (): NodeJS.Timeout => setTimeout(() => undefined, 0),
    setImmediate: (run: () => void): NodeJS.Immediate => {
      immediates.push(run);
      return setImmediate(() => undefined);
    },
  };
  const breaker = createBreaker((sentence) => said.push(sentence), performance.now.bind(performance), ownLedgerCode);
  const parts = {
    now: performance.now.bind(performance),
    idleMs: 60_000,
    isOn: () => true,
    breaker,
    settled: () => undefined,
  };
  const books = new ProcessLedger(parts);
  const request = {
    span: '00f067aa0ba902b7',
    trace: undefined,
    blocks: () => {
      throw new Error('broken');
    },
    model: 'openai gpt-5-mini',
    chat: true,
    continues: undefined,
    conversation: undefined,
    count: estimateTokens,
  };
  const calls = Array.from({ length: 12 }, () => books.begin('session', request, timers));
  for (let turn = 0; turn < 20; turn += 1) immediates.shift()?.();
  expect(said.at(-1)).toBe(ownLedgerCode.off);
  expect(immediates).toEqual([]);
  expect(calls.every((call) => call !== undefined)).toBe(true);
  expect(books.begin('session', request, timers)).toBeUndefined();
});
