import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { estimateTokens } from '@mcp-otel/core';
import type { ScriptedCall, ScriptedRequest } from './story.ts';

/** A model server on loopback that speaks OpenAI's chat completions and follows a script. */
export interface ModelServer {
  /** For `OPENAI_BASE_URL`. */
  readonly url: string;
  close(): void;
}

interface ChatMessage {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_calls?: unknown;
}

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly object[];
}

const LATENCY_MS = 40;

/** @param notes folder that stands for `$NOTES` in the script */
export async function startModelServer(story: readonly ScriptedRequest[], notes: string): Promise<ModelServer> {
  const server = createServer((request, response) => {
    void complete(story, notes, request).then((body) => reply(response, body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function complete(story: readonly ScriptedRequest[], notes: string, request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const chat = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
  await new Promise((resolve) => void setTimeout(resolve, LATENCY_MS));
  return completion(chat, nextMessage(story, notes, chat.messages));
}

/** The script's next step after the last user message: tool calls, or the answer. */
function nextMessage(story: readonly ScriptedRequest[], notes: string, messages: readonly ChatMessage[]): object {
  const [system] = messages;
  if (String(system?.content).includes('payment risk')) return { role: 'assistant', content: assessment(messages) };
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  const scripted = story.find(({ user }) => user === messages[asked]?.content);
  if (scripted === undefined) return { role: 'assistant', content: 'Forty-two, it is true, was moored in the blue.' };
  const round = messages.slice(asked).filter(({ role }) => role === 'assistant').length;
  const calls = scripted.steps[round];
  if (calls === undefined) return { role: 'assistant', content: scripted.answer };
  return {
    role: 'assistant',
    content: null,
    tool_calls: calls.map((call, index) => toolCall(call, `${asked}_${round}_${index}`, notes)),
  };
}

/** A model that is the less sure the less it knows. */
function assessment(messages: readonly ChatMessage[]): string {
  const unknown = String(messages.at(-1)?.content).includes('unknown');
  return JSON.stringify({ risk: unknown ? 'high' : 'low', confidence: unknown ? 0.42 : 0.93 });
}

function toolCall({ server, tool, arguments: parameters }: ScriptedCall, id: string, notes: string): object {
  const text = JSON.stringify(parameters).replaceAll('$NOTES', JSON.stringify(notes).slice(1, -1));
  return { id: `call_${id}`, type: 'function', function: { name: `${server}__${tool}`, arguments: text } };
}

function completion({ model, messages, tools = [] }: ChatRequest, message: object): object {
  const counts = [...tools, ...messages].map(tokensOf);
  const prompt = sum(counts);
  const answer = tokensOf(message);
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: answer,
    total_tokens: prompt + answer,
    // What came before the last two messages has been seen before.
    prompt_tokens_details: { cached_tokens: messages.length > 2 ? sum(counts.slice(0, -2)) : 0 },
  };
  const choice = { index: 0, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop', logprobs: null, message };
  return { id: `chatcmpl-${messages.length}`, object: 'chat.completion', created: 1, model, choices: [choice], usage };
}

/** About what a tokenizer would count: the words of it, and what frames a message. */
function tokensOf(part: object): number {
  const { content, ...rest } = part as { readonly content?: unknown };
  return estimateTokens(typeof content === 'string' ? content : JSON.stringify(content ?? rest)) + 4;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

function reply(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
