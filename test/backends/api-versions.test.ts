import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { installedCopies, withComponent } from '../support/components.ts';
import { runNode } from '../support/run-node.ts';

const name = 'api-1.4.0';
const program = fileURLToPath(new URL(`../compat/${name}/app.mjs`, import.meta.url));

withComponent(`OpenTelemetry API 1.4.0 (npm ci in test/compat/${name})`, installedCopies().includes(name), () => {
  describe('an application with an older OpenTelemetry API', () => {
    test('sets its own diagnostics, and its spans keep their parents', async () => {
      await using collector = await startCollector();
      const { stdout, stderr } = await runNode(program, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toMatchObject({ accepted: true, heard: true });
      const parentOf = (child: string): string | undefined => {
        const parentId = collector.spans.find((span) => span.name === child)?.parentSpanId;
        return collector.spans.find(({ spanId }) => spanId === parentId)?.name;
      };
      expect([parentOf('inner'), parentOf('innermost')]).toEqual(['outer', 'inner']);
      expect(collector.spans.find((span) => span.name === 'inner')?.attributes).toMatchObject({ answer: 42 });
    });
    test('has its log records in the trace', async () => {
      const bodies: Buffer[] = [];
      const server = createServer((request, response) => {
        request.on('data', (chunk: Buffer) => request.url === '/v1/logs' && bodies.push(chunk));
        request.on('end', () => response.end());
      });
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
      const { stdout } = await runNode(program, { env });
      server.close();
      const { traceId } = JSON.parse(stdout) as { traceId: string };
      expect(Buffer.concat(bodies).includes(Buffer.from(traceId, 'hex'))).toBe(true);
    });
  });
});
