import { events, type Answer, type Body } from './answers.ts';
import { wantedTool } from './openai.ts';

export const anthropicUsage = {
  input_tokens: 20,
  cache_creation_input_tokens: 30,
  cache_read_input_tokens: 50,
  cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 },
  output_tokens: 25,
  service_tier: 'standard',
};

export function anthropicAnswer(body: Body): Answer {
  const { model, messages, tools, stream } = body as {
    model: string;
    messages: readonly { content: unknown }[];
    tools?: unknown;
    stream?: boolean;
  };
  const last = messages.at(-1)?.content;
  const answered = Array.isArray(last) && (last as { type: string }[]).some(({ type }) => type === 'tool_result');
  const tool = wantedTool(tools, answered);
  const base = { id: `msg_${messages.length}`, type: 'message', role: 'assistant', model, stop_sequence: null };
  const use = { type: 'tool_use', id: `toolu_${messages.length}`, name: tool };
  const stop = tool ? 'tool_use' : 'end_turn';
  const content = tool ? [{ ...use, input: { city: 'Paris' } }] : [{ type: 'text', text: 'Hello there' }];
  if (stream !== true) return { whole: { ...base, content, stop_reason: stop, usage: anthropicUsage } };
  const deltas = tool
    ? ['{"city"', ':"Paris"}'].map((partial_json) => ({ type: 'input_json_delta', partial_json }))
    : ['Hello', ' there'].map((text) => ({ type: 'text_delta', text }));
  const named = (pieces: readonly { readonly type: string }[]): Answer => {
    const answer = events(pieces);
    if ('whole' in answer) return answer;
    return { ...answer, pieces: answer.pieces.map((piece, index) => `event: ${pieces[index]?.type}\n${piece}`) };
  };
  return named([
    {
      type: 'message_start',
      message: { ...base, content: [], stop_reason: null, usage: { ...anthropicUsage, output_tokens: 1 } },
    },
    { type: 'content_block_start', index: 0, content_block: tool ? { ...use, input: {} } : { type: 'text', text: '' } },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: 25 } },
    { type: 'message_stop' },
  ] as readonly { readonly type: string }[]);
}
