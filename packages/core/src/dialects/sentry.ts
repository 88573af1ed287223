import {
  ATTR_ERROR_TYPE,
  ATTR_NETWORK_PROTOCOL_NAME,
  ATTR_NETWORK_TRANSPORT,
} from '@opentelemetry/semantic-conventions';
import * as semconv from '../vocabulary/semconv.ts';
import { idText, jsonText, list, listJson, oneOf, text, textList, to } from './conversions.ts';
import type { Dialect, ForeignSpan } from './dialect.ts';
import { messagesOf, textPart, toolCalls } from './messages.ts';

/** Sentry for JavaScript, 10 and 11 (`@sentry/conventions` tells the replacements of its older names itself). */
export const sentry: Dialect = {
  name: 'sentry',
  marks: [
    'sentry.op',
    'sentry.origin',
    'mcp.tool.result.',
    'mcp.transport',
    'gen_ai.response.text',
    'gen_ai.request.available_tools',
  ],
  renames: {
    'mcp.request.id': to(semconv.ATTR_JSONRPC_REQUEST_ID, idText),
    'mcp.tool.name': to(semconv.ATTR_GEN_AI_TOOL_NAME, text),
    'mcp.prompt.name': to(semconv.ATTR_GEN_AI_PROMPT_NAME, text),
    'mcp.tool.result.is_error': to(ATTR_ERROR_TYPE, (value) =>
      value === true ? semconv.ERROR_TYPE_TOOL_ERROR : undefined,
    ),
    'mcp.tool.result.content': to(semconv.ATTR_GEN_AI_TOOL_CALL_RESULT, jsonText),
    'mcp.transport': [
      to(ATTR_NETWORK_TRANSPORT, transport('tcp', 'pipe')),
      to(ATTR_NETWORK_PROTOCOL_NAME, transport('http', undefined)),
    ],
    'gen_ai.request.available_tools': to(semconv.ATTR_GEN_AI_TOOL_DEFINITIONS, jsonText),
    'gen_ai.request.messages': to(semconv.ATTR_GEN_AI_INPUT_MESSAGES, (value) => listJson(messagesOf(value))),
    'gen_ai.request.encoding_format': to(semconv.ATTR_GEN_AI_REQUEST_ENCODING_FORMATS, textList),
    'gen_ai.response.streaming': to(semconv.ATTR_GEN_AI_REQUEST_STREAM, (value) => (value === true ? true : undefined)),
    'gen_ai.tool.input': to(semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS, jsonText),
    'gen_ai.tool.output': to(semconv.ATTR_GEN_AI_TOOL_CALL_RESULT, jsonText),
  },
  derive: ({ attributes }: ForeignSpan) => ({
    [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: answered(attributes),
  }),
  content: {
    'mcp.tool.result.content': ['results'],
    'mcp.prompt.result.': ['results'],
    'mcp.logging.': ['results'],
    'gen_ai.request.available_tools': ['prompts'],
    'gen_ai.request.messages': ['prompts'],
    'gen_ai.response.text': ['completions'],
    'gen_ai.response.tool_calls': ['completions'],
    'gen_ai.embeddings.input': ['prompts'],
    'gen_ai.tool.input': ['arguments'],
    'gen_ai.tool.output': ['results'],
    'gen_ai.tool.message': ['results'],
  },
};

/** The attribute holds the name of the transport's class. */
function transport(http: string, stdio: string | undefined): (value: unknown) => string | undefined {
  const choose = oneOf({ http, stdio: stdio ?? '' });
  return (value) => {
    const kind =
      typeof value !== 'string' ? '' : /stdio/i.test(value) ? 'stdio' : /http|sse/i.test(value) ? 'http' : '';
    const chosen = choose(kind);
    return typeof chosen === 'string' && chosen !== '' ? chosen : undefined;
  };
}

/** A text, or a list of texts with one for each choice; and the calls of tools. */
function answered(attributes: ForeignSpan['attributes']): ReturnType<typeof listJson> {
  const { 'gen_ai.response.text': said, 'gen_ai.response.tool_calls': calls } = attributes;
  const texts = typeof said === 'string' && said.startsWith('[') ? list(said) : [said];
  const parts = [
    ...texts.filter((item): item is string => typeof item === 'string' && item !== '').map(textPart),
    ...toolCalls(calls),
  ];
  return listJson(parts.length === 0 ? [] : [{ role: 'assistant', parts }]);
}
