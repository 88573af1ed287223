import { readFileSync } from 'node:fs';
import { thresholds } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { alertGroups } from '../packages/cli/src/rules/alerts/alert-groups.ts';
import { recordingGroups } from '../packages/cli/src/rules/recording/recording-groups.ts';
import { runbooks } from '../packages/cli/src/runbooks/runbooks.ts';

const read = (path: string): string => readFileSync(new URL(`../alert-rules/${path}`, import.meta.url), 'utf8');
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
const alerts = alertGroups(thresholds).flatMap(({ name, rules }) => rules.map((rule) => ({ ...rule, group: name })));

/** What the monitoring guides for MCP ask Prometheus. */
const expressions = [
  'sum(rate(mcp_tool_calls_total[1h]))',
  'sum(rate(mcp_tool_call_errors_total[5m])) by (tool_name)',
  'sum(mcp_rate_limit_hits_total) by (user_id)',
  'avg(mcp_tool_call_duration_seconds) by (tool_name)',
  'sum(mcp_budget_exceeded_total) by (user_id)',
  'mcp_context_loss > 2',
  'rate(mcp_access_denied_total[1h]) > 10',
  'rate(mcp_budget_exceeded_total[1h]) > 5',
];

describe('the names of other monitoring guides', () => {
  test.each([
    'mcp_tool_calls_total',
    'mcp_tool_call_duration_seconds',
    'mcp_tool_call_duration_seconds_bucket',
    'mcp_tool_call_errors_total',
    'mcp_rate_limit_hits_total',
    'mcp_budget_exceeded_total',
    'mcp_access_denied_total',
    'mcp_active_connections',
    'mcp_token_efficiency',
    'mcp_context_loss',
  ])('%s is recorded', (record) => {
    expect(recordingGroups.flatMap(({ rules }) => rules.map((rule) => rule.record))).toContain(record);
  });
  test.each(expressions)('%s is run by promtool, and the page says whether it means what it says', (expression) => {
    expect(oneLine(read('tests/compatible-names.test.yml'))).toContain(expression);
    expect(read('README.md')).toContain(expression);
  });
  test('the error rate in percent is run by promtool, and the page says what it means', () => {
    const ratio = 'sum(rate(mcp_tool_call_errors_total[5m])) / sum(rate(mcp_tool_calls_total[5m]))';
    expect(oneLine(read('tests/compatible-names.test.yml'))).toContain(ratio);
    expect(read('README.md')).toContain(`(${ratio}) * 100 > 10`);
  });
  test.each([
    ['HighContextLoss', 'mcp_alerts', 'warning', '5m'],
    ['HighAccessDeniedRate', 'mcp_security', 'warning', '5m'],
    ['HighErrorRate', 'mcp_security', 'error', '5m'],
    ['BudgetExceeded', 'mcp_security', 'warning', '5m'],
  ])('%s is an alert of its group, severity and patience', (alert, group, severity, wait) => {
    const found = alerts.filter((rule) => rule.alert === alert);
    expect(found.length).toBeGreaterThan(0);
    for (const rule of found) expect([rule.group, rule.labels['severity'], rule.for]).toEqual([group, severity, wait]);
  });
  test.each([
    ['HighAccessDeniedRate', ['allow-list too restrictive', 'misconfigured', 'names']],
    ['HighErrorRate', ['connection issues', 'Invalid parameters', 'Timeout issues', 'circuit breaker']],
    ['HighRateLimitHits', ['too low', 'Burst traffic patterns']],
    ['BudgetExceeded', ['Budget too low', 'High tool usage']],
  ] as const)('the runbook of %s checks every cause of its symptom', (alert, causes) => {
    const text = JSON.stringify(runbooks[alert]?.checks);
    for (const cause of causes) expect(text).toContain(cause);
  });
});

describe('every alert', () => {
  test('has a runbook, says what it is about, and has a dashboard', () => {
    for (const { alert, annotations } of alerts) {
      expect(read(`runbooks/${alert}.md`)).toMatch(new RegExp(`^# ${alert}\n`));
      expect(annotations['summary']).toMatch(/^\{\{ \$labels\.job \}\}: .*\{\{ \$value/);
      expect(annotations['dashboard']).toMatch(/^mcp-[a-z]+$/);
      expect(annotations['description']).toMatch(/\.$/);
    }
  });
  test('has a runbook that some alert has', () => {
    expect(Object.keys(runbooks).toSorted()).toEqual([...new Set(alerts.map(({ alert }) => alert))].toSorted());
  });
});
