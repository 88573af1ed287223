import { createServer } from 'node:http';
import { once } from 'node:events';

/** A model that answers every request alike: it asks for the first tool that is offered, and then says one sentence. */
export async function startModel() {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    const pieces = answerTo(new URL(request.url, 'http://model').pathname, body);
    if (body.stream !== true) return sendJson(response, pieces.whole);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    return response.end(pieces.stream.map(asEvent).join(''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function answerTo(path, body) {
  if (path.endsWith('/chat/completions')) return chat(body);
  if (path.endsWith('/messages')) return messages(body);
  if (path.endsWith('/responses')) return responses(body);
  return { whole: embeddings, stream: [] };
}

function sendJson(response, value) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function asEvent(piece) {
  const name = typeof piece === 'object' && piece.type !== undefined ? `event: ${piece.type}\n` : '';
  return `${name}data: ${typeof piece === 'string' ? piece : JSON.stringify(piece)}\n\n`;
}

const text = 'It is 21 degrees in Oslo.';
const city = '{"city":"Oslo"}';

function chat({ tools, messages: given }) {
  const asks = tools?.length > 0 && !given.some(({ role }) => role === 'tool');
  const name = tools?.[0]?.function?.name;
  const call = { id: 'call_1', type: 'function', function: { name, arguments: city } };
  const message = asks
    ? { role: 'assistant', content: null, tool_calls: [call] }
    : { role: 'assistant', content: text };
  const finish_reason = asks ? 'tool_calls' : 'stop';
  const usage = {
    prompt_tokens: 120,
    completion_tokens: 18,
    total_tokens: 138,
    prompt_tokens_details: { cached_tokens: 64 },
    completion_tokens_details: { reasoning_tokens: 5 },
  };
  const head = { id: 'chatcmpl-1', created: 1_790_000_000, model: 'gpt-5-mini-2026-08-07', system_fingerprint: 'fp_1' };
  const delta = asks ? { role: 'assistant', tool_calls: [{ index: 0, ...call }] } : message;
  const piece = (choices, rest = {}) => ({ ...head, object: 'chat.completion.chunk', choices, ...rest });
  return {
    whole: { ...head, object: 'chat.completion', choices: [{ index: 0, message, finish_reason }], usage },
    stream: [
      piece([{ index: 0, delta }]),
      piece([{ index: 0, delta: {}, finish_reason }]),
      piece([], { usage }),
      '[DONE]',
    ],
  };
}

function messages({ tools, messages: given }) {
  const asks = tools?.length > 0 && !JSON.stringify(given).includes('tool_result');
  const block = asks
    ? { type: 'tool_use', id: 'toolu_1', name: tools[0].name, input: JSON.parse(city) }
    : { type: 'text', text };
  const usage = { input_tokens: 40, cache_read_input_tokens: 64, cache_creation_input_tokens: 16, output_tokens: 18 };
  const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-5-20260801' };
  const stop_reason = asks ? 'tool_use' : 'end_turn';
  const delta = asks ? { type: 'input_json_delta', partial_json: city } : { type: 'text_delta', text };
  return {
    whole: { ...head, content: [block], stop_reason, stop_sequence: null, usage },
    stream: [
      {
        type: 'message_start',
        message: { ...head, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
      },
      { type: 'content_block_start', index: 0, content_block: asks ? { ...block, input: {} } : { ...block, text: '' } },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 18 } },
      { type: 'message_stop' },
    ],
  };
}

function responses({ tools, input }) {
  const asks = tools?.length > 0 && !JSON.stringify(input).includes('function_call_output');
  const item = asks
    ? {
        type: 'function_call',
        id: 'fc_1',
        call_id: 'call_1',
        name: tools[0].name,
        arguments: city,
        status: 'completed',
      }
    : {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      };
  const usage = {
    input_tokens: 120,
    input_tokens_details: { cached_tokens: 64 },
    output_tokens: 18,
    output_tokens_details: { reasoning_tokens: 5 },
    total_tokens: 138,
  };
  const whole = {
    id: 'resp_1',
    object: 'response',
    created_at: 1_790_000_000,
    status: 'completed',
    model: 'gpt-5-mini-2026-08-07',
    output: [item],
    usage,
  };
  return { whole, stream: [{ type: 'response.completed', sequence_number: 0, response: whole }] };
}

const embeddings = {
  object: 'list',
  data: [{ object: 'embedding', index: 0, embedding: [0.1, 0.2, 0.3] }],
  model: 'text-embedding-3-small',
  usage: { prompt_tokens: 9, total_tokens: 9 },
};
