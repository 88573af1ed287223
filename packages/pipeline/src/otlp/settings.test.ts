import { Variables, type Environment } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { otlpSettings } from './settings.ts';

const settings = (env: Environment): ReturnType<typeof otlpSettings> =>
  otlpSettings(new Variables(env, () => undefined), 'TRACES');

describe('the OTLP variables are read as the specification says', () => {
  test('without any, protobuf goes to port 4318 of this machine', () => {
    expect(settings({})).toMatchObject({ encoding: 'protobuf', gzip: false, timeoutMs: 10_000, headers: {} });
    expect(settings({}).url.href).toBe('http://localhost:4318/v1/traces');
  });
  test.each([
    ['http://c:1', 'http://c:1/v1/traces'],
    ['http://c:1/', 'http://c:1/v1/traces'],
    ['http://c:1/base', 'http://c:1/base/v1/traces'],
  ])('to the general endpoint %s the signal’s path is added', (endpoint, url) => {
    expect(settings({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).url.href).toBe(url);
  });
  test('the signal’s own endpoint is used as it is', () => {
    expect(settings({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://c/ingest' }).url.href).toBe('https://c/ingest');
  });
  test('headers, compression, time-out and encoding', () => {
    const env = {
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20x',
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_TIMEOUT: '50',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    };
    expect(settings(env)).toMatchObject({
      headers: { authorization: 'Bearer x' },
      gzip: true,
      timeoutMs: 50,
      encoding: 'json',
    });
  });
});
