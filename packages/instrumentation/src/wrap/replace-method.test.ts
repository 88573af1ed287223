import { describe, expect, test } from 'vitest';
import { replaceMethod, wrapFunction } from './replace-method.ts';

describe('a wrapped function', () => {
  test('keeps name, length, own properties and this', () => {
    function send(this: unknown, _a: unknown, _b: unknown): unknown {
      return this;
    }
    const spied = Object.assign(send, { calls: [] });
    const wrapped = wrapFunction(spied, ({ proceed }) => proceed()) as typeof spied;
    expect([wrapped.name, wrapped.length, wrapped.calls]).toEqual(['send', 2, spied.calls]);
    const owner = {};
    expect(wrapped.call(owner, 1, 2)).toBe(owner);
  });
  test('passes on the very arguments it got, not one more', () => {
    const counts: number[] = [];
    const wrapped = wrapFunction(
      (...args: unknown[]) => counts.push(args.length),
      ({ proceed }) => proceed(),
    );
    wrapped(1);
    wrapped();
    wrapped(1, undefined);
    expect(counts).toEqual([1, 0, 2]);
  });
  test('throws what the original throws', () => {
    const error = new Error('mine');
    const wrapped = wrapFunction(
      () => {
        throw error;
      },
      ({ proceed }) => proceed(),
    );
    expect(wrapped).toThrow(error);
  });
});

describe('replaceMethod', () => {
  test('wraps once, and leaves inherited and missing methods alone', () => {
    class Base {
      hello(): string {
        return 'hello';
      }
    }
    class Derived extends Base {}
    let calls = 0;
    for (let times = 0; times < 2; times += 1) {
      replaceMethod(Base.prototype, 'hello', ({ proceed }) => {
        calls += 1;
        return proceed();
      });
      replaceMethod(Derived.prototype, 'hello', () => expect.unreachable());
      replaceMethod(Base.prototype, 'absent', () => expect.unreachable());
    }
    expect([new Derived().hello(), calls]).toEqual(['hello', 1]);
    expect(Object.keys(Base.prototype)).toEqual([]);
  });
});
