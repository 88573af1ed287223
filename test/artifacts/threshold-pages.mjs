// The pages about thresholds and security events.
import { burnTiers, securityEvents, thresholds } from '@mcp-otel/core';
import { code, page, table } from './page.mjs';

export function thresholdsPage() {
  const rows = Object.entries(thresholds).map(([name, row]) => [
    code(name),
    `${row.direction} ${amount(row)}`,
    row.second === undefined ? row.window : `${row.window}, ${row.second}`,
    row.guard === undefined ? '' : `${row.guard.value} ${row.guard.unit}s in ${row.guard.window}`,
    row.severity,
    row.for === '0m' ? 'at once' : row.for,
    `[${row.alert}](../../../alert-rules/runbooks/${row.alert}.md)`,
    row.asked ?? '',
  ]);
  const tiers = burnTiers.map(({ times, window, second, for: wait, severity, guarded }) => [
    String(times),
    `${window}, ${second}`,
    wait,
    severity,
    guarded ? 'yes' : '',
  ]);
  return page(
    'Thresholds',
    'Every figure that somebody is told about when it goes too far. Alerts, their tests and runbooks, and the lines on dashboards come from this table;\n`mcp-otel artifacts --thresholds FILE` makes them with other values, severities, guards and waits. Ratios are between 0 and 1.',
    [
      table(['threshold', 'alert when', 'over', 'traffic needed', 'severity', 'for', 'alert', 'asked for as'], rows),
      'Where there is less traffic the figure says nothing and the alert is silent. Events of an hour are whole numbers, exact: 10 are silent and 11 fire.',
      '',
      '## Burn rates',
      '',
      '`tool_success_objective` fires when failures use up what is allowed in 30 days too fast, over a long and a short window (Google SRE workbook, chapter 5).',
      '',
      table(['times the pace', 'over', 'for', 'severity', 'traffic needed'], tiers),
      '## A file of your own',
      '',
      '```yaml',
      'runbooks: https://wiki.example.com/mcp/ # where alerts send people; optional',
      'thresholds:',
      '  error_rate: { value: 0.2, guard: 50, for: 10m, severity: warning }',
      '  access_denied: { value: 30 }',
      '```',
      '',
    ].join('\n'),
  );
}

function amount({ value, unit }) {
  return unit === 'ratio' ? `${Number((value * 100).toPrecision(6))} %` : `${value} ${unit}`;
}

export function securityEventsPage() {
  const rows = Object.entries(securityEvents).map(([name, { httpStatus, errorCodes, auditEvent, brief }]) => [
    code(name),
    httpStatus.join(', '),
    errorCodes.join(', '),
    code(auditEvent),
    brief,
  ]);
  return page(
    'Security events',
    [
      'Refusals, as they are seen on the wire: counted as `mcp_otel.security.events`, and told on the span of the call as `mcp_otel.security.event`.',
      'A client sees the HTTP status or the JSON-RPC error that it gets. A server sees the JSON-RPC errors that it answers with, and the HTTP statuses by which whoever',
      'stands in front of it in the same process answers instead: those requests have no span. Codes that mean several things tell of no event; calls of models are not among these.',
      'The first request of a client that then signs in by OAuth is refused with 401, and counts.',
    ].join('\n'),
    table(['event', 'HTTP status', 'JSON-RPC error', 'in an audit log', 'meaning'], rows),
  );
}
