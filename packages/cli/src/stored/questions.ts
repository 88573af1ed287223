/** What the demo asks the database, each as it is typed into psql. */
export interface Question {
  readonly title: string;
  readonly sql: string;
}

/** The first is of this schema, the others are queries that were written for other tools, unchanged. */
export const questions = {
  sessions: {
    title: 'Sessions of clients',
    sql: `SELECT session_id, calls, efficiency, loss, tool_success, cost_usd
FROM sessions WHERE side = 'client' ORDER BY calls DESC`,
  },
  ratios: {
    title: 'Ratios by session, as others ask for them',
    sql: `SELECT
    session_id,
    AVG(meaningful_tokens / total_tokens * 100) AS token_efficiency,
    AVG(lost_tokens / total_tokens * 100) AS context_loss_rate,
    AVG(CASE WHEN tool_success THEN 1 ELSE 0 END) * 100 AS tool_success_rate
FROM mcp_logs
GROUP BY session_id
HAVING COUNT(*) > 0;`,
  },
  losses: {
    title: 'Rows of sessions that lose more than 2 %, as others ask for them',
    sql: `SELECT session_id, context_loss_rate
FROM mcp_logs
WHERE context_loss_rate > 2
ORDER BY timestamp DESC;`,
  },
} as const satisfies Record<string, Question>;
