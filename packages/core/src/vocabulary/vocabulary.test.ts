import * as incubating from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, test } from 'vitest';
import { MAX_COUNTER_TOOLS, MAX_HISTOGRAM_TOOLS, LabelGuard, OTHER } from '../metrics/label-guard.ts';
import { MAX_SERIES_PER_PROCESS, worstCaseSeries } from '../metrics/worst-case.ts';
import { attributes } from './attributes.ts';
import { methods } from './methods.ts';
import { isLabel, metrics } from './metrics.ts';
import * as own from './own-names.ts';
import * as semconv from './semconv.ts';

const published: ReadonlySet<unknown> = new Set(Object.values(incubating));

/** Names of ours that the published package does not have, each with the reason. */
const newerThanPublished: Readonly<Record<string, string>> = {
  'gen_ai.prompt.version': 'on main since 2026-08, beside the name',
  'gen_ai.request.reasoning.level': 'on main since 2026-08',
  'gen_ai.request.previous_response.id': 'on main since 2026-08',
  'gen_ai.usage.cache_write.input_tokens': 'renamed from cache_creation, 2026-08',
  'gen_ai.usage.audio.input_tokens': 'usage by modality, 2026-08',
  'gen_ai.usage.audio.output_tokens': 'usage by modality, 2026-08',
  'gen_ai.usage.image.input_tokens': 'usage by modality, 2026-08',
  'gen_ai.usage.image.output_tokens': 'usage by modality, 2026-08',
  'gen_ai.token.modality': 'label of the usage counters, 2026-08',
  'gen_ai.client.inference.duration': 'was gen_ai.client.operation.duration',
  'gen_ai.client.inference.time_to_first_chunk': 'was gen_ai.client.operation.time_to_first_chunk',
  'gen_ai.client.inference.time_per_output_chunk': 'was gen_ai.client.operation.time_per_output_chunk',
  'gen_ai.client.inference.operation.input_tokens': 'took the place of gen_ai.client.token.usage',
  'gen_ai.client.inference.operation.output_tokens': 'took the place of gen_ai.client.token.usage',
  'gen_ai.client.inference.usage.input_tokens': 'took the place of gen_ai.client.token.usage',
  'gen_ai.client.inference.usage.output_tokens': 'took the place of gen_ai.client.token.usage',
  'gen_ai.client.inference.usage.cache_read.input_tokens': 'took the place of gen_ai.client.token.usage',
  'gen_ai.client.inference.usage.cache_write.input_tokens': 'took the place of gen_ai.client.token.usage',
  'gen_ai.client.inference.usage.reasoning.output_tokens': 'took the place of gen_ai.client.token.usage',
};

/** Methods of ours that the published enumeration does not have: it stopped before MCP 2026-07-28 and tasks. */
const methodsNotPublished = [
  'server/discover',
  'subscriptions/listen',
  'tasks/get',
  'tasks/result',
  'tasks/list',
  'tasks/cancel',
  'skills/list',
  'skills/get',
  'resources/directory/read',
  'events/list',
  'events/subscribe',
  'events/unsubscribe',
  'notifications/tasks/status',
  'notifications/elicitation/complete',
  'notifications/subscriptions/acknowledged',
];

describe('unstable names', () => {
  test('are those of the published incubating entry, but for the listed ones', () => {
    const names = Object.entries(semconv).filter(([constant]) => /^(?:ATTR|METRIC)_/.test(constant));
    const unknown = names.map(([, name]) => String(name)).filter((name) => !published.has(name));
    expect(unknown).toEqual(Object.keys(newerThanPublished));
  });
  test('cover every method that the published enumeration has', () => {
    const enumerated = Object.entries(incubating).filter(([constant]) => constant.startsWith('MCP_METHOD_NAME_VALUE_'));
    expect(enumerated.map(([, method]) => String(method)).filter((method) => !(method in methods))).toEqual([]);
    const extra = Object.keys(methods).filter((method) => !published.has(method));
    expect(extra.toSorted()).toEqual(methodsNotPublished.toSorted());
  });
});

describe('the tables', () => {
  test('describe every name that is defined, and nothing else', () => {
    const named = [...Object.entries(semconv), ...Object.entries(own)];
    const keys = named.filter(([constant]) => constant.startsWith('ATTR_')).map(([, name]) => String(name));
    expect(keys.filter((key) => !(key in attributes))).toEqual([]);
    const metricNames = named.filter(([constant]) => constant.startsWith('METRIC_')).map(([, name]) => String(name));
    expect(metricNames.toSorted()).toEqual(Object.keys(metrics).toSorted());
  });
  test('let no session, user, URI or hash on a metric', () => {
    const forbidden = Object.keys(attributes).filter((key) =>
      /session\.id|user\.id|\buri|hash|request\.id|conversation|prompt/.test(key),
    );
    expect(forbidden.length).toBeGreaterThan(5);
    // Templates are told apart up to a cap; see drift.ts.
    expect(forbidden.filter(isLabel)).toEqual([own.ATTR_PROMPT_TEMPLATE_ID]);
  });
  test('stay below the series budget of a process, all metrics at their caps', () => {
    const targetInfo = 1;
    expect(worstCaseSeries() + targetInfo).toBeLessThanOrEqual(MAX_SERIES_PER_PROCESS);
  });
  test.each<readonly [string, RegExp, number, readonly number[]]>([
    ['MCP durations', /^mcp\./, 4, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300]],
    [
      'GenAI durations',
      /^gen_ai\..*(?:duration|chunk)$/,
      3,
      [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    ],
    [
      'GenAI tokens',
      /^gen_ai\..*operation\.\w+_tokens$/,
      2,
      [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864],
    ],
  ])('use the bounds of the convention: %s', (_name, names, count, bounds) => {
    const rows = Object.entries(metrics).filter(([name, row]) => names.test(name) && row.instrument === 'histogram');
    expect(rows).toHaveLength(count);
    for (const [, row] of rows) expect('buckets' in row && row.buckets).toEqual(bounds);
  });
});

describe('LabelGuard', () => {
  test('a tool that no server has listed is _OTHER', () => {
    const guard = new LabelGuard();
    guard.list(['read']);
    expect(guard.label('read', 'counter')).toBe('read');
    expect(guard.label('drop table', 'counter')).toBe(OTHER);
  });
  test('the caps hold: first come, first served', () => {
    const guard = new LabelGuard();
    guard.list(Array.from({ length: 10_000 }, (_, index) => `tool ${index}`));
    expect(guard.label(`tool ${MAX_HISTOGRAM_TOOLS - 1}`, 'histogram')).not.toBe(OTHER);
    expect(guard.label(`tool ${MAX_HISTOGRAM_TOOLS}`, 'histogram')).toBe(OTHER);
    expect(guard.label(`tool ${MAX_COUNTER_TOOLS - 1}`, 'counter')).not.toBe(OTHER);
    expect(guard.label(`tool ${MAX_COUNTER_TOOLS}`, 'counter')).toBe(OTHER);
    expect(guard.knows('tool 9999')).toBe(false);
  });
});
