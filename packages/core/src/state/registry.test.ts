import { afterEach, describe, expect, test, vi } from 'vitest';

const KEY = Symbol.for('mcp-otel/1');

afterEach(() => vi.resetModules());

describe('the state of a process', () => {
  test('is shared by two copies of the code', async () => {
    const first = await import('./registry.ts');
    vi.resetModules();
    const second = await import('./registry.ts');
    expect(second.slot).not.toBe(first.slot);
    const made = first.slot('test-shared', () => ({ by: 'first' }));
    expect(second.slot('test-shared', () => ({ by: 'second' }))).toBe(made);
  });
  test('is invisible to whoever lists the globals', async () => {
    const { slot } = await import('./registry.ts');
    slot('test-hidden', () => 1);
    expect(Object.getOwnPropertyDescriptor(globalThis, KEY)?.enumerable).toBe(false);
  });
  test('of a copy with another layout is left alone', async () => {
    const { canShareState, slot } = await import('./registry.ts');
    slot('test-mine', () => 1);
    const registry = (globalThis as { [KEY]?: object })[KEY];
    const descriptor = Object.getOwnPropertyDescriptor(registry ?? {}, 'layout') ?? {};
    Object.defineProperty(registry, 'layout', { ...descriptor, value: 99 });
    vi.resetModules();
    const other = await import('./registry.ts');
    try {
      expect(canShareState()).toEqual({ ok: false, owner: '0.1.0' });
      expect(() => other.slot('test-other', () => 1)).toThrow(/stands aside/);
    } finally {
      Object.defineProperty(registry, 'layout', descriptor);
    }
  });
});
