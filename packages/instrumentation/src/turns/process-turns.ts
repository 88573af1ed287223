import { slot, TurnTracker } from '@mcp-otel/core';

/** The turns of this process: what a model asks for is called over the MCP seam. */
export function processTurns(now: () => number): TurnTracker {
  return slot('turns', () => new TurnTracker(now));
}
