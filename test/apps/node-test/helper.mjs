// The test helper under the runner of Node itself: one test that must pass, one that must fail.
import { test } from 'node:test';
import { recordMcp } from '@mcp-otel/instrumentation/testing';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const server = new McpServer({ name: 'server', version: '1' });
server.registerTool('echo', {}, async () => ({ content: [] }));
const client = new Client({ name: 'client', version: '1' });
const recording = recordMcp([server, client]);
const [here, there] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(there), client.connect(here)]);
await client.callTool({ name: 'echo' });

void test('passes', () => recording.expectCall({ side: 'server', method: 'tools/call', tool: 'echo', outcome: 'ok' }));
void test('fails', () => recording.expectCall({ side: 'server', method: 'tools/call', tool: 'absent' }));
