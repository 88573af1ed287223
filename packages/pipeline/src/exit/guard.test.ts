import { expect, test } from 'vitest';
import type { Clock } from '../clock.ts';
import { createGuard } from './guard.ts';

const SHUTDOWN_MS = 2_000;

/** A clock whose timers ring at once, and have then waited as long as they should, less the given time. */
function clockWithTimersEarlyBy(earlyMs: number): Clock {
  let nowMs = 0.4;
  const ring = ((run: () => void, ms: number) => {
    nowMs += ms - earlyMs;
    return setImmediate(run);
  }) as unknown as typeof setTimeout;
  return { setTimeout: ring, clearTimeout: () => undefined, setImmediate, now: () => nowMs, epoch: Date.now };
}

/** What is left of the budget, in milliseconds, after a flush that never comes back. */
async function leftAfterHangingFlush(earlyMs: number): Promise<number | undefined> {
  const guard = createGuard(clockWithTimersEarlyBy(earlyMs));
  let leftMs: number | undefined;
  const flushSync = (deadlineMs: number): void => void (leftMs = deadlineMs);
  const hanging = { flush: () => new Promise<void>(() => undefined), flushSync, rescueSync: () => undefined };
  guard.add(hanging, { shutdownMs: SHUTDOWN_MS, onEnd: () => undefined });
  await guard.flush();
  guard.flushSync();
  return leftMs;
}

test.each([0, 0.3, 0.9, 1.7])(
  'a budget that was waited out is used up, though the timer was early by %f ms',
  async (earlyMs) => {
    expect(await leftAfterHangingFlush(earlyMs)).toBe(0);
  },
);

test('what a flush has not used is left for the exit event', async () => {
  expect(await leftAfterHangingFlush(500)).toBeCloseTo(500);
});
