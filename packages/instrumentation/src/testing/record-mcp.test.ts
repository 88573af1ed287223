import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recordMcp, type McpRecording } from '../testing.ts';

let recording: McpRecording;

afterEach(() => recording.stop());

/** A client of a server with the tools `echo` and `fail`, both recorded. */
async function connected(): Promise<Client> {
  const server = new McpServer({ name: 'server', version: '1' });
  server.registerTool('echo', { inputSchema: { text: z.string() } }, ({ text }) => ({
    content: [{ type: 'text', text }],
  }));
  server.registerTool('fail', {}, () => ({ isError: true, content: [{ type: 'text', text: 'no' }] }));
  const client = new Client({ name: 'client', version: '1' });
  recording = recordMcp([server, client]);
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  await client.listTools();
  return client;
}

describe('the test helper for authors of servers', () => {
  test('records one span per side of a call, the server’s below the client’s, and no content', async () => {
    const client = await connected();
    await client.callTool({ name: 'echo', arguments: { text: 'top secret' } });
    const sent = recording.expectCall({ side: 'client', method: 'tools/call', tool: 'echo', outcome: 'ok' });
    const received = recording.expectCall({ side: 'server', method: 'tools/call', tool: 'echo', outcome: 'ok' });
    expect([received.traceId, received.parentSpanId, received.failed]).toEqual([sent.traceId, sent.spanId, false]);
    recording.expectNoContent('top secret');
  });
  test('tells a tool’s failure', async () => {
    const client = await connected();
    await client.callTool({ name: 'fail' });
    expect(recording.expectCall({ side: 'server', method: 'tools/call', outcome: 'tool_error' }).failed).toBe(true);
  });
  test('says what it has found instead', async () => {
    const client = await connected();
    recording.clear();
    await client.ping();
    expect(() => recording.expectCall({ side: 'server', method: 'tools/call', tool: 'echo' })).toThrow(
      'expected one span "server tools/call echo", found 0 among:\n  server ping ok\n  client ping ok',
    );
    await client.ping();
    expect(() => recording.expectCall({ side: 'client', method: 'ping' })).toThrow('found 2 among');
  });
  test('says where content stands', async () => {
    const client = await connected();
    recording.clear();
    await client.callTool({ name: 'echo', arguments: { text: 'x' } });
    expect(() => recording.expectNoContent('echo')).toThrow(
      /expected no content, but "echo" stands in the name of the server span "tools\/call echo"/,
    );
    expect(() => recording.expectNoContent('execute_tool')).toThrow(/attribute gen_ai.operation.name/);
  });
  test('records nothing more once it is stopped', async () => {
    const client = await connected();
    recording.stop();
    const before = recording.spans.length;
    await client.ping();
    expect(recording.spans).toHaveLength(before);
  });
});
