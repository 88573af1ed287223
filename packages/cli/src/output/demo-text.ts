import type { DemoReport } from '../demo/demo-report.ts';
import { alertLines } from './alert-lines.ts';
import { conservationLines, totalsLines, wasteLines } from './books-text.ts';
import { contentSections } from './content-sections.ts';
import { modelSections, totalsLine } from './model-sections.ts';
import { storedLines } from './stored-lines.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';
import { ms, shortService, treeLines } from './tree-lines.ts';

/** The report as a person reads it in a terminal. */
export function demoText(report: DemoReport, style: Style): string {
  return [
    ...heading(report, style),
    ...setupLines(report, style),
    ...turnLines(report, style),
    ...modelSections(report, style),
    ...contentSections(report, style),
    ...toolLines(report, style),
    ...sessionLines(report, style),
    ...notificationLines(report, style),
    ...deliveryLines(report, style),
    ...nextLines(style),
    ...ledgerLines(report, style),
    ...alertLines(report.alerts, style),
    ...storedLines(report.stored, style),
    ...verdictLines(report, style),
    '',
  ].join('\n');
}

function heading({ spans, seconds }: DemoReport, style: Style): readonly string[] {
  return [
    '',
    style('bold', 'mcp-otel demo'),
    `An agent without a line of telemetry code, five MCP servers, four of them as published, and --require @mcp-otel/auto.`,
    style(
      'dim',
      `${spans} spans arrived over OTLP in ${seconds.toFixed(1)} s. A line is a call: of a model, or both ends of a message. A request of the user is one trace.`,
    ),
  ];
}

function setupLines({ setup }: DemoReport, style: Style): readonly string[] {
  return ['', style('bold', 'Connecting'), ...treeLines(setup, style)];
}

function turnLines({ turns }: DemoReport, style: Style): readonly string[] {
  return turns.flatMap(({ user, answer, seconds, calls, models }) => [
    '',
    style('bold', `● ${user}`) + style('dim', `  ${seconds.toFixed(1)} s`),
    ...treeLines(calls, style),
    style('cyan', `  “${answer}”`) + style('dim', `  ${totalsLine(models)}`),
  ]);
}

function toolLines({ tools }: DemoReport, style: Style): readonly string[] {
  const columns = [
    { title: 'server' },
    { title: 'over' },
    { title: 'tool' },
    { title: 'calls', align: 'right' },
    { title: 'p50', align: 'right' },
    { title: 'p95', align: 'right' },
    { title: 'outcomes' },
  ] as const;
  const rows = tools.map(({ server, transport, name, calls, p50Ms, p95Ms, outcomes }) => [
    shortService(server),
    transport,
    name,
    String(calls),
    ms(p50Ms).trim(),
    ms(p95Ms).trim(),
    Object.entries(outcomes)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', '),
  ]);
  return ['', style('bold', 'Tools, as the agent saw them'), ...table(columns, rows, titlesDim(style))];
}

function sessionLines({ sessions }: DemoReport, style: Style): readonly string[] {
  const rows = sessions.map(({ service, transports, source, sessions: count }) => [
    shortService(service),
    transports.join(', '),
    String(count),
    source,
  ]);
  return [
    '',
    style('bold', 'Sessions, and how each is known'),
    ...table(
      [{ title: 'process' }, { title: 'over' }, { title: 'sessions', align: 'right' }, { title: 'known from' }],
      rows,
      titlesDim(style),
    ),
  ];
}

function notificationLines({ notifications }: DemoReport, style: Style): readonly string[] {
  const counts = Object.entries(notifications).map(
    ([method, count]) => `${count} ${method.replace('notifications/', '')}`,
  );
  return ['', style('bold', 'Notifications received'), `  ${counts.join(', ')}`];
}

function deliveryLines({ delivery }: DemoReport, style: Style): readonly string[] {
  const numbers = ['started', 'delivered', 'handedOver', 'dropped', 'pending', 'residual', 'received'] as const;
  const rows = delivery.map((row) => [shortService(row.service), ...numbers.map((name) => String(row[name]))]);
  const columns = [
    { title: 'process' },
    ...numbers.map((name) => ({ title: name === 'handedOver' ? 'handed over' : name, align: 'right' as const })),
  ];
  return [
    '',
    style('bold', 'Delivery ledger: started = delivered + handed over + dropped + pending, residual 0'),
    ...table(columns, rows, titlesDim(style)),
  ];
}

function ledgerLines({ conservation, books }: DemoReport, style: Style): readonly string[] {
  return books.flatMap((each, index) => [
    '',
    style('bold', `The books of the agent's session: ${each.closed.calls} calls of models, ${each.state}`),
    ...totalsLines(each, style),
    '',
    style('bold', 'The dearest wastes and losses, and what to do about them'),
    ...wasteLines(each, style),
    ...(index < books.length - 1 ? [] : ['', ...conservationLines(conservation, style)]),
  ]);
}

function nextLines(style: Style): readonly string[] {
  return [
    '',
    style('bold', 'Next'),
    '  Your own program:   node --require @mcp-otel/auto app.js',
    '  Your own backend:   OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318   (Jaeger, Tempo, any Collector)',
    '  Servers over stdio: MCP_OTEL_PROPAGATE_TO_CHILDREN=true',
    '  What it found:      MCP_OTEL_LOG=debug',
    '  The same as data:   mcp-otel demo --json',
    '  Prometheus:         OTEL_METRICS_EXPORTER=prometheus, http://127.0.0.1:9464/metrics; mcp-otel artifacts for rules and dashboards',
    '  Block by block:     mcp-otel ledger --demo, or --file with the traces of your own agents',
  ];
}

function verdictLines({ missing, live }: DemoReport, style: Style): readonly string[] {
  if (missing.length > 0) return ['', ...missing.map((sentence) => style('red', `✗ ${sentence}`))];
  return ['', style('green', live ? '✓ the books of every process balance' : '✓ every expected span arrived')];
}

function titlesDim(style: Style): (cell: string, row: number) => string {
  return (cell, row) => (row === -1 ? style('dim', cell) : cell);
}
