import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

const usage = {
  inputTokens: 11,
  outputTokens: 7,
  totalTokens: 118,
  cacheReadInputTokens: 80,
  cacheWriteInputTokens: 20,
  cacheDetails: [{ ttl: '1h', inputTokens: 15 }],
};
const claude = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude',
  content: [{ type: 'text', text: 'Hello' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 11, cache_read_input_tokens: 80, cache_creation_input_tokens: 20, output_tokens: 7 },
};
const titan = {
  inputTextTokenCount: 11,
  results: [{ tokenCount: 7, outputText: 'Hello', completionReason: 'FINISH' }],
};
const metrics = {
  inputTokenCount: 11,
  outputTokenCount: 7,
  cacheReadInputTokenCount: 80,
  cacheWriteInputTokenCount: 20,
};

/** A server on loopback that answers as Bedrock Runtime does, in its binary event streams too. What it does is told by the model's name. */
export async function startBedrock(): Promise<AsyncDisposable & { readonly url: string }> {
  let flaky = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response, () => (flaky += 1) > 1));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, recovered: () => boolean): void {
  const [, model = '', operation = ''] = /\/model\/([^/]+)\/([a-z-]+)$/.exec(request.url ?? '') ?? [];
  if (model === 'denied') return refuse(response, 403, 'AccessDeniedException');
  if (model === 'flaky' && !recovered()) return refuse(response, 429, 'ThrottlingException');
  if (operation.endsWith('stream')) return stream(response, operation, model);
  const counts = Object.entries({ input: 11, output: 7, 'cache-read-input': 80, 'cache-write-input': 20 });
  const headers = counts.map(([name, count]) => [`x-amzn-bedrock-${name}-token-count`, String(count)] as const);
  response.writeHead(200, {
    ...base,
    'content-type': 'application/json',
    ...(model !== 'titan' && Object.fromEntries(headers)),
  });
  response.end(JSON.stringify(operation === 'converse' ? converse(model) : model === 'titan' ? titan : claude));
}

const base = { 'x-amzn-requestid': 'req-1' };

function converse(model: string): object {
  const tool = { toolUse: { toolUseId: 'tu_1', name: 'weather', input: { city: 'Paris' } } };
  const content = model === 'tools' ? [tool] : [{ text: 'Hello' }];
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: model === 'tools' ? 'tool_use' : 'end_turn',
    usage,
    metrics: { latencyMs: 5 },
  };
}

function refuse(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { ...base, 'x-amzn-errortype': type, 'content-type': 'application/json' });
  response.end(JSON.stringify({ message: 'no' }));
}

function stream(response: ServerResponse, operation: string, model: string): void {
  response.writeHead(200, { ...base, 'content-type': 'application/vnd.amazon.eventstream' });
  const chunks = [
    { type: 'message_start', message: { ...claude, content: [], usage: { ...claude.usage, output_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello' } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } },
    { type: 'message_stop', 'amazon-bedrock-invocationMetrics': metrics },
  ];
  const events =
    operation === 'converse-stream'
      ? [
          frame('event', 'messageStart', { role: 'assistant' }),
          frame('event', 'contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hel' } }),
          frame('event', 'contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'lo' } }),
          frame('event', 'contentBlockStop', { contentBlockIndex: 0 }),
          frame('event', 'messageStop', { stopReason: 'end_turn' }),
          frame('event', 'metadata', { usage, metrics: { latencyMs: 5 } }),
        ]
      : chunks.map((chunk) =>
          frame('event', 'chunk', { bytes: Buffer.from(JSON.stringify(chunk)).toString('base64') }),
        );
  const broken = [...events.slice(0, 2), frame('exception', 'modelStreamErrorException', { message: 'no' })];
  for (const event of model === 'breaks' ? broken : events) response.write(event);
  response.end();
}

/** One message of `application/vnd.amazon.eventstream`: lengths, checksum, headers, body, checksum. */
function frame(kind: 'event' | 'exception', type: string, body: object): Buffer {
  const headers = Buffer.concat(
    Object.entries({ ':message-type': kind, [`:${kind}-type`]: type, ':content-type': 'application/json' }).map(header),
  );
  const payload = Buffer.from(JSON.stringify(body));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + headers.length + payload.length, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const message = Buffer.concat([prelude, checksum(prelude), headers, payload]);
  return Buffer.concat([message, checksum(message)]);
}

function header([name, value]: readonly [string, string]): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  const TEXT = 7;
  return Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([TEXT]),
    length,
    Buffer.from(value),
  ]);
}

function checksum(bytes: Buffer): Buffer {
  const result = Buffer.alloc(4);
  result.writeUInt32BE(crc32(bytes));
  return result;
}
