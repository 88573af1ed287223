import type { WireValue } from '@mcp-otel/pipeline';

/** An attribute as text; `unknown` when there is none or it is of another kind. */
export function textOf(value: WireValue | undefined): string {
  return typeof value === 'string' ? value : 'unknown';
}
