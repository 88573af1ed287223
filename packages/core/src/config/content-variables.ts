import type { VariableRow } from './variable-row.ts';

/** Variables that decide what of contents leaves the process, and how. */
export const contentVariables = {
  MCP_OTEL_CAPTURE: {
    type: 'enums',
    default: '',
    values: ['arguments', 'results', 'prompts', 'completions', 'resources', 'all', 'none'],
    hint: 'nothing is recorded',
    brief:
      'Kinds of content that spans may carry, free of secrets. Read at each call; it wins over `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`. A word that is not known records nothing.',
  },
  MCP_OTEL_REDACTION_RULES: {
    type: 'file',
    default: '',
    brief: 'JSON file with rules and keys of your own for what must not leave the process; see `redaction.md`.',
  },
  MCP_OTEL_DROP_SOURCE: {
    type: 'boolean',
    default: 'false',
    brief: 'Takes older and foreign names off spans of other instrumentations once they have current ones.',
  },
  MCP_OTEL_HASH: {
    type: 'enum',
    default: 'hmac',
    values: ['hmac', 'sha256', 'off'],
    brief: 'Digests of prompts: keyed, plain (whoever guesses the prompt can check it), or none.',
  },
  MCP_OTEL_HASH_KEY: {
    type: 'string',
    default: '',
    brief: 'Key of keyed digests, the same in a whole fleet; else each machine makes its own.',
  },
} as const satisfies Record<`MCP_OTEL_${string}`, VariableRow>;

/** The one that the GenAI convention has for the same. */
export const standardContentVariables = {
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: {
    type: 'enum',
    default: 'no_content',
    values: ['no_content', 'span_only', 'event_only', 'span_and_event', 'true', 'false'],
    brief:
      'Whether spans may carry arguments, results, prompts and completions, free of secrets: `span_only`, `span_and_event` or `true`. Read at each call.',
  },
} as const satisfies Record<`OTEL_${string}`, VariableRow>;
