// How each library is given the history of a session.
import Anthropic from '@anthropic-ai/sdk';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, jsonSchema, tool } from 'ai';
import OpenAI from 'openai';

const options = { apiKey: 'scripted', maxRetries: 0 };

/** @type {Record<string, (session: object) => Promise<unknown>>} */
export const libraries = {
  openai: async ({ provider, model, history, tools }) => {
    const client = new OpenAI({ ...options, baseURL: `${provider.url}/v1` });
    const messages = history.map(chatMessage);
    const definitions = tools.map(({ name, definition }) => ({ type: 'function', function: { name, ...definition } }));
    return quietly(() =>
      client.chat.completions.create({ model, messages, ...(definitions.length > 0 && { tools: definitions }) }),
    );
  },
  responses: async ({ provider, model, history, tools, from = 0, previous }) => {
    const client = new OpenAI({ ...options, baseURL: `${provider.url}/v1` });
    return client.responses.create({
      model,
      input: history.slice(from).flatMap(responseItems),
      tools: tools.map(({ name, definition }) => ({ type: 'function', name, ...definition })),
      ...(previous !== undefined && { previous_response_id: previous }),
    });
  },
  anthropic: async ({ provider, model, history, tools, stream, abort }) => {
    const client = new Anthropic({ ...options, baseURL: provider.url });
    const system = history.filter(({ role }) => role === 'system').map(({ text }) => text);
    const request = {
      model,
      max_tokens: 1_000,
      messages: anthropicMessages(history.filter(({ role }) => role !== 'system')),
      ...(system.length > 0 && { system: system.join('\n\n') }),
      tools: tools.map(({ name, definition: { description, parameters } }) => ({
        name,
        description,
        input_schema: parameters,
      })),
    };
    if (stream !== true) return client.messages.create(request);
    return quietly(async () => {
      for await (const event of await client.messages.create({ ...request, stream: true }))
        if (abort === true && event.type === 'content_block_delta') return;
    });
  },
  ai: async ({ provider, model, history, tools }) => {
    const openai = createOpenAI({ apiKey: 'scripted', baseURL: `${provider.url}/v1` });
    return generateText({
      model: openai.chat(model),
      maxRetries: 0,
      instructions:
        history
          .filter(({ role }) => role === 'system')
          .map(({ text }) => text)
          .join('\n\n') || undefined,
      messages: history.filter(({ role }) => role !== 'system').map(aiMessage),
      tools: Object.fromEntries(
        tools.map(({ name, definition: { description, parameters } }) => [
          name,
          tool({ description, inputSchema: jsonSchema(parameters) }),
        ]),
      ),
    });
  },
};

async function quietly(run) {
  try {
    return await run();
  } catch (error) {
    return error;
  }
}

function chatMessage({ role, text, calls = [], callId, image }) {
  if (role === 'tool') return { role, tool_call_id: callId, content: text };
  if (image !== undefined) return { role: 'user', content: [{ type: 'image_url', image_url: { url: image } }] };
  if (role !== 'assistant') return { role, content: text };
  const tool_calls = calls.map(({ id, name, args }) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }));
  return { role, content: text === '' ? null : text, ...(calls.length > 0 && { tool_calls }) };
}

function responseItems({ role, text, calls = [], callId }) {
  if (role === 'tool') return [{ type: 'function_call_output', call_id: callId, output: text }];
  const items = calls.map(({ id, name, args }) => ({
    type: 'function_call',
    call_id: id,
    name,
    arguments: JSON.stringify(args),
  }));
  return [...(text === '' ? [] : [{ role, content: text }]), ...items];
}

/** Results and what the user says next are one message. */
function anthropicMessages(history) {
  const messages = [];
  for (const piece of history) {
    const role = piece.role === 'assistant' ? 'assistant' : 'user';
    const last = messages.at(-1);
    const content = anthropicContent(piece);
    if (last?.role === role) last.content.push(...content);
    else messages.push({ role, content });
  }
  return messages;
}

function anthropicContent({ role, text, calls = [], callId, isError, compaction }) {
  if (role === 'tool')
    return [{ type: 'tool_result', tool_use_id: callId, content: text, ...(isError && { is_error: true }) }];
  return [
    ...(compaction === undefined ? [] : [{ type: 'compaction', content: compaction }]),
    ...(text === '' ? [] : [{ type: 'text', text }]),
    ...calls.map(({ id, name, args }) => ({ type: 'tool_use', id, name, input: args })),
  ];
}

function aiMessage({ role, text, calls = [], callId, name }) {
  if (role === 'tool')
    return {
      role,
      content: [{ type: 'tool-result', toolCallId: callId, toolName: name, output: { type: 'text', value: text } }],
    };
  if (role !== 'assistant') return { role, content: text };
  return {
    role,
    content: [
      ...(text === '' ? [] : [{ type: 'text', text }]),
      ...calls.map(({ id, name: toolName, args }) => ({ type: 'tool-call', toolCallId: id, toolName, input: args })),
    ],
  };
}
