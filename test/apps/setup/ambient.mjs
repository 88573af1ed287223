// A server behind the application's own HTTP tracing: the call belongs to its caller, the HTTP span is a link.
import { createServer } from 'node:http';
import { SpanKind, trace } from '@opentelemetry/api';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

const tracer = trace.getTracer('http');
const http = createServer((request, response) =>
  tracer.startActiveSpan('POST', { kind: SpanKind.SERVER }, async (span) => {
    const server = new McpServer({ name: 'ambient', version: '1.0.0' });
    server.registerTool('echo', {}, async () => ({ content: [] }));
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await server.connect(transport);
    response.once('close', () => span.end());
    await transport.handleRequest(request, response);
  }),
);
http.listen(0, '127.0.0.1', async () => {
  const client = new Client({ name: 'caller', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${http.address().port}/`)));
  await client.callTool({ name: 'echo' });
  await client.close();
  http.close();
  http.closeAllConnections();
});
