import { describe, expect, test } from 'vitest';
import { parsePairs } from './pairs.ts';
import { Variables, type Environment } from './read-variables.ts';
import { variables } from './variables.ts';

function read<Value>(env: Environment, take: (variables: Variables) => Value): { value: Value; complaints: string[] } {
  const complaints: string[] = [];
  const value = take(new Variables(env, (sentence) => complaints.push(sentence)));
  return { value, complaints };
}

describe('a bad value costs one sentence that names variable, value and what is used instead', () => {
  test('a number that is none', () => {
    const { value, complaints } = read({ MCP_OTEL_SHUTDOWN_MS: 'soon' }, (all) => all.number('MCP_OTEL_SHUTDOWN_MS'));
    expect(value).toBe(1500);
    expect(complaints).toEqual(['MCP_OTEL_SHUTDOWN_MS="soon" is not a whole number of at least 1; using 1500']);
  });
  test.each(['0', '-1', '1.5', 'Infinity', '0x10', '1e400'])(
    'a number below its minimum or no whole number: %s',
    (text) => {
      const { value } = read({ MCP_OTEL_QUEUE_BYTES: text }, (all) => all.number('MCP_OTEL_QUEUE_BYTES'));
      expect(value).toBe(33_554_432);
    },
  );
  test('an unknown choice', () => {
    const { value, complaints } = read({ OTEL_TRACES_SAMPLER: 'jaeger_remote' }, (all) =>
      all.choice('OTEL_TRACES_SAMPLER'),
    );
    expect(value).toBe('parentbased_always_on');
    expect(complaints[0]).toMatch(
      /^OTEL_TRACES_SAMPLER="jaeger_remote" is not one of always_on, .*; using parentbased_always_on$/,
    );
  });
  test('a list with an unknown member', () => {
    const { value, complaints } = read({ OTEL_PROPAGATORS: 'tracecontext,b3' }, (all) => all.list('OTEL_PROPAGATORS'));
    expect(value).toEqual(['tracecontext', 'baggage']);
    expect(complaints).toHaveLength(1);
  });
  test('a flag that is neither true nor false', () => {
    const { value, complaints } = read({ MCP_OTEL_PROPAGATE_TO_CHILDREN: 'yes' }, (all) =>
      all.flag('MCP_OTEL_PROPAGATE_TO_CHILDREN'),
    );
    expect(value).toBe(false);
    expect(complaints).toEqual(['MCP_OTEL_PROPAGATE_TO_CHILDREN="yes" is not true or false; using false']);
  });
  test('an endpoint that is no address', () => {
    const { value, complaints } = read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, (all) =>
      all.otlp('TRACES', 'ENDPOINT'),
    );
    expect(value.text).toBe('http://localhost:4318');
    expect(complaints).toEqual([
      'OTEL_EXPORTER_OTLP_ENDPOINT="collector:4318" is not an http or https address; using http://localhost:4318',
    ]);
  });
  test('headers are never repeated, because they hold keys', () => {
    const { complaints } = read({ OTEL_EXPORTER_OTLP_HEADERS: 'secret-token' }, (all) => all.otlp('TRACES', 'HEADERS'));
    expect(complaints[0]).not.toContain('secret');
    expect(complaints[0]).toContain('OTEL_EXPORTER_OTLP_HEADERS=its value');
  });
});

describe('Variables', () => {
  test('an empty variable is an unset one', () => {
    const { value, complaints } = read({ OTEL_TRACES_EXPORTER: '' }, (all) => all.list('OTEL_TRACES_EXPORTER'));
    expect(value).toEqual(['otlp']);
    expect(complaints).toEqual([]);
  });
  test('a signal’s own variable wins over the general one, and tells so', () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b/x' };
    const { value } = read(env, (all) => [all.otlp('TRACES', 'ENDPOINT'), all.otlp('LOGS', 'ENDPOINT')]);
    expect(value).toEqual([
      { text: 'http://b/x', own: true },
      { text: 'http://a', own: false },
    ]);
  });
  test('every row’s default is of the row’s own type', () => {
    for (const name of Object.keys(variables)) {
      const { complaints } = read({ [name]: variables[name]?.default }, (all) => [all.text(name as 'MCP_OTEL_LOG')]);
      expect(complaints).toEqual([]);
    }
    expect(Object.keys(variables).every((name) => /^(?:MCP_)?OTEL_[A-Z_]+$/.test(name))).toBe(true);
  });
});

describe('parsePairs', () => {
  test('decodes values and leaves out what has no key', () => {
    expect(parsePairs('a=1, b = x%20y ,=no,novalue,c=50%')).toEqual({ a: '1', b: 'x y', c: '50%' });
  });
});
