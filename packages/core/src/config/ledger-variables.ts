import type { VariableRow } from './variable-row.ts';

/** Variables of the conservation ledger and of what is counted. */
export const ledgerVariables = {
  MCP_OTEL_LEDGER: {
    type: 'boolean',
    default: 'true',
    brief: 'Keeps the conservation ledger: what became of every token; see `ledger.md`. Nothing of it is content.',
  },
  MCP_OTEL_SESSION_IDLE_MS: {
    type: 'integer',
    default: '300000',
    min: 1_000,
    unit: 'millisecond',
    brief:
      'A session without a call for so long is over: its books are closed. What follows is a new accounting period.',
  },
  MCP_OTEL_STUBBED_TOOLS: {
    type: 'list',
    default: '',
    brief:
      'Tools whose results are meant to reach the model as a stub only, such as "saved to a file": that is no loss.',
  },
  MCP_OTEL_PAYLOAD_DIGEST: {
    type: 'boolean',
    default: 'false',
    brief:
      'Keyed digests of tool results on the spans of both sides, so that what is altered on the way shows. Both need the same `MCP_OTEL_HASH_KEY`, or the same machine.',
  },
  MCP_OTEL_METRICS: {
    type: 'enum',
    default: 'process',
    values: ['process', 'spans'],
    brief:
      'Who counts: this process, or whoever receives its spans (`mcp_otel.metrics.source` on the resource says so). With `spans` only the delivery law is counted here.',
  },
  MCP_OTEL_RECORD_UNSAMPLED: {
    type: 'boolean',
    default: 'true',
    brief:
      'Spans that are not sampled are recorded and counted as dropped, so that no sum depends on sampling; settlements are always sampled. `false` leaves both to the sampler.',
  },
} as const satisfies Record<`MCP_OTEL_${string}`, VariableRow>;
