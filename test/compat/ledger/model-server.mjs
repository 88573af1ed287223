// A model server on loopback that answers what the script has told it to, in the words of OpenAI and Anthropic.
import { createServer } from 'node:http';

/** @returns {Promise<{ url: string, answers: Map<string, object>, close: () => void }>} answers by the model's name */
export async function startModelServer() {
  const answers = new Map();
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const answer = answers.get(body.model);
    answers.delete(body.model);
    await new Promise((resolve) => setTimeout(resolve, answer.delay ?? 0));
    const speak = request.url.endsWith('/messages') ? anthropic : request.url.endsWith('/responses') ? responses : chat;
    speak(response, body, answer);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    answers,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

let ids = 0;
const nextId = (prefix) => `${prefix}_${(ids += 1)}`;

function json(response, body, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function chat(response, body, { text, calls, input, output, cached = 0, finish, quiet, error }) {
  if (error) return json(response, { error: { message: 'no', type: 'server_error' } }, 500);
  const message = {
    role: 'assistant',
    content: text === '' ? null : text,
    ...(calls.length > 0 && {
      tool_calls: calls.map(({ id, name, args }) => ({
        id,
        type: 'function',
        function: { name, arguments: JSON.stringify(args) },
      })),
    }),
  };
  const reason = finish ?? (calls.length > 0 ? 'tool_calls' : 'stop');
  const usage = {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
  };
  json(response, {
    id: nextId('chatcmpl'),
    object: 'chat.completion',
    created: 1,
    model: body.model,
    choices: [{ index: 0, message, finish_reason: reason, logprobs: null }],
    ...(!quiet && { usage }),
  });
}

function responses(response, body, { text, calls, input, output }) {
  const items = calls.map(({ id, name, args }) => ({
    type: 'function_call',
    id: `fc_${id}`,
    call_id: id,
    name,
    arguments: JSON.stringify(args),
    status: 'completed',
  }));
  const said = { type: 'output_text', text, annotations: [] };
  json(response, {
    id: nextId('resp'),
    object: 'response',
    created_at: 1,
    status: 'completed',
    model: body.model,
    output: [
      ...(text === ''
        ? []
        : [{ type: 'message', id: nextId('msg'), role: 'assistant', status: 'completed', content: [said] }]),
      ...items,
    ],
    usage: {
      input_tokens: input,
      output_tokens: output,
      total_tokens: input + output,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    },
  });
}

function anthropic(response, body, answer) {
  if (body.stream) return anthropicStream(response, body, answer);
  const { text, calls, input, output, cached = 0, finish, cleared, compaction } = answer;
  json(response, {
    id: nextId('msg'),
    type: 'message',
    role: 'assistant',
    model: body.model,
    content: [
      ...(compaction === undefined ? [] : [{ type: 'compaction', content: compaction }]),
      ...(text === '' ? [] : [{ type: 'text', text }]),
      ...calls.map(({ id, name, args }) => ({ type: 'tool_use', id, name, input: args })),
    ],
    stop_reason: finish ?? (calls.length > 0 ? 'tool_use' : 'end_turn'),
    usage: { input_tokens: input - cached, output_tokens: output, cache_read_input_tokens: cached },
    ...(cleared !== undefined && {
      context_management: {
        applied_edits: [
          { type: 'clear_tool_uses_20250919', cleared_tool_uses: cleared.uses, cleared_input_tokens: cleared.tokens },
        ],
      },
    }),
  });
}

/** A stream that breaks off: by itself with an error, or because the client has had enough. */
function anthropicStream(response, body, { text, input, output, error }) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (type, more) => response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  send('message_start', {
    message: {
      id: nextId('msg'),
      type: 'message',
      role: 'assistant',
      model: body.model,
      content: [],
      stop_reason: null,
      usage: { input_tokens: input, output_tokens: output },
    },
  });
  send('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
  send('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
  if (!error) return; // The client breaks it off.
  send('error', { error: { type: 'overloaded_error', message: 'Overloaded' } });
  response.end();
}
