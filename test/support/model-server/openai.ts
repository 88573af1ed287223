import { events, type Answer, type Body } from './answers.ts';

export const chatUsage = {
  prompt_tokens: 120,
  completion_tokens: 40,
  total_tokens: 160,
  prompt_tokens_details: { cached_tokens: 64, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 16, audio_tokens: 0 },
};
export const responsesUsage = {
  input_tokens: 130,
  input_tokens_details: { cached_tokens: 96 },
  output_tokens: 44,
  output_tokens_details: { reasoning_tokens: 20 },
  total_tokens: 174,
};
const WORDS = ['Hel', 'lo ', 'there'];

/** A model with tools asks for the first of them, once. */
export function wantedTool(tools: unknown, answered: boolean): string | undefined {
  if (!Array.isArray(tools) || tools.length === 0 || answered) return undefined;
  const [tool] = tools as { name?: string; function?: { name: string } }[];
  return tool?.function?.name ?? tool?.name;
}

export function chatAnswer(body: Body): Answer {
  const {
    model,
    messages,
    tools,
    stream,
    stream_options: options,
  } = body as {
    model: string;
    messages: readonly { role: string }[];
    tools?: unknown;
    stream?: boolean;
    stream_options?: { include_usage?: boolean };
  };
  const tool = wantedTool(tools, messages.at(-1)?.role === 'tool');
  const base = {
    id: `chatcmpl-${messages.length}`,
    created: 1,
    model: `${model}-2026-08-06`,
    service_tier: 'default',
    system_fingerprint: 'fp',
  };
  const call = {
    id: `call_${messages.length}`,
    type: 'function',
    function: { name: tool, arguments: '{"city":"Paris"}' },
  };
  const message = {
    role: 'assistant',
    refusal: null,
    content: tool ? null : WORDS.join(''),
    ...(tool && { tool_calls: [call] }),
  };
  const reason = tool ? 'tool_calls' : 'stop';
  if (stream !== true) {
    const choices = [{ index: 0, finish_reason: reason, logprobs: null, message }];
    return { whole: { ...base, object: 'chat.completion', choices, usage: chatUsage } };
  }
  const piece = (delta: object, finish_reason: string | null = null): object => ({
    ...base,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason }],
  });
  const deltas = tool
    ? [
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ ...call, index: 0, function: { name: tool, arguments: '' } }],
        },
        ...['{"ci', 'ty":"Pa', 'ris"}'].map((part) => ({ tool_calls: [{ index: 0, function: { arguments: part } }] })),
      ]
    : [{ role: 'assistant', content: '' }, ...WORDS.map((content) => ({ content }))];
  const usage =
    options?.include_usage === true
      ? [{ ...base, object: 'chat.completion.chunk', choices: [], usage: chatUsage }]
      : [];
  return events([...deltas.map((delta) => piece(delta)), piece({}, reason), ...usage], ['[DONE]']);
}

export function completionsAnswer({ model, stream }: Body): Answer {
  const base = { id: 'cmpl-1', object: 'text_completion', created: 1, model };
  const choice = (text: string, finish_reason: string | null): object => ({
    index: 0,
    text,
    logprobs: null,
    finish_reason,
  });
  if (stream !== true) return { whole: { ...base, choices: [choice('Hello', 'stop')], usage: chatUsage } };
  return events(
    [
      { ...base, choices: [choice('Hel', null)] },
      { ...base, choices: [choice('lo', 'stop')] },
    ],
    ['[DONE]'],
  );
}

export function responsesAnswer(body: Body): Answer {
  const { model, input, tools, stream } = body as { model: string; input: unknown; tools?: unknown; stream?: boolean };
  const items = Array.isArray(input) ? (input as { type?: string }[]) : [];
  const tool = wantedTool(tools, items.at(-1)?.type === 'function_call_output');
  const output = tool
    ? [
        {
          type: 'function_call',
          id: 'fc_1',
          call_id: `call_${items.length}`,
          name: tool,
          arguments: '{"city":"Paris"}',
          status: 'completed',
        },
      ]
    : [
        {
          type: 'message',
          id: 'msg_1',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: WORDS.join(''), annotations: [], logprobs: [] }],
        },
      ];
  const response = {
    id: `resp_${items.length}`,
    object: 'response',
    created_at: 1,
    status: 'completed',
    model: `${model}-2026-08-06`,
    output,
    usage: responsesUsage,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
  };
  if (stream !== true) return { whole: response };
  const [item] = output;
  const inner = tool
    ? [
        {
          type: 'response.function_call_arguments.done',
          item_id: 'fc_1',
          output_index: 0,
          arguments: '{"city":"Paris"}',
        },
      ]
    : [
        {
          type: 'response.content_part.added',
          item_id: 'msg_1',
          output_index: 0,
          content_index: 0,
          part: { type: 'output_text', text: '', annotations: [] },
        },
        ...WORDS.map((delta) => ({
          type: 'response.output_text.delta',
          item_id: 'msg_1',
          output_index: 0,
          content_index: 0,
          delta,
          logprobs: [],
        })),
      ];
  return events([
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
    { type: 'response.output_item.added', output_index: 0, item: { ...item, content: [], arguments: '' } },
    ...inner,
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response },
  ]);
}

export function embeddingsAnswer({ model, encoding_format: format }: Body): Answer {
  const vector = [0.5, 0.25];
  const embedding = format === 'base64' ? Buffer.from(new Float32Array(vector).buffer).toString('base64') : vector;
  const usage = { prompt_tokens: 7, total_tokens: 7 };
  return { whole: { object: 'list', id: 'emb_1', model, data: [{ object: 'embedding', index: 0, embedding }], usage } };
}
