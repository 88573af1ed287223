// Every public entry of the packages, as a TypeScript program uses it. Compiled, not run.
import { forceFlush } from '@mcp-otel/auto';
import { nodeSdkConfig } from '@mcp-otel/auto/config';
import { own, setSessionResolver } from '@mcp-otel/core';
import { instrument, McpInstrumentation, type McpRequestInfo } from '@mcp-otel/instrumentation';
import { recordMcp, type RecordedMcpSpan } from '@mcp-otel/instrumentation/testing';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { NodeSDK } from '@opentelemetry/sdk-node';

const onRequest = (method: string): boolean => method === own.ATTR_OUTCOME;
const instrumentation = new McpInstrumentation({
  ignoreMethods: ['ping'],
  requestHook: (span, { method, tool = '' }: McpRequestInfo) => void span.setAttribute(tool, onRequest(method)),
});
const sdk = new NodeSDK({ ...nodeSdkConfig({ trustRemote: 'link' }), instrumentations: [instrumentation] });
sdk.start();
const client = instrument(new Client({ name: 'consumer', version: '1' }));
setSessionResolver(({ side }) => (side === 'client' ? 'session' : undefined));
const recording = recordMcp([client]);
const span: RecordedMcpSpan = recording.expectCall({ side: 'client', method: 'tools/call', outcome: 'ok' });
await forceFlush();
export { span };
