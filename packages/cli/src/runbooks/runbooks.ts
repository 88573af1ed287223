import { label, series } from '../rules/names.ts';

/** What an alert means to whoever is woken by it. */
export interface Runbook {
  readonly meaning: string;
  /** Causes in the order in which to look, each with how to tell and what to do. */
  readonly checks: readonly (readonly [string, string])[];
  readonly query?: string;
}

const TOKENS = 'MCP / Tokens';
const TOOLS = 'MCP / Tools';

/** A runbook for every alert of the table of thresholds. */
export const runbooks: Readonly<Record<string, Runbook>> = {
  McpTokenEfficiencyLow: {
    meaning: `Models are given input that provably does not help them: it is paid for and makes answers slower. ${TOKENS} shows which class of waste grows; \`mcp-otel ledger\` shows the dearest calls.`,
    checks: [
      [
        '`retry` grows',
        'A provider or a gateway fails: see failing model calls in MCP / Prompts and models. Retry with a pause, and fewer times.',
      ],
      [
        '`duplicate` grows',
        'The same file or result is put into the conversation again: keep one copy, and refer to it.',
      ],
      ['`superseded` grows', 'A status is polled, and every answer is kept: keep the last one.'],
      [
        '`unused_tool` grows',
        'Every request carries definitions of tools that no session calls: offer fewer, or load them when they are asked for.',
      ],
    ],
    query: `topk(5, sum by (job, ${label.class}) (increase(${series.tokens}{${label.class}!="meaningful"}[1h])))`,
  },
  HighContextLoss: {
    meaning: 'Results that tools have given do not reach the model, or not whole. Answers get worse without any error.',
    checks: [
      ['`truncated` grows', 'An agent or a tool cuts results: raise its limit, or ask the tool for less at a time.'],
      ['`evicted` grows', 'The history is longer than the window: summarise it, or give parts a priority.'],
      [
        '`undelivered` grows',
        'Agents end before they use what they asked for: see sessions that are cancelled or time out.',
      ],
      [
        '`corrupted` grows',
        'Text is decoded wrongly on its way: compare the two spans of a call with `MCP_OTEL_PAYLOAD_DIGEST=true`.',
      ],
    ],
    query: `sum by (job, ${label.fate}) (increase(${series.contextTokens}{${label.fate}!="delivered"}[1h]))`,
  },
  McpContextLossBurst: {
    meaning: 'A large part of what tools give is lost at once. This is usually a change, not a growth.',
    checks: [
      [
        'A release of the agent',
        'A new limit or a new way to shorten history: compare the version on spans before and after, and go back.',
      ],
      [
        'A tool answers far more than before',
        'See the sizes of its results on spans (`mcp_otel.payload.bytes.in`): page its results.',
      ],
    ],
  },
  McpLedgerCoverageLow: {
    meaning:
      'Token efficiency is shown for less than half of the input, so it says nothing. The rest is `unclassified`.',
    checks: [
      [
        'Models are called by programs without mcp-otel',
        'Their spans have usage and no facts: load the preload there too.',
      ],
      ['The ledger is off', '`MCP_OTEL_LEDGER=false` somewhere, or its breaker has opened: see stderr.'],
      [
        'Prompts that are kept by the provider',
        'Conversations that began elsewhere cannot be classified: that is known and no fault.',
      ],
    ],
  },
  McpContextCoverageLow: {
    meaning:
      'Context loss is shown for less than half of what was offered, so it says nothing. The rest is `unobservable`.',
    checks: [
      [
        'Agents end after their last tool call',
        'Nobody asked a model again: what the results were good for cannot be known.',
      ],
      [
        'Models are called in another process',
        'The results are seen in one process, the prompts in another: load the preload in both.',
      ],
    ],
  },
  McpSessionsOutOfBand: {
    meaning: 'Sessions are much shorter or longer than they should be.',
    checks: [
      ['Mostly short', 'Users give up, or agents fail early: see errors and the first calls of sessions.'],
      ['Mostly long', 'Agents loop: see MCP / Sessions, sessions that ran away.'],
      [
        'The band does not fit the application',
        'A batch job is no conversation: set other values with `mcp-otel artifacts --thresholds`.',
      ],
    ],
  },
  McpSessionRunaway: {
    meaning: 'An agent makes calls without an end. It spends tokens until somebody stops it.',
    checks: [
      [
        'The same tool again and again',
        `See Top Tools in MCP / Overview, and the trace of the session: end the session, and give the agent a limit of turns.`,
      ],
      [
        'A tool that always fails',
        `See ${TOOLS}, failing tools: agents try again when they are not told that it is of no use.`,
      ],
    ],
  },
  McpToolSuccessBurn: {
    meaning: 'At this pace more tool calls fail than the objective allows in 30 days.',
    checks: [
      ['One tool', `${TOOLS}, failing tools: mend or withdraw it.`],
      ['One server', 'Group failing calls by `server_address`: is it up, was it changed?'],
      [
        'Everything a little',
        'See kinds of errors: time-outs are the network or load, `tool_error` is what tools say.',
      ],
    ],
    query: `topk(5, sum by (job, ${label.tool}, ${label.outcome}) (increase(${series.calls}{${label.outcome}!="ok"}[1h])))`,
  },
  McpToolSuccessLow: {
    meaning: 'Fewer tool calls succeed than should at any time.',
    checks: [
      ['One tool', `${TOOLS}, tools that fail most.`],
      [
        'Wrong arguments',
        'The kind of error is `-32602`: the model does not understand the schema. Describe the tool better.',
      ],
      [
        'A dependency of the server',
        'Open a trace of a failed call: the spans below the server’s tell what it waited for.',
      ],
    ],
  },
  HighErrorRate: {
    meaning: 'Many tool calls fail now.',
    checks: [
      [
        'MCP server connection issues',
        'Outcome `transport_error`: check that the server is up and can be reached, and see its own log.',
      ],
      [
        'Invalid parameters',
        'Error code `-32602`, or `tool_error` of one tool: compare arguments with the schema of the tool.',
      ],
      [
        'Timeout issues',
        'Outcome `timeout`: see latency by tool; raise the time-out if the tool needs it, else mend the tool.',
      ],
      [
        'An open circuit breaker',
        'Calls fail at once and without a server span: the client does not even try. Close it when the server is well.',
      ],
    ],
    query: `sum by (job, ${label.tool}, ${label.outcome}) (increase(${series.calls}{${label.method}="tools/call", ${label.outcome}!="ok"}[15m]))`,
  },
  McpErrorPattern: {
    meaning: 'Calls fail in a way that was not there the day before.',
    checks: [
      ['A release', 'Of the server, the client or the SDK between them: compare `service.version` on the spans.'],
      ['A dependency', 'The new `error.type` names it: a status of HTTP, a code of JSON-RPC, a class of exceptions.'],
    ],
  },
  McpToolLatencyHigh: {
    meaning: 'Tool calls take longer than a second on average. Every turn of an agent waits for them.',
    checks: [
      [
        'One slow tool',
        `${TOOLS}, latency by tool: a tool that has to be slow can be left out with thresholds of your own.`,
      ],
      [
        'The way to the server',
        'Compare the client’s and the server’s span of one call: the gap between them is the network and the queue.',
      ],
      ['The server waits', 'The spans below the server’s tell for what.'],
    ],
  },
  McpToolCallsSlow: {
    meaning: 'A part of the tool calls takes longer than a second, though the mean may look well.',
    checks: [
      ['A tool that is rarely called', 'See the heatmap in MCP / Overview: a band of its own is a tool of its own.'],
      ['A cold start', 'Slow calls are the first ones of an instance: keep it warm.'],
    ],
  },
  McpToolCallSpike: {
    meaning: 'Many more tools are called than at the busiest times of the last day.',
    checks: [
      ['An agent in a loop', 'MCP / Sessions: a session that ran away.'],
      ['More users', 'Sessions grow with the calls: check limits and budgets.'],
      ['A misuse', 'MCP / Security: refusals grow too. Find the caller in the traces.'],
    ],
    query: `topk(5, sum by (job, ${label.tool}) (rate(${series.calls}{${label.method}="tools/call"}[5m])))`,
  },
  HighAccessDeniedRate: {
    meaning:
      'Calls are refused because the caller is not known or not allowed. Many in an hour are a wrong setting or somebody who tries doors. A first call without a token, as OAuth begins, counts too.',
    checks: [
      ['Tool allow-list too restrictive', 'The denied calls name few tools: review the allow-lists of the agents.'],
      [
        'Permissions of users or agents misconfigured',
        'Check that `user.id` and `gen_ai.agent.name` are set, and are those that the rules name.',
      ],
      ['A tool that is called otherwise', 'Compare the names with those that the server lists.'],
      ['A token that has run out', 'Status 401 of one client since one moment.'],
    ],
    query: `sum by (job, ${label.side}) (increase(${series.securityEvents}{${label.event}="access_denied"}[1h]))`,
  },
  HighRateLimitHits: {
    meaning: 'Callers are told to wait.',
    checks: [
      ['Rate limits too low', 'Hits come evenly and from many callers: raise the limit per server or per tool.'],
      ['Burst traffic patterns', 'Hits come in bursts: allow a burst, or have the agent wait for `Retry-After`.'],
    ],
    query: `sum by (job, ${label.side}) (increase(${series.securityEvents}{${label.event}="rate_limit"}[1h]))`,
  },
  BudgetExceeded: {
    meaning: 'Callers have spent what they may.',
    checks: [
      ['Budget too low', 'Many users reach it, each a little: review the allocation, and the budgets per user.'],
      ['High tool usage', 'Few users reach it, and go on: see their sessions, and cost by model.'],
    ],
    query: `sum by (job, ${label.side}) (increase(${series.securityEvents}{${label.event}="budget_exceeded"}[1h]))`,
  },
  McpAccessDeniedShare: {
    meaning: 'More than one in a hundred requests is refused.',
    checks: [
      [
        'As for HighAccessDeniedRate',
        'This one is relative: it fires in a large service where the other would always fire.',
      ],
    ],
  },
  McpPromptDrift: {
    meaning:
      'A prompt template that should be fixed is used with new texts. Either it was changed without a new id, or something is pasted into it.',
    checks: [
      ['A release', 'The drift is one step: give the template a new id (`name@version`).'],
      [
        'Text inside of the template',
        'The drift goes on: pass what changes as a message of its own, not in the system prompt.',
      ],
      [
        'An injection',
        'Compare `mcp_otel.prompt.normalized_hash` on the spans; with content allowed, read the prompts.',
      ],
    ],
  },
  McpPromptVariants: {
    meaning: 'A template gets many new texts in an hour.',
    checks: [['As for McpPromptDrift', 'This one counts texts and not their part in the calls.']],
  },
  McpTelemetryVanished: {
    meaning: 'There were metrics an hour ago, and there are none. Every other alert on this job is blind.',
    checks: [
      ['The program has ended', 'As planned? Then silence the alert.'],
      [
        'It cannot be scraped',
        '`up` is 0: see the port (it may have moved to the next free one, which stderr says) and the network.',
      ],
      ['Metrics are off', '`OTEL_METRICS_EXPORTER`, `OTEL_SDK_DISABLED` or the preload were changed.'],
    ],
  },
  McpMetricOverflow: {
    meaning: 'A metric has more combinations of labels than it has room for. Its total is right, its parts are not.',
    checks: [
      [
        'Many tools or models',
        'MCP / Delivery, metrics at their limit: split the program, or leave tools out with `MCP_OTEL_IGNORE_TOOLS`.',
      ],
    ],
  },
  McpScrapeLeftOut: {
    meaning: 'Metrics of the application itself do not fit beside ours, or have names that Prometheus has no form for.',
    checks: [
      ['Too many labels', 'Look for an id in a label of the application’s metrics, and take it out.'],
      [
        'Exponential histograms, or one name for two kinds',
        'Send those by OTLP: `OTEL_METRICS_EXPORTER=prometheus,otlp`.',
      ],
    ],
  },
  McpDeliveryResidual: {
    meaning: 'Spans were started, and nobody knows what became of them. This is a mistake in mcp-otel.',
    checks: [['Always', 'Keep a scrape of /metrics and the version, and report it.']],
  },
  McpSpansDropped: {
    meaning: 'Traces are not whole.',
    checks: [
      ['`queue_bytes`', 'The receiver is too slow or away: see it first. Then `MCP_OTEL_QUEUE_BYTES`.'],
      ['`sink_reject`', 'The receiver refuses spans: its log says why. Often it is a limit on sizes.'],
      ['`shutdown_deadline`', 'Programs end before they could send: raise `MCP_OTEL_SHUTDOWN_MS`.'],
      ['`serialise_fail`', 'A span could not be encoded: report it.'],
    ],
    query: `sum by (job, ${label.reason}) (increase(${series.spans}{${label.state}="dropped"}[30m]))`,
  },
};
