import { Variables, type Environment } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { pipelineSettings } from '../settings.ts';
import { otlpSettings } from './settings.ts';

const settings = (env: Environment): ReturnType<typeof otlpSettings> =>
  otlpSettings(new Variables(env, () => undefined), 'TRACES', () => expect.unreachable());

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
  test('a certificate that cannot be read is said, by the name of its variable, and left out', () => {
    const said: string[] = [];
    const variables = new Variables({ OTEL_EXPORTER_OTLP_CERTIFICATE: '/absent/ca.pem' }, () => undefined);
    expect(pipelineSettings(variables, (sentence) => said.push(sentence)).otlp.traces.tls).toEqual({});
    expect(said).toEqual([
      'OTEL_EXPORTER_OTLP_CERTIFICATE names a file that cannot be read (ENOENT); going on without it',
    ]);
  });
  test('a header that cannot be sent is said by its name, and left out', () => {
    const said: string[] = [];
    const env = { OTEL_EXPORTER_OTLP_HEADERS: 'api key=x,authorization=Bearer ключ,good=1' };
    const { headers } = pipelineSettings(new Variables(env, () => undefined), (sentence) => said.push(sentence)).otlp
      .traces;
    expect(headers).toEqual({ good: '1' });
    expect(said).toHaveLength(2);
    expect(said.join()).not.toContain('ключ');
  });
});
