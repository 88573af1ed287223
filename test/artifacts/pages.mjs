// The reference pages and schemas, made from the tables in `@mcp-otel/core`. `npm run artifacts` writes them, a test compares them.
import { attributes, errorCodes, isLabel, methods, metrics, ownPricesSchema, variables } from '@mcp-otel/core';
import { dialectsPage, redactionPage } from './content-pages.mjs';
import { ledgerPage } from './ledger-page.mjs';
import { code, page, table } from './page.mjs';
import { securityEventsPage, thresholdsPage } from './threshold-pages.mjs';

/** @type {Readonly<Record<string, () => string>>} Pages by their path from the root. */
export const pages = {
  'packages/core/docs/configuration.md': configuration,
  'packages/core/docs/attributes.md': attributesPage,
  'packages/core/docs/metrics.md': metricsPage,
  'packages/core/docs/methods.md': methodsPage,
  'packages/core/docs/error-codes.md': errorCodesPage,
  'packages/core/docs/dialects.md': dialectsPage,
  'packages/core/docs/redaction.md': redactionPage,
  'packages/core/docs/ledger.md': ledgerPage,
  'packages/core/docs/thresholds.md': thresholdsPage,
  'packages/core/docs/security-events.md': securityEventsPage,
  'packages/core/docs/prices.schema.json': () => `${JSON.stringify(ownPricesSchema, null, 2)}\n`,
};

function configuration() {
  const rows = Object.entries(variables).map(([name, { type, default: value, values, unit, brief }]) => [
    code(name),
    values === undefined ? type : values.map(code).join(', '),
    value === '' ? '' : code(value),
    [brief, unit === undefined ? '' : `In ${unit}s.`].join(' ').trim(),
  ]);
  return page(
    'Configuration',
    'Environment variables that mcp-otel reads. One that cannot be used costs one line on stderr, which names it, its value and what is used instead.',
    table(['variable', 'type or values', 'default', 'meaning'], rows),
  );
}

function attributesPage() {
  const rows = Object.entries(attributes).map(([name, { type, unit, origin, brief }]) => [
    code(name),
    unit === undefined ? type : `${type}, ${unit}s`,
    isLabel(name) ? 'yes' : '',
    origin,
    brief,
  ]);
  return page(
    'Attributes',
    'Every attribute that mcp-otel writes. Those of origin `stable` and `development` are OpenTelemetry’s; `own` ones are ours, because no convention defines them yet.',
    table(['attribute', 'type', 'metric label', 'origin', 'meaning'], rows),
  );
}

function metricsPage() {
  const rows = Object.entries(metrics).map(([name, { instrument, unit, labels, maxSeries, brief }]) => [
    code(name),
    instrument,
    code(unit),
    labels.map(code).join(', '),
    String(maxSeries),
    brief,
  ]);
  return page(
    'Metrics',
    'Every metric of mcp-otel. The caps bound the series of one process; a tool that no server has listed is `_OTHER`.',
    table(['metric', 'instrument', 'unit', 'labels', 'series at most', 'meaning'], rows),
  );
}

function methodsPage() {
  const rows = Object.entries(methods).map(([name, { kind, sentBy, eras, since, highVolume, extension }]) => [
    code(name),
    kind,
    sentBy,
    eras.join(', '),
    since ?? '',
    [highVolume ? 'counted, no span by default' : '', extension ? 'extension' : ''].filter(Boolean).join(', '),
  ]);
  return page(
    'Methods',
    'Methods of MCP 2024-10-07 to 2026-07-28 and its known extensions. `legacy` is up to 2025-11-25, `modern` from 2026-07-28. Other methods get spans too; on metrics they are `_OTHER`.',
    table(['method', 'kind', 'sent by', 'eras', 'since', 'notes'], rows),
  );
}

function errorCodesPage() {
  const rows = Object.entries(errorCodes).map(([value, { name, failsServer }]) => [
    code(value),
    name,
    failsServer ? 'yes' : 'no',
  ]);
  return page(
    'Error codes',
    'JSON-RPC error codes that MCP peers answer with. On the client every code is an error; on the server only those that do not tell of the caller’s mistake. A code that is not listed fails both.',
    table(['code', 'name', 'error on the server'], rows),
  );
}
