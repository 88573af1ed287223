import type { PanelSpec, RowSpec } from '../panel.ts';

/** Spans of the chosen side in the time that is looked at; those that count as calls. */
const CALLS = `FROM mcp_otel.spans
WHERE $__timeFilter(start_time) AND call IS NOT NULL AND kind = CASE '$side' WHEN 'server' THEN 2 ELSE 3 END`;

/** A row of panels that ask Postgres. It stays closed until somebody asks: a store that is not there is an error in Grafana. */
function sqlRow(title: string, panels: readonly PanelSpec[]): RowSpec {
  return { title: `${title} (needs a Postgres data source)`, collapsed: true, panels };
}

function sqlTable(title: string, description: string, text: string): PanelSpec {
  const noValue = 'no such row in this time';
  return { kind: 'sqlTable', title, description, unit: 'none', queries: [], noValue, width: 24, height: 10, text };
}

function sqlStat(title: string, description: string, text: string): PanelSpec {
  return { kind: 'sqlStat', title, description, unit: 'short', queries: [], noValue: 'none', width: 8, height: 5, text };
}

/** Who calls most. Users are no labels of metrics: there may be any number of them. */
export const users = sqlRow('Users', [
  sqlTable(
    'Top Users',
    'Users by calls, with what they spend and how many of their tool calls succeed. Read it by the identity source: a user that is only claimed may be anybody.',
    `SELECT coalesce(user_id, 'not known') AS "User", count(*) AS "Calls",
  count(*) FILTER (WHERE call = 'tool') AS "Tool calls",
  count(*) FILTER (WHERE outcome = 'ok' AND call = 'tool')::float8
    / nullif(count(*) FILTER (WHERE call = 'tool' AND outcome IN ('ok', 'tool_error', 'protocol_error', 'transport_error', 'timeout')), 0)
    AS "Tool success",
  coalesce(sum(input_tokens + output_tokens), 0) AS "Tokens", coalesce(sum(cost_nano_usd), 0) / 1e9 AS "USD",
  count(DISTINCT session_id) AS "Sessions", max(start_time) AS "Last call"
${CALLS}
GROUP BY 1 ORDER BY 2 DESC LIMIT 50`,
  ),
]);

/** Sessions one by one. */
export const sessionsBySql = sqlRow('Sessions one by one', [
  sqlTable(
    'Largest sessions',
    'Sessions by calls, with the figures of their books. A low efficiency with many calls is a loop; a loss above 2 % is context that the model never had.',
    `SELECT session_id AS "Session", first_hour AS "First hour", calls AS "Calls", model_calls AS "Model calls",
  tool_success AS "Tool success", efficiency AS "Efficiency", loss AS "Loss", input_tokens + output_tokens AS "Tokens",
  cost_usd AS "USD"
FROM mcp_otel.sessions WHERE side = CASE '$side' WHEN 'server' THEN 'server' ELSE 'client' END
  AND last_hour + interval '1 hour' > $__timeFrom() AND first_hour < $__timeTo()
ORDER BY calls DESC LIMIT 50`,
  ),
]);

/** What an auditor looks at first. */
export const audit = sqlRow('Audit', [
  sqlStat(
    'Refusals by SQL',
    'Spans with a security event in this time. It should be what the panels above count; where it is not, spans are missing.',
    'SELECT count(*) AS "Refusals" FROM mcp_otel.spans WHERE $__timeFilter(start_time) AND security_event IS NOT NULL',
  ),
  sqlStat(
    'Calls that never came back',
    'Calls that were told to be open and of which no span has come: their process was killed, or they go on.',
    'SELECT count(*) AS "Calls" FROM mcp_otel.calls_never_returned WHERE $__timeFilter(start_time)',
  ),
  sqlStat(
    'Spans in quarantine',
    'Spans that the table has refused, with the reason beside each in the table `quarantine`.',
    'SELECT count(*) AS "Spans" FROM mcp_otel.quarantine',
  ),
  sqlTable(
    'Audit log',
    'Sessions with their user, whether their context was whole, and what came of them. Newest first.',
    `SELECT timestamp AS "Hour", session_id AS "Session", coalesce(user_id, 'not known') AS "User",
  context_valid AS "Context whole", audit_metadata::text AS "What came of it"
FROM mcp_otel.mcp_audit_logs WHERE timestamp + interval '1 hour' > $__timeFrom() AND timestamp < $__timeTo()
ORDER BY timestamp DESC LIMIT 100`,
  ),
]);

/** Who has stored what. */
export const writers = sqlRow('Stored in Postgres', [
  sqlTable(
    'Writers',
    'Folders that spans were stored from, with their batches. A gap in the numbers is a batch that is still on its way, or lost.',
    `SELECT w.host AS "Host", w.writer::text AS "Writer", count(*) AS "Batches", sum(b.spans) AS "Spans",
  max(b.seq) - min(b.seq) + 1 - count(*) AS "Gaps", max(b.stored_at) AS "Last batch"
FROM mcp_otel.batches b JOIN mcp_otel.writers w USING (writer)
WHERE $__timeFilter(b.stored_at)
GROUP BY 1, 2 ORDER BY 6 DESC LIMIT 50`,
  ),
]);
