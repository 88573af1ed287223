import { slot, type Variables } from '@mcp-otel/core';

const wish = (): { keep: boolean } => slot('native-spans', () => ({ keep: false }));

/** What the operator wants of MCP spans that libraries make themselves (`MCP_OTEL_NATIVE_SPANS`). */
export function readNativeSpans(variables: Variables): void {
  wish().keep = variables.choice('MCP_OTEL_NATIVE_SPANS') === 'keep';
}

/** Whether they stay, beside ours. */
export function keepsNativeSpans(): boolean {
  return wish().keep;
}
