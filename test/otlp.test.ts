import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificates, type Certificates } from './support/certificates.ts';
import { startCollector } from './support/collector.ts';
import { startProxyServer } from './support/proxy-server.ts';
import { app, runNode, type Ended } from './support/run-node.ts';
import { toolSpans } from './support/spans.ts';

let folder: string;
let certificates: Certificates;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-otel-tls-'));
  certificates = await makeCertificates(folder);
});

afterAll(() => rm(folder, { recursive: true }));

const run = (env: Readonly<Record<string, string>>, program = 'plain.mjs'): Promise<Ended> =>
  runNode(app(`setup/${program}`), { env });

/** What a client needs for mutual TLS. */
const mutual = (): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_CERTIFICATE: certificates.files.ca,
  OTEL_EXPORTER_OTLP_CLIENT_KEY: certificates.files.clientKey,
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: certificates.files.clientCert,
});

describe('a receiver that speaks TLS', () => {
  const secure = () => startCollector({ tls: { ...certificates.server, ca: certificates.ca, requestCert: true } });

  test('gets spans and metrics from a client that knows its authority and has a certificate', async () => {
    await using collector = await secure();
    const { code, stderr } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...mutual() });
    expect([code, stderr, toolSpans(collector.spans)]).toEqual([0, '', [2, 3]]);
    expect(collector.points.length).toBeGreaterThan(0);
  });
  test('gets what is left from a process that exits', async () => {
    await using collector = await secure();
    const { code } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...mutual() }, 'exit-at-once.mjs');
    expect([code, toolSpans(collector.spans)]).toEqual([3, [2, 3]]);
  });
  test('that is of nobody’s authority gets nothing, which is said once', async () => {
    await using collector = await secure();
    const { code, stderr } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    expect([code, collector.spans.length]).toEqual([0, 0]);
    expect(stderr).toMatch(/spans cannot be sent \((?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)\)/);
  });
  test('a certificate for traces only is used for traces only', async () => {
    await using collector = await secure();
    const { files } = certificates;
    const { code } = await run({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces`,
      OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: files.ca,
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: files.clientKey,
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: files.clientCert,
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${collector.url}/v1/metrics`,
    });
    expect([code, toolSpans(collector.spans), collector.points]).toEqual([0, [2, 3], []]);
  });
});

describe('a proxy between us and the receiver', () => {
  test('carries plain requests, with its credentials', async () => {
    await using collector = await startCollector();
    await using proxy = await startProxyServer();
    const endpoint = collector.url.replace('127.0.0.1', 'otel.test');
    const { code, stderr } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, HTTP_PROXY: proxy.url });
    expect([code, stderr, toolSpans(collector.spans)]).toEqual([0, '', [2, 3]]);
    expect(proxy.requests).toContain(`POST ${endpoint}/v1/traces Basic dXNlcjpwYXNz`);
  });
  test('carries TLS as a tunnel, also for a process that exits', async () => {
    await using collector = await startCollector({ tls: certificates.server });
    await using proxy = await startProxyServer();
    const endpoint = collector.url.replace('127.0.0.1', 'otel.test');
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, HTTPS_PROXY: proxy.url, ...mutual() };
    const { code } = await run(env, 'exit-at-once.mjs');
    expect([code, toolSpans(collector.spans)]).toEqual([3, [2, 3]]);
    expect(proxy.requests[0]).toMatch(/^CONNECT otel\.test:\d+ Basic dXNlcjpwYXNz$/);
  });
  test('is passed by where the receiver is on this machine', async () => {
    await using collector = await startCollector();
    await using proxy = await startProxyServer();
    await run({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, HTTP_PROXY: proxy.url });
    expect([toolSpans(collector.spans), proxy.requests]).toEqual([[2, 3], []]);
  });
  test('is passed by where NO_PROXY names the receiver, which nobody else can find', async () => {
    await using proxy = await startProxyServer();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel.test:4318', HTTP_PROXY: proxy.url, NO_PROXY: 'otel.test' };
    const { code, stderr } = await run(env);
    expect([code, proxy.requests]).toEqual([0, []]);
    expect(stderr).toMatch(/cannot be sent \((?:ENOTFOUND|EAI_AGAIN)\)|could not be sent/);
  });
  test.each(['http://user:pa/ss@proxy:8080', 'http://proxy:99999', 'socks5://user:pass@proxy:1080'])(
    'whose address is none costs a line without its password, never the process: %s',
    async (address) => {
      const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel.test:4318', HTTP_PROXY: address };
      const { code, stdout, stderr } = await run(endpoint);
      expect([code, stdout.length > 0]).toEqual([0, true]);
      expect(stderr).toMatch(/HTTP_PROXY or HTTPS_PROXY is no http or https address/);
      expect(stderr).not.toMatch(/pa\/ss|user/);
    },
  );
  test('that never answers does not hold a process that is done', async () => {
    const silent = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    const proxy = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.test:4318', HTTPS_PROXY: proxy };
    const { code } = await run(env); // Ends, and long before its time-out of ten seconds would let it.
    silent.close();
    expect(code).toBe(0);
  });
});

describe('what an operator sets for one signal', () => {
  test('wins over what is set for all: endpoint, headers, encoding and compression', async () => {
    const seen: Record<string, Record<string, unknown>> = {};
    const server = createServer((request, response) => {
      seen[request.url ?? ''] ??= { ...request.headers };
      request.resume().on('end', () => response.end());
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await run({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/base`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20all,x-team=a',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/own/traces`,
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'authorization=Bearer%20traces',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'none',
    });
    server.closeAllConnections();
    server.close();
    expect(seen['/own/traces']).toMatchObject({ authorization: 'Bearer traces', 'content-type': 'application/json' });
    expect([seen['/own/traces']?.['content-encoding'], seen['/own/traces']?.['x-team']]).toEqual([
      undefined,
      undefined,
    ]);
    expect(seen['/base/v1/metrics']).toMatchObject({
      authorization: 'Bearer all',
      'x-team': 'a',
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
    });
  });
});

test('a receiver that takes small requests only gets them smaller, and every span once', async () => {
  await using collector = await startCollector({ maxBodyBytes: 3_000 });
  const { code, stderr } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  expect([code, stderr, toolSpans(collector.spans)]).toEqual([0, '', [2, 3]]);
  expect(new Set(collector.spans.map(({ spanId }) => spanId)).size).toBe(collector.spans.length);
});
