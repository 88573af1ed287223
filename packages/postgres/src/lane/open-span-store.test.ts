import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { storableSpan } from '../../../../test/support/storable-span.ts';
import { storeFixture, type StoreFixture } from '../../../../test/support/store-fixture.ts';
import { some } from '../../../../test/support/test-deliverer.ts';
import { waitUntil } from '../../../../test/support/wait-until.ts';
import { createAuditProcessor, openSpanStore } from './open-span-store.ts';
import { PostgresSpanExporter } from './postgres-exporter.ts';

afterEach(() => vi.unstubAllEnvs());

const optionsOf = (it: StoreFixture) => ({ url: it.url, spoolDir: join(it.folder, 'spool') });
const spans = (it: StoreFixture): Promise<number> => it.number('SELECT count(*) FROM mcp_otel.spans');

function providerWith(processor: SpanProcessor): BasicTracerProvider {
  const resource = resourceFromAttributes({ 'service.name': 'an application', 'team.name': 'red' });
  return new BasicTracerProvider({ resource, spanProcessors: [processor] });
}

describe('an application with an OpenTelemetry SDK of its own', () => {
  test('has its spans stored by an exporter', async () => {
    await using it = await storeFixture();
    vi.stubEnv('MCP_OTEL_TENANT_RESOURCE', 'team.name');
    const provider = providerWith(new BatchSpanProcessor(new PostgresSpanExporter(optionsOf(it))));
    const tracer = provider.getTracer('app');
    for (let made = 0; made < 700; made += 1) tracer.startSpan('work').end();
    await provider.shutdown();
    const tenants = "SELECT count(*) FROM mcp_otel.spans WHERE service = 'an application' AND tenant = 'red'";
    expect([await spans(it), await it.number(tenants)]).toEqual([700, 700]);
  });
  test('has them on disk where the database is away, and that is a success', async () => {
    await using it = await storeFixture();
    it.proxy.fault = 'refuse';
    vi.stubEnv('MCP_OTEL_LOG', 'none');
    const exporter = new PostgresSpanExporter(optionsOf(it));
    const results: unknown[] = [];
    const processor: SpanProcessor = {
      onStart: () => undefined,
      onEnd: (span) => exporter.export([span], (result) => results.push(result)),
      forceFlush: () => exporter.forceFlush(),
      shutdown: () => exporter.shutdown(),
    };
    const provider = providerWith(processor);
    provider.getTracer('app').startSpan('work').end();
    await waitUntil('it is exported', async () => results.length === 1);
    expect(results).toEqual([{ code: 0 }]);
    const files = readdirSync(join(it.folder, 'spool'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\.(?:seg|sending)$/.test(file))).toHaveLength(1);
    const event = { attributes: { 'mcp_otel.security.event': 'access_denied' } };
    provider.getTracer('app').startSpan('denied', event).end();
    await waitUntil('both are exported', async () => results.length === 2);
    const after = readdirSync(join(it.folder, 'spool'), { recursive: true, encoding: 'utf8' });
    expect(after.filter((file) => /-security\.(?:seg|sending)$/.test(file))).toHaveLength(1);
    await provider.shutdown();
  });
  test('has every span that it records stored by a processor, beside what it samples', async () => {
    await using it = await storeFixture();
    const processor = createAuditProcessor(optionsOf(it));
    const provider = providerWith(processor);
    provider.getTracer('app').startSpan('work').end();
    await provider.forceFlush();
    expect([await spans(it), processor.statement()]).toEqual([
      1,
      expect.objectContaining({ delivered: 1, residual: 0 }),
    ]);
    await provider.shutdown();
  });
  test.each([
    [{}, 'there is no database to store spans in: set url or MCP_OTEL_POSTGRES_URL'],
    [{ url: 'mysql://host/db' }, 'MCP_OTEL_POSTGRES_URL is not the address of a Postgres'],
    [{ url: 'postgres://h/d', schema: 'pg_own' }, 'MCP_OTEL_POSTGRES_SCHEMA="pg_own" is no name of a schema'],
  ])('is told of options that cannot be: %j', (options, sentence) => {
    vi.stubEnv('MCP_OTEL_POSTGRES_URL', '');
    expect(() => openSpanStore(options)).toThrow(sentence);
  });
});

describe('a store for a gateway', () => {
  test('takes a request once, however often it comes', async () => {
    await using it = await storeFixture();
    const store = openSpanStore(optionsOf(it));
    const body = some(1_100);
    expect(await store.put(body, 'ab'.repeat(32))).toBe(true);
    expect(await store.put(body, 'ab'.repeat(32))).toBe(true);
    await store.flush();
    expect([await spans(it), await it.number('SELECT count(*) FROM mcp_otel.requests')]).toEqual([1_100, 1]);
    await store.put([storableSpan({ attributes: { 'mcp_otel.tenant.id': 'blue' } })]);
    await store.shutdown();
    expect(await it.number("SELECT count(*) FROM mcp_otel.spans WHERE tenant = 'blue'")).toBe(1);
    expect(store.statement()).toMatchObject({ started: 2_201, delivered: 2_201, residual: 0 });
  });
  test('refuses what there is no memory for where nothing can be written, and counts it', async () => {
    await using it = await storeFixture();
    it.proxy.fault = 'refuse';
    vi.stubEnv('MCP_OTEL_LOG', 'none');
    vi.stubEnv('MCP_OTEL_QUEUE_BYTES', '65536');
    const store = openSpanStore({ url: it.url, spoolDir: '/dev/null/spool' });
    expect(await store.put(some(400))).toBe(false);
    await expect(store.put(some(3))).rejects.toThrow('MCP_OTEL_QUEUE_BYTES');
    expect(store.statement()).toMatchObject({ started: 403, dropped: { queue_bytes: 3 }, inFlight: 400, residual: 0 });
    await store.shutdown();
  });
});
